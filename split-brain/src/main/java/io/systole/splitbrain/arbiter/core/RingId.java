package io.systole.splitbrain.arbiter.core;

/**
 * What a side is called before the arbiter, which tells sides apart by it: Corosync's representative and the number of its
 * ring. It is compared for being the same, and nothing else.
 */
public record RingId(int node, long sequence) {}
