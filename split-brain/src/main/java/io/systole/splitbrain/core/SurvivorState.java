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
import org.jspecify.annotations.Nullable;

/**
 * All that a node's survivor decision remembers.
 * <ul>
 *   <li>{@code nodes}: every configured node, always.
 *   <li>{@code cuts}: who does not hear whom; {@code changedAt}: when that or a phase last changed.
 *   <li>{@code seenAll}: all configured nodes were full members together once (wait_for_all is fulfilled).
 *   <li>{@code settled}: see {@link MembershipView}; sticky.
 *   <li>{@code supporters}: restarted nodes that ask this side to be let in, and no other.
 *   <li>{@code upSince}: when this node became a full member.
 *   <li>{@code wokeAt}: set while this node, having been paused, has not yet heard that it is still a member.
 * </ul>
 */
public record SurvivorState(
        NodeName self,
        SurvivorSettings settings,
        SortedMap<NodeName, KnownNode> nodes,
        SortedSet<Cut> cuts,
        Instant changedAt,
        boolean seenAll,
        boolean settled,
        boolean portOpen,
        SortedSet<NodeName> supporters,
        @Nullable Instant upSince,
        @Nullable Instant wokeAt,
        SortedMap<NodeName, FencingAttempt> fencing) {

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
                at,
                false,
                false,
                false,
                new TreeSet<>(),
                null,
                null,
                new TreeMap<>());
    }

    KnownNode node(NodeName name) {
        return Objects.requireNonNull(nodes.get(name), () -> name + " is not configured");
    }

    boolean asleep() {
        return wokeAt != null;
    }

    SurvivorState with(KnownNode node) {
        var changed = new TreeMap<>(nodes);
        changed.put(node.name(), node);
        return copy(settings, Collections.unmodifiableSortedMap(changed), cuts, changedAt, fencing);
    }

    SurvivorState withCuts(SortedSet<Cut> changed, Instant at) {
        return copy(settings, nodes, Collections.unmodifiableSortedSet(new TreeSet<>(changed)), at, fencing);
    }

    SurvivorState withChangedAt(Instant at) {
        return copy(settings, nodes, cuts, at, fencing);
    }

    SurvivorState withSettings(SurvivorSettings changed) {
        return copy(changed, nodes, cuts, changedAt, fencing);
    }

    SurvivorState withAttempt(FencingAttempt attempt) {
        var changed = new TreeMap<>(fencing);
        changed.put(attempt.target(), attempt);
        return copy(settings, nodes, cuts, changedAt, Collections.unmodifiableSortedMap(changed));
    }

    SurvivorState withoutAttempt(NodeName target) {
        var changed = new TreeMap<>(fencing);
        changed.remove(target);
        return copy(settings, nodes, cuts, changedAt, Collections.unmodifiableSortedMap(changed));
    }

    SurvivorState withHistory(boolean sawAll, boolean isSettled, @Nullable Instant since) {
        return new SurvivorState(
                self,
                settings,
                nodes,
                cuts,
                changedAt,
                sawAll,
                isSettled,
                portOpen,
                supporters,
                since,
                wokeAt,
                fencing);
    }

    SurvivorState withPortOpen() {
        return new SurvivorState(
                self, settings, nodes, cuts, changedAt, seenAll, settled, true, supporters, upSince, wokeAt, fencing);
    }

    SurvivorState withSupporters(SortedSet<NodeName> changed) {
        var sorted = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        return new SurvivorState(
                self, settings, nodes, cuts, changedAt, seenAll, settled, portOpen, sorted, upSince, wokeAt, fencing);
    }

    SurvivorState withWokeAt(@Nullable Instant at) {
        return new SurvivorState(
                self, settings, nodes, cuts, changedAt, seenAll, settled, portOpen, supporters, upSince, at, fencing);
    }

    List<FencingAttempt> attempts() {
        return List.copyOf(fencing.values());
    }

    private SurvivorState copy(
            SurvivorSettings newSettings,
            SortedMap<NodeName, KnownNode> newNodes,
            SortedSet<Cut> newCuts,
            Instant at,
            SortedMap<NodeName, FencingAttempt> newFencing) {
        return new SurvivorState(
                self,
                newSettings,
                newNodes,
                newCuts,
                at,
                seenAll,
                settled,
                portOpen,
                supporters,
                upSince,
                wokeAt,
                newFencing);
    }
}
