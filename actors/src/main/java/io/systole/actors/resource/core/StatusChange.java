package io.systole.actors.resource.core;

import io.systole.cib.LrmResource;
import io.systole.cib.OpHistory;
import org.jspecify.annotations.Nullable;

/** One change of this node's own part of the status. What comes together is seen together. */
public sealed interface StatusChange {

    /** Adds an entry, or replaces the one of its id. The resource comes without operations. */
    record PutHistory(LrmResource resource, OpHistory entry) implements StatusChange {}

    /** Removes one entry, or without an id the whole history of the resource. */
    record RemoveHistory(String resource, @Nullable String entryId) implements StatusChange {}

    /** Sets a transient attribute; null removes it. */
    record PutAttribute(String name, @Nullable String value) implements StatusChange {}
}
