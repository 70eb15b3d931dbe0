package io.systole.actors.cib;

import io.systole.cib.LrmResource;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import org.jspecify.annotations.Nullable;

/** One change of what a node says of itself, or of a remote node that it speaks for: its operation history and its transient attributes. */
public sealed interface StatusChange {
    /** Puts an entry, in place of one with the same id. The operations of the resource given are not looked at. */
    record PutHistory(LrmResource resource, OpHistory entry) implements StatusChange {}

    /** Removes an entry of a resource, or with null all that is known of the resource here. */
    record RemoveHistory(ResourceId resource, @Nullable String entryId) implements StatusChange {}

    /** Sets a transient attribute, or with null takes it away. */
    record PutAttribute(String name, @Nullable String value) implements StatusChange {}

    /** Sets an attribute of a node_state that membership does not give: only of nodes that do not speak for themselves. */
    record PutField(String name, String value) implements StatusChange {}

    /** Forgets all history and all transient attributes. */
    record ForgetAll() implements StatusChange {}

    /** Forgets the transient attributes. */
    record ForgetAttributes() implements StatusChange {}

    /** Forgets the resources of which an operation is under way: nobody will tell how it ended. */
    record ForgetUnderway() implements StatusChange {}
}
