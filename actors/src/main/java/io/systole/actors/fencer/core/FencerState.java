package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.DeviceSettings.Proof;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.NodeReadiness;
import io.systole.fencing.core.Readiness;
import io.systole.splitbrain.core.Rival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that one Fencer knows.
 *
 * @param reachable the members that can be reached, this node included, in the order of their names
 * @param history the ended fencings, oldest first
 * @param rehearsals what the members found when they last checked each device
 * @param race whom this node may have to race
 */
public record FencerState(
        NodeName self,
        int historyMax,
        List<NodeName> reachable,
        boolean quorate,
        FencingConfiguration configuration,
        SortedMap<FencingKey, Pending> pending,
        List<FencingRecord> history,
        Proofs proofs,
        List<Rehearsed> rehearsals,
        Race race) {
    /** How long the fencing of a node that was never seen counts: later it may have started without being seen. */
    static final Duration UNSEEN_COUNTS = Duration.ofMinutes(1);

    public FencerState {
        reachable = List.copyOf(reachable);
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        history = List.copyOf(history);
        rehearsals = List.copyOf(rehearsals);
    }

    /** A Fencer that has heard of nobody. */
    public static FencerState initial(NodeName self, int historyMax) {
        return initial(self, historyMax, Duration.ZERO);
    }

    /** The same with the time by which two nodes may notice the loss of each other apart; zero for never waiting. */
    public static FencerState initial(NodeName self, int historyMax, Duration raceDelay) {
        return initial(self, historyMax, raceDelay, Proofs.none());
    }

    /** The same with what was remembered of devices that are not to be believed. */
    public static FencerState initial(NodeName self, int historyMax, Duration raceDelay, Proofs proofs) {
        return new FencerState(
                self,
                historyMax,
                List.of(),
                false,
                FencingConfiguration.empty(),
                new TreeMap<>(),
                List.of(),
                proofs,
                List.of(),
                new Race(raceDelay, null));
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

    /** The last fencing of the node, of whatever run, that a device has done within this time; none within no time. */
    Optional<FencingRecord> fencedWithin(Duration time, FencingKey key, Instant now) {
        return history.stream()
                .filter(each -> each.target().equals(key.target())
                        && each.action().takesPower() == key.takesPower()
                        && each.isProvedByDevice()
                        && !time.isZero()
                        && each.at().isAfter(now.minus(time)))
                .max(Comparator.comparing(FencingRecord::at));
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
        return new FencerState(
                self, historyMax, reachable, quorate, configuration, all, history, proofs, rehearsals, race);
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
        return new FencerState(
                self, historyMax, reachable, quorate, configuration, pending, all, proofs, rehearsals, race);
    }

    FencerState withView(List<NodeName> members, boolean hasQuorum, @Nullable Rival rival) {
        return new FencerState(
                self,
                historyMax,
                members,
                hasQuorum,
                configuration,
                pending,
                history,
                proofs,
                rehearsals,
                race.against(rival));
    }

    FencerState with(FencingConfiguration changed) {
        return new FencerState(
                self, historyMax, reachable, quorate, changed, pending, history, proofs, rehearsals, race);
    }

    FencerState with(Proofs changed) {
        return new FencerState(
                self, historyMax, reachable, quorate, configuration, pending, history, changed, rehearsals, race);
    }

    /** Remembers what a member found of a device, in place of what it found before. */
    FencerState with(Rehearsed found) {
        var all = new ArrayList<>(rehearsals);
        all.removeIf(each -> each.from().equals(found.from()) && each.device().equals(found.device()));
        all.add(found);
        return new FencerState(
                self, historyMax, reachable, quorate, configuration, pending, history, proofs, all, race);
    }

    /** The devices whose word alone does not count: they said what was not true, and are configured to be held to it. */
    public NavigableSet<ResourceId> distrusted() {
        var distrusted = new TreeSet<ResourceId>();
        for (var device : proofs.liars()) {
            var isHeld = configuration
                    .device(device)
                    .filter(known -> known.device().settings().proof() == Proof.REQUIRE);
            if (isHeld.isPresent()) {
                distrusted.add(device);
            }
        }
        return distrusted;
    }

    /** Whether each of the nodes could be fenced, as far as the checks of reachable members tell. */
    public List<NodeReadiness> readiness() {
        var findings = rehearsals.stream()
                .filter(each -> reachable.contains(each.from()))
                .flatMap(each -> each.findings().stream())
                .toList();
        return Readiness.of(configuration, configuration.targets(), reachable, findings, distrusted());
    }
}
