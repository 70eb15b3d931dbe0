package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import org.jspecify.annotations.Nullable;

/** The sender has a configuration on its disk, or says why it has not. */
public record ConfigurationStored(
        int schema,
        String from,
        long adminEpoch,
        long term,
        long epoch,
        @Nullable String problem) implements CibCommand, WireMessage {}
