package io.systole.actors.attribute.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a change of a transient attribute. A node that does not speak for the one concerned passes it on, once.
 *
 * @param schema 1
 * @param node whose attribute it is
 * @param name of the attribute; null to have all of the node's told again
 * @param kind what is to be done, in capitals: SET, SET_BOTH, SET_DELAY, DELETE, REFRESH
 * @param delayMs the dampening in milliseconds; null where none is given
 * @param passedOn another node passed it on
 */
public record ChangeAttribute(
        int schema,
        String node,
        @Nullable String name,
        String kind,
        @Nullable String value,
        @Nullable Long delayMs,
        boolean isPrivate,
        boolean passedOn,
        ActorRef<AttributeAnswer> replyTo)
        implements AttributeCommand, WireMessage {

    public ChangeAttribute toPassOn(ActorRef<AttributeAnswer> answerTo) {
        return new ChangeAttribute(schema, node, name, kind, value, delayMs, isPrivate, true, answerTo);
    }
}
