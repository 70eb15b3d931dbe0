package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** The configuration as it is replicated: the term of its writer and its XML. */
public record ConfigurationDocument(int schema, long term, String xml) implements WireMessage {}
