package io.systole.splitbrain;

import io.systole.cib.NodeName;

/** Where a configured node is found: its name and the address that carries the cluster's traffic. */
public record MemberPlace(NodeName name, String host, int port) {}
