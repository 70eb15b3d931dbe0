package io.systole.actors.cib.wire;

/** Whatever the CIB actor understands: requests of its own node, and words of its peers. */
public interface CibCommand {}
