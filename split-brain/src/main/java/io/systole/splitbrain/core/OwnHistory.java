package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of itself and of its cluster's beginning.
 * <ul>
 *   <li>{@code seenAll}: all configured nodes were full members together once (wait_for_all is fulfilled).
 *   <li>{@code settled}: see {@link MembershipView}; sticky.
 *   <li>{@code synchronised}: it has what was accepted before it came, and nothing was accepted without it since; sticky.
 *   <li>{@code upSince}: when this node became a full member.
 *   <li>{@code wokeAt}: set while this node, having been paused, has not yet heard that it is still a member.
 *   <li>{@code confirmedBy}: who said, since this node woke or was doubted, that this run is a member.
 *   <li>{@code outvoted}: in a view that was stable for long, others than this node's side are to survive.
 *   <li>{@code pauses}: the last ones, newest last.
 * </ul>
 */
public record OwnHistory(
        boolean seenAll,
        boolean settled,
        boolean outvoted,
        boolean synchronised,
        @Nullable Instant upSince,
        @Nullable Instant wokeAt,
        SortedSet<NodeName> confirmedBy,
        List<Pause> pauses) {
    private static final int PAUSES_KEPT = 5;

    static OwnHistory none() {
        return new OwnHistory(false, false, false, false, null, null, new TreeSet<>(), List.of());
    }

    OwnHistory upAt(Instant at) {
        return upSince != null
                ? this
                : new OwnHistory(seenAll, settled, outvoted, synchronised, at, wokeAt, confirmedBy, pauses);
    }

    /** What was once seen or settled stays so. */
    OwnHistory seen(boolean all, boolean nowSettled) {
        return new OwnHistory(
                seenAll || all,
                settled || nowSettled || all,
                outvoted,
                synchronised,
                upSince,
                wokeAt,
                confirmedBy,
                pauses);
    }

    OwnHistory outvoted(boolean now) {
        return now == outvoted
                ? this
                : new OwnHistory(seenAll, settled, now, synchronised, upSince, wokeAt, confirmedBy, pauses);
    }

    OwnHistory inStep() {
        return new OwnHistory(seenAll, settled, outvoted, true, upSince, wokeAt, confirmedBy, pauses);
    }

    OwnHistory awake() {
        return new OwnHistory(seenAll, settled, outvoted, synchronised, upSince, null, new TreeSet<>(), pauses);
    }

    OwnHistory confirmedBy(NodeName member) {
        if (confirmedBy.contains(member)) return this;
        SortedSet<NodeName> all = new TreeSet<>(confirmedBy);
        all.add(member);
        return new OwnHistory(seenAll, settled, outvoted, synchronised, upSince, wokeAt, all, pauses);
    }

    /** What was said before does not count. */
    OwnHistory unconfirmed() {
        return new OwnHistory(seenAll, settled, outvoted, synchronised, upSince, wokeAt, new TreeSet<>(), pauses);
    }

    OwnHistory slept(Pause pause) {
        List<Pause> all = new ArrayList<>(pauses);
        all.add(pause);
        List<Pause> last = List.copyOf(all.subList(Math.max(0, all.size() - PAUSES_KEPT), all.size()));
        return new OwnHistory(seenAll, settled, outvoted, synchronised, upSince, pause.wokeAt(), new TreeSet<>(), last);
    }
}
