package io.systole.actors.cib;

import io.systole.cib.LrmResource;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import org.jspecify.annotations.Nullable;

/** One change of what a node itself says of itself: its operation history and its transient attributes. */
public sealed interface StatusChange {
    /** Puts an entry, in place of one with the same id. The operations of the resource given are not looked at. */
    record PutHistory(LrmResource resource, OpHistory entry) implements StatusChange {}

    /** Removes an entry of a resource, or with null all that is known of the resource here. */
    record RemoveHistory(ResourceId resource, @Nullable String entryId) implements StatusChange {}

    /** Sets a transient attribute, or with null takes it away. */
    record PutAttribute(String name, @Nullable String value) implements StatusChange {}
}
