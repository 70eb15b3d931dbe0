package io.systole.actors.attribute.wire;

/** Whatever a node's attribute actor understands. */
public interface AttributeCommand {}
