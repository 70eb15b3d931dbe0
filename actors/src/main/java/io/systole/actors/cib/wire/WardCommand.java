package io.systole.actors.cib.wire;

/** What the CIB actor understands of nodes that do not speak for themselves, from its own node or from its peers. */
public interface WardCommand extends CibCommand {}
