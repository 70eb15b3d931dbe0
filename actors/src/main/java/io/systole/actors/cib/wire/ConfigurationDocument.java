package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** The configuration as it is replicated: what decides between two of them, and its XML. */
public record ConfigurationDocument(int schema, long adminEpoch, long term, long epoch, String xml)
        implements WireMessage {}
