package io.systole.actors.attribute.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node that speaks for a node answers.
 *
 * @param schema 1
 * @param refusal why it was not done; null when it was
 * @param values the attributes that were asked for, or the one that was changed as it is now
 */
public record AttributeAnswer(int schema, @Nullable String refusal, List<Value> values) implements WireMessage {
    /**
     * An attribute.
     *
     * @param value null when it was taken away
     * @param delayMs its dampening in milliseconds; 0 for none
     * @param waiting the value is not told to the cluster yet
     */
    public record Value(String name, @Nullable String value, long delayMs, boolean isPrivate, boolean waiting) {}

    public AttributeAnswer {
        values = List.copyOf(values);
    }

    public static AttributeAnswer refused(String why) {
        return new AttributeAnswer(1, why, List.of());
    }
}
