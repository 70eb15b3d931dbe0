package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/** Inputs of plans that a node keeps, oldest first. */
public record KeptInputs(List<KeptInput> inputs) implements WireMessage {
    public KeptInputs {
        inputs = List.copyOf(inputs);
    }
}
