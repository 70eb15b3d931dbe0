package io.systole.policy.model;

import io.systole.cib.OpHistory;
import io.systole.cib.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts the entries of an operation history in the order of the operations, oldest first. */
public final class HistoryOrder {
    private HistoryOrder() {}

    /** The entries, oldest first: taken from the last to the first of the document, and sorted stably. */
    public static List<HistoryEntry> sorted(List<OpHistory> operations) {
        List<HistoryEntry> entries = new ArrayList<>(operations.size());
        for (int i = operations.size() - 1; i >= 0; i--) {
            entries.add(HistoryEntry.of(operations.get(i)));
        }
        return entries.size() < 2 ? entries : MergeSort.sorted(entries, HistoryOrder::compare);
    }

    /** Negative when the first is older, positive when it is newer; not transitive in rare cases. */
    public static int compare(HistoryEntry a, HistoryEntry b) {
        return compare(a, b, true);
    }

    /**
     * As {@link #compare(HistoryEntry, HistoryEntry)} for entries of perhaps different nodes, whose call ids do not compare.
     *
     * @param sameNodeUnsaid whether they are of one node, which counts where neither names its node
     */
    public static int compare(HistoryEntry a, HistoryEntry b, boolean sameNodeUnsaid) {
        boolean sameNode = sameNode(a.operation().onNode(), b.operation().onNode(), sameNodeUnsaid);
        if (sameNode && a.operation().id().equals(b.operation().id())) {
            return 0;
        }
        if (a.callId() == -1 && b.callId() == -1) {
            return 0;
        }
        if (sameNode && a.callId() >= 0 && a.callId() < b.callId()) {
            return -1;
        }
        if (sameNode && b.callId() >= 0 && a.callId() > b.callId()) {
            return 1;
        }
        if (a.callId() >= 0 && b.callId() >= 0) {
            if (a.lastRcChange() >= 0 && a.lastRcChange() < b.lastRcChange()) {
                return -1;
            }
            return b.lastRcChange() >= 0 && a.lastRcChange() > b.lastRcChange() ? 1 : 0;
        }
        return comparePending(a, b);
    }

    private static int comparePending(HistoryEntry a, HistoryEntry b) {
        Magic first = Magic.of(a.operation().transitionMagic());
        Magic second = Magic.of(b.operation().transitionMagic());
        if (first == null || second == null) {
            return 0;
        }
        if (!first.uuid.equalsIgnoreCase(second.uuid) || first.transition == second.transition) {
            return a.callId() == -1 ? 1 : -1;
        }
        if ((first.transition >= 0 && first.transition < second.transition) || second.transition == -1) {
            return -1;
        }
        return 1;
    }

    private record Magic(long transition, String uuid) {
        /** Reads status:rc;action:transition:expected:uuid. */
        static @Nullable Magic of(@Nullable String magic) {
            int key = magic == null ? -1 : magic.indexOf(';');
            if (magic == null || key < 0) {
                return null;
            }
            String[] parts = magic.substring(key + 1).split(":", 4);
            return parts.length < 4 ? null : new Magic(Numbers.integerOr(parts[1], -1), parts[3]);
        }
    }

    private static boolean sameNode(@Nullable String a, @Nullable String b, boolean unsaid) {
        if (a == null || b == null) {
            return a == null && b == null && unsaid;
        }
        return a.equals(b) || a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }

    /** Where in a sorted history the last completed stop and the last start are; -1 for none. */
    public record Span(int stop, int start) {}

    /** Finds the last stop that succeeded and the last start, or what takes its place where there is none. */
    public static Span span(List<HistoryEntry> entries) {
        int stop = -1;
        int start = -1;
        int implied = -1;
        int monitor = -1;
        for (int i = 0; i < entries.size(); i++) {
            HistoryEntry entry = entries.get(i);
            switch (entry.task()) {
                case "stop" -> stop = "0".equals(entry.operation().opStatus()) ? i : stop;
                case "start", "migrate_from" -> start = i;
                case "promote", "demote" -> implied = i;
                case "monitor" -> {
                    if (monitor <= stop && (entry.rc() == 0 || entry.rc() == 8)) {
                        monitor = i;
                    }
                }
                default -> {}
            }
        }
        if (start == -1) {
            start = implied != -1 ? implied : monitor;
        }
        return new Span(stop, start);
    }
}
