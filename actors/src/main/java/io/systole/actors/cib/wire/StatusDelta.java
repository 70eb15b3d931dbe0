package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;

/** What is new in the status of the sender. */
public record StatusDelta(int schema, String from, long incarnation, long sequence, List<WireStatusChange> changes)
        implements PeerWord, WireMessage {}
