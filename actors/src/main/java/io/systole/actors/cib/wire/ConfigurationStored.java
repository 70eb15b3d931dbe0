package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import org.jspecify.annotations.Nullable;

/** The configuration is on the disk of the sender, or could not be stored there. */
public record ConfigurationStored(
        int schema, String from, WireKey key, @Nullable String problem) implements PeerWord, WireMessage {}
