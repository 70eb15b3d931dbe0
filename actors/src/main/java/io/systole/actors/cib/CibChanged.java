package io.systole.actors.cib;

import io.systole.cib.Cib;

/** The CIB as it is now, told to subscribers; the sequence grows by at least one with every change on this node. */
public record CibChanged(Cib cib, long sequence) {}
