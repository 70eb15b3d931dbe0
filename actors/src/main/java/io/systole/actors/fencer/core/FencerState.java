package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that one Fencer knows.
 *
 * @param reachable the members that can be reached, this node included, in the order of their names
 * @param history the ended fencings, oldest first
 */
public record FencerState(
        NodeName self,
        int historyMax,
        List<NodeName> reachable,
        boolean quorate,
        FencingConfiguration configuration,
        SortedMap<FencingKey, Pending> pending,
        List<FencingRecord> history) {
    /** How long the fencing of a node that was never seen counts: later it may have started without being seen. */
    static final Duration UNSEEN_COUNTS = Duration.ofMinutes(1);

    public FencerState {
        reachable = List.copyOf(reachable);
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        history = List.copyOf(history);
    }

    /** A Fencer that has heard of nobody. */
    public static FencerState initial(NodeName self, int historyMax) {
        return new FencerState(
                self, historyMax, List.of(), false, FencingConfiguration.empty(), new TreeMap<>(), List.of());
    }

    /** The record that says that this run of the node is dead; giving it power is never done for good. */
    Optional<FencingRecord> confirmed(FencingKey key, Instant now) {
        FencingRecord last = null;
        for (var each : history) {
            if (key.takesPower()
                    && FencingKey.of(each).equals(key)
                    && each.outcome() instanceof Fenced
                    && (key.incarnation() != 0 || each.at().plus(UNSEEN_COUNTS).isAfter(now))) {
                last = each;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The lowest-named member that can be reached; not the target, as long as there is another. */
    NodeName leaderFor(NodeName target) {
        return reachable.stream()
                .filter(node -> !node.equals(target))
                .findFirst()
                .orElse(self);
    }

    FencerState with(Pending changed) {
        var all = new TreeMap<>(pending);
        all.put(changed.request().key(), changed);
        return withPending(all);
    }

    FencerState without(FencingKey key) {
        var all = new TreeMap<>(pending);
        all.remove(key);
        return withPending(all);
    }

    private FencerState withPending(SortedMap<FencingKey, Pending> all) {
        return new FencerState(self, historyMax, reachable, quorate, configuration, all, history);
    }

    /** Remembers a fencing; a success is kept longer than failures, of which there may be many. */
    FencerState with(FencingRecord ended) {
        var all = new ArrayList<>(history);
        if (all.contains(ended)) {
            return this;
        }
        all.add(ended);
        while (all.size() > historyMax) {
            var oldestFailure = all.stream()
                    .filter(each -> !(each.outcome() instanceof Fenced))
                    .findFirst();
            all.remove(oldestFailure.orElse(all.get(0)));
        }
        return new FencerState(self, historyMax, reachable, quorate, configuration, pending, all);
    }

    FencerState withView(List<NodeName> members, boolean hasQuorum) {
        return new FencerState(self, historyMax, members, hasQuorum, configuration, pending, history);
    }

    FencerState with(FencingConfiguration changed) {
        return new FencerState(self, historyMax, reachable, quorate, changed, pending, history);
    }
}
