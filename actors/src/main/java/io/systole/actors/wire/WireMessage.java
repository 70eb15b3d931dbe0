package io.systole.actors.wire;

/** Marks what may cross nodes: bound to Jackson's CBOR in reference.conf. Java serialization is off. */
public interface WireMessage {}
