package io.systole.actors.simulation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Phase;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows by gossip, by the rules of Pekko Cluster: members with their phases, who does not hear whom, who was
 * removed, and which members have seen exactly this. Versions are the contents themselves: of two that differ both are
 * merged, and what is merged has been seen by the merging node alone.
 *
 * @param members by run
 * @param table by the run of the observer
 */
record Gossip(
        SortedMap<Long, Member> members, SortedMap<Long, Row> table, SortedSet<Long> removed, SortedSet<Long> seen) {
    /** A run of a node; the number says in which order members became full ones, 0 before. */
    record Member(NodeName name, long run, Phase phase, int upNumber) {
        Member in(Phase changed, int number) {
            return new Member(name, run, changed, number);
        }
    }

    /** Whom an observer does not hear. */
    record Row(long version, SortedSet<Long> silent) {}

    Gossip {
        members = Collections.unmodifiableSortedMap(members);
        table = Collections.unmodifiableSortedMap(table);
        removed = Collections.unmodifiableSortedSet(removed);
        seen = Collections.unmodifiableSortedSet(seen);
    }

    static Gossip none() {
        return new Gossip(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    }

    @Nullable
    Member of(NodeName name) {
        return members.values().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean has(long run) {
        return members.containsKey(run);
    }

    private Gossip changedBy(
            long self, SortedMap<Long, Member> newMembers, SortedMap<Long, Row> newTable, SortedSet<Long> newRemoved) {
        var only = new TreeSet<Long>();
        only.add(self);
        return new Gossip(newMembers, newTable, newRemoved, only);
    }

    Gossip with(long self, Member member) {
        var all = new TreeMap<>(members);
        all.put(member.run(), member);
        return changedBy(self, all, table, removed);
    }

    Gossip phase(long self, long run, Phase phase) {
        Member member = Objects.requireNonNull(members.get(run));
        return with(self, member.in(phase, member.upNumber()));
    }

    /** An observer's row as it is now. */
    Gossip silent(long self, SortedSet<Long> silent) {
        Row old = table.get(self);
        var rows = new TreeMap<>(table);
        rows.put(self, new Row(old == null ? 1 : old.version() + 1, new TreeSet<>(silent)));
        return changedBy(self, members, rows, removed);
    }

    Gossip without(long self, long run) {
        var all = new TreeMap<>(members);
        all.remove(run);
        var gone = new TreeSet<>(removed);
        gone.add(run);
        return changedBy(self, all, pruned(table, gone), gone);
    }

    private static SortedMap<Long, Row> pruned(Map<Long, Row> table, SortedSet<Long> gone) {
        var rows = new TreeMap<Long, Row>();
        table.forEach((observer, row) -> {
            if (!gone.contains(observer)) {
                var silent = new TreeSet<>(row.silent());
                silent.removeAll(gone);
                rows.put(observer, new Row(row.version(), silent));
            }
        });
        return rows;
    }

    Gossip seenBy(long self) {
        if (seen.contains(self)) {
            return this;
        }
        var all = new TreeSet<>(seen);
        all.add(self);
        return new Gossip(members, table, removed, all);
    }

    private boolean sameAs(Gossip other) {
        return members.equals(other.members) && table.equals(other.table) && removed.equals(other.removed);
    }

    /** What this node, having heard the other, knows. */
    Gossip merged(long self, Gossip other) {
        if (sameAs(other)) {
            var all = new TreeSet<>(seen);
            all.addAll(other.seen);
            all.add(self);
            return all.equals(seen) ? this : new Gossip(members, table, removed, all);
        }
        var gone = new TreeSet<>(removed);
        gone.addAll(other.removed);
        var all = new TreeMap<>(members);
        other.members.forEach((run, member) -> all.merge(run, member, Gossip::further));
        all.keySet().removeAll(gone);
        var rows = new TreeMap<>(table);
        other.table.forEach(
                (run, row) -> rows.merge(run, row, (one, two) -> one.version() >= two.version() ? one : two));
        Gossip both = changedBy(self, all, pruned(rows, gone), gone);
        if (both.sameAs(other)) {
            return other.seenBy(self);
        }
        return both.sameAs(this) ? this : both;
    }

    private static Member further(Member one, Member two) {
        int byPhase = one.phase().compareTo(two.phase());
        if (byPhase != 0) {
            return byPhase > 0 ? one : two;
        }
        return one.upNumber() <= two.upNumber() ? one : two;
    }

    /** Those that somebody does not hear who is not downed itself. */
    SortedSet<Long> unreachable() {
        var silent = new TreeSet<Long>();
        table.forEach((observer, row) -> {
            Member member = members.get(observer);
            if (member != null && member.phase() != Phase.DOWN) {
                silent.addAll(row.silent());
            }
        });
        return silent;
    }

    /** All full members have seen this, and nobody is missed but those that are down or on their way out. */
    boolean converged(long self) {
        for (long run : unreachable()) {
            Member member = members.get(run);
            boolean counts = member != null && member.phase() != Phase.DOWN && member.phase() != Phase.EXITING;
            if (run != self && counts) {
                return false;
            }
        }
        return members.values().stream()
                .filter(member -> member.phase() == Phase.UP || member.phase() == Phase.LEAVING)
                .allMatch(member -> seen.contains(member.run()));
    }

    /** Who moves the members on. */
    boolean leads(long self) {
        SortedSet<Long> silent = unreachable();
        Member first = null;
        for (Member member : members.values()) {
            boolean here = member.run() == self || !silent.contains(member.run());
            if (here && member.phase() != Phase.DOWN && (first == null || before(member, first))) {
                first = member;
            }
        }
        return first != null && first.run() == self;
    }

    private static boolean before(Member one, Member two) {
        int byPhase = Boolean.compare(leads(two.phase()), leads(one.phase()));
        return byPhase != 0 ? byPhase < 0 : one.name().compareTo(two.name()) < 0;
    }

    private static boolean leads(Phase phase) {
        return phase == Phase.UP || phase == Phase.LEAVING;
    }

    /** What the leader does where all agree: joining members become full ones, silent ones that are down go. */
    Gossip moved(long self) {
        if (!leads(self) || !converged(self)) {
            return this;
        }
        Gossip next = this;
        SortedSet<Long> silent = unreachable();
        int number = members.values().stream().mapToInt(Member::upNumber).max().orElse(0);
        for (Member member : members.values()) {
            switch (member.phase()) {
                case JOINING -> {
                    number++;
                    next = next.with(self, member.in(Phase.UP, number));
                }
                case LEAVING -> next = next.phase(self, member.run(), Phase.EXITING);
                case DOWN -> next = silent.contains(member.run()) ? next.without(self, member.run()) : next;
                case EXITING -> next = silent.contains(member.run()) ? next.without(self, member.run()) : next;
                default -> {}
            }
        }
        return next;
    }

    /** The full member that is one for the longest time, until it is gone; null before there is one. */
    @Nullable
    Member oldest() {
        Member oldest = null;
        for (Member member : members.values()) {
            boolean counts = leads(member.phase()) || member.phase() == Phase.EXITING;
            if (counts && member.upNumber() > 0 && (oldest == null || member.upNumber() < oldest.upNumber())) {
                oldest = member;
            }
        }
        return oldest;
    }
}
