package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** What the CIB actors of the nodes say to each other of nodes that do not speak for themselves. */
public interface WardWord extends WardCommand, WireMessage {}
