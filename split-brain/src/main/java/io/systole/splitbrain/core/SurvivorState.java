package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a node's survivor decision remembers.
 * <ul>
 *   <li>{@code nodes}: every configured node, always.
 *   <li>{@code cuts}: who does not hear whom; {@code changedAt}: when that or a phase last changed.
 *   <li>{@code refusals}: whose host says to whom that the process is gone.
 *   <li>{@code portOpen}: fencing can be asked for.
 *   <li>{@code supporters}: restarted nodes that ask this side to be let in, and no other.
 *   <li>{@code fencing}: what was asked for here and is not confirmed.
 *   <li>{@code quorum}: what is remembered of quorum.
 * </ul>
 */
public record SurvivorState(
        NodeName self,
        SurvivorSettings settings,
        SortedMap<NodeName, KnownNode> nodes,
        SortedSet<Cut> cuts,
        SortedSet<Refusal> refusals,
        Instant changedAt,
        OwnHistory history,
        boolean portOpen,
        SortedSet<NodeName> supporters,
        SortedMap<NodeName, FencingAttempt> fencing,
        QuorumMemory quorum) {

    /** A node that just started and knows nothing of the others. */
    public static SurvivorState started(NodeName self, SurvivorSettings settings, Instant at) {
        var nodes = new TreeMap<NodeName, KnownNode>();
        settings.quorum().nodes().forEach(node -> nodes.put(node, KnownNode.absent(node, at)));
        if (!nodes.containsKey(self)) {
            throw new IllegalArgumentException(self + " has no place among " + nodes.keySet());
        }
        return new SurvivorState(
                self,
                settings,
                nodes,
                new TreeSet<>(),
                new TreeSet<>(),
                at,
                OwnHistory.none(),
                false,
                new TreeSet<>(),
                new TreeMap<>(),
                QuorumMemory.none());
    }

    KnownNode node(NodeName name) {
        return Objects.requireNonNull(nodes.get(name), () -> name + " is not configured");
    }

    /** It acts on nothing: it was paused, or is held for dead by somebody, and has not heard that it is still a member. */
    boolean asleep() {
        return history.wokeAt() != null || quorum.doubt() != null;
    }

    SurvivorState with(KnownNode node) {
        var changed = new TreeMap<>(nodes);
        changed.put(node.name(), node);
        var sorted = Collections.unmodifiableSortedMap(changed);
        return new SurvivorState(
                self, settings, sorted, cuts, refusals, changedAt, history, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withCuts(SortedSet<Cut> changed, Instant at) {
        var sorted = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        return new SurvivorState(
                self, settings, nodes, sorted, refusals, at, history, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withRefusals(SortedSet<Refusal> changed) {
        var sorted = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        return new SurvivorState(
                self, settings, nodes, cuts, sorted, changedAt, history, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withChangedAt(Instant at) {
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, at, history, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withSettings(SurvivorSettings changed) {
        return new SurvivorState(
                self, changed, nodes, cuts, refusals, changedAt, history, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withHistory(OwnHistory changed) {
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, changedAt, changed, portOpen, supporters, fencing, quorum);
    }

    SurvivorState withPortOpen() {
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, changedAt, history, true, supporters, fencing, quorum);
    }

    SurvivorState withSupporters(SortedSet<NodeName> changed) {
        var sorted = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, changedAt, history, portOpen, sorted, fencing, quorum);
    }

    SurvivorState withAttempt(FencingAttempt attempt) {
        var changed = new TreeMap<>(fencing);
        changed.put(attempt.target(), attempt);
        return withFencing(changed);
    }

    SurvivorState withoutAttempt(NodeName target) {
        var changed = new TreeMap<>(fencing);
        changed.remove(target);
        return withFencing(changed);
    }

    private SurvivorState withFencing(SortedMap<NodeName, FencingAttempt> changed) {
        var sorted = Collections.unmodifiableSortedMap(changed);
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, changedAt, history, portOpen, supporters, sorted, quorum);
    }

    SurvivorState withQuorum(QuorumMemory changed) {
        return new SurvivorState(
                self, settings, nodes, cuts, refusals, changedAt, history, portOpen, supporters, fencing, changed);
    }

    List<FencingAttempt> attempts() {
        return List.copyOf(fencing.values());
    }
}
