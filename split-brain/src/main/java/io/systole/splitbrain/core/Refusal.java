package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Comparator;

/**
 * The observer was told by the subject's host that nothing listens at the subject's port any more. A host says that only
 * when the process is gone: a process that is merely slow or stopped is still connected to by its kernel, and a host
 * without power, or behind a cut link, says nothing at all.
 */
public record Refusal(NodeName observer, NodeName subject, long incarnation) implements Comparable<Refusal> {
    private static final Comparator<Refusal> ORDER = Comparator.comparing(Refusal::observer)
            .thenComparing(Refusal::subject)
            .thenComparingLong(Refusal::incarnation);

    @Override
    public int compareTo(Refusal other) {
        return ORDER.compare(this, other);
    }
}
