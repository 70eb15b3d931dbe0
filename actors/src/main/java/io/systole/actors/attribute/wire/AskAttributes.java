package io.systole.actors.attribute.wire;

import io.systole.actors.wire.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks for what the node that speaks for a node holds of its attributes: what is private, or not told yet.
 *
 * @param schema 1
 * @param passedOn another node passed it on
 */
public record AskAttributes(int schema, String node, boolean passedOn, ActorRef<AttributeAnswer> replyTo)
        implements AttributeCommand, WireMessage {
    public AskAttributes toPassOn(ActorRef<AttributeAnswer> answerTo) {
        return new AskAttributes(schema, node, true, answerTo);
    }
}
