package io.systole.splitbrain.core;

/** Whether a side may act for the cluster, the votes behind it, and the reason in words for a status page. */
public record QuorumVerdict(boolean quorate, int votes, int needed, int expected, String reason) {}
