package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.Introduce;
import io.systole.actors.fencer.core.FencerEffect.Remember;
import io.systole.actors.fencer.core.FencerEffect.ReportLie;
import io.systole.actors.fencer.core.FencerEffect.TellLies;
import io.systole.actors.fencer.core.FencerEffect.TellTrust;
import io.systole.actors.fencer.core.FencerEvent.Introduced;
import io.systole.actors.fencer.core.FencerEvent.LiesHeard;
import io.systole.actors.fencer.core.FencerEvent.Trusted;
import io.systole.actors.fencer.core.Proofs.HostRun;
import io.systole.actors.fencer.core.Proofs.Lie;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.DeviceSettings.Proof;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds devices to their word: a host that was powered off or restarted has another boot id when its node is back. Where
 * the host of the target is this one as well (containers, namespaces), its boot id proves nothing. Nor does that of a node
 * that was unfenced, since a device that needs that cuts hosts off from disks or networks and does not restart them.
 */
final class Proving {
    private Proving() {}

    /** New members are told who this host is, and which devices are not to be believed. */
    static void greet(FencerTurn turn, FencerState before) {
        var state = turn.state();
        List<NodeName> fresh = state.reachable().stream()
                .filter(node ->
                        !node.equals(state.self()) && !before.reachable().contains(node))
                .toList();
        if (!fresh.isEmpty()) {
            turn.effect(new Introduce(fresh));
            if (!state.proofs().lies().isEmpty()) {
                turn.effect(new TellLies(List.copyOf(state.proofs().lies().values()), fresh));
            }
            state.proofs().trusted().forEach((device, at) -> turn.effect(new TellTrust(device, at, fresh)));
        }
    }

    static void onIntroduced(FencerTurn turn, Introduced event) {
        var state = turn.state();
        var last = state.proofs().hosts().get(event.from());
        turn.state(state.with(state.proofs().with(event.from(), new HostRun(event.incarnation(), event.bootId()))));
        boolean sameBoot = last != null
                && last.incarnation() != event.incarnation()
                && last.bootId().equals(event.bootId());
        if (last != null && sameBoot && !event.bootId().equals(event.ownBootId())) {
            fencings(state, event.from(), last.incarnation()).forEach(record -> accuse(turn, record));
        }
    }

    private static Stream<FencingRecord> fencings(FencerState state, NodeName node, long incarnation) {
        var isUnfenced = state.history().stream()
                .anyMatch(record ->
                        record.target().equals(node) && !record.action().takesPower());
        return isUnfenced
                ? Stream.empty()
                : state.history().stream()
                        .filter(record -> record.target().equals(node)
                                && record.incarnation() == incarnation
                                && record.action().takesPower()
                                && record.isProvedByDevice());
    }

    private static void accuse(FencerTurn turn, FencingRecord record) {
        if (!(record.outcome() instanceof Fenced fenced)) return;
        for (var name : fenced.by().split(",")) {
            var device = new ResourceId(name);
            var proof = turn.state()
                    .configuration()
                    .device(device)
                    .map(known -> known.device().settings().proof())
                    .orElse(Proof.NONE);
            if (proof != Proof.NONE) {
                var lie = new Lie(device, record.target(), record.at());
                know(turn, turn.state().proofs().accusing(lie));
                turn.effect(new ReportLie(lie, proof == Proof.REQUIRE));
            }
        }
    }

    static void onLies(FencerTurn turn, LiesHeard event) {
        for (var lie : event.lies()) {
            know(turn, turn.state().proofs().with(lie));
        }
    }

    private static void know(FencerTurn turn, Proofs changed) {
        if (!changed.equals(turn.state().proofs())) {
            turn.state(turn.state().with(changed));
            turn.effect(new Remember(changed));
        }
    }

    /** Somebody has looked at the device. */
    static void onTrusted(FencerTurn turn, Trusted event) {
        var state = turn.state();
        know(turn, state.proofs().trusting(event.device(), event.at()));
        if (event.here()) {
            var others = state.reachable().stream()
                    .filter(node -> !node.equals(state.self()))
                    .toList();
            turn.effect(new TellTrust(event.device(), event.at(), others));
        }
    }
}
