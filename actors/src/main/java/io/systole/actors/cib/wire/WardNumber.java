package io.systole.actors.cib.wire;

import org.jspecify.annotations.Nullable;

/** The number of the newest word about a node, and whose it is. */
public record WardNumber(String node, long epoch, @Nullable String owner, long sequence) {}
