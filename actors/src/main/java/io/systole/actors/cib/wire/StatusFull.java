package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;

/** All of the status of the sender, as the status section of a CIB. */
public record StatusFull(int schema, String from, long incarnation, long sequence, String xml)
        implements CibCommand, WireMessage {}
