package io.systole.actors.cib.wire;

import java.util.List;

/** What is new of a node, by the one that speaks for it. */
public record WardDelta(int schema, String from, String node, long epoch, long sequence, List<WireStatusChange> changes)
        implements WardWord {
    public WardDelta {
        changes = List.copyOf(changes);
    }
}
