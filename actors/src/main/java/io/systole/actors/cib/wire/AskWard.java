package io.systole.actors.cib.wire;

/** Asks what the receiver knows of a node; with a claim it takes no more words of whoever spoke for it until now. */
public record AskWard(int schema, String from, String node, boolean claim) implements WardWord {}
