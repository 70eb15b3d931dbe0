package io.systole.actors.fencer.core;

import io.systole.actors.fencer.core.FencerEffect.TellFindings;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.FencingConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Shares what the members find when they check their devices, so that each can say who could be fenced and how. */
final class Rehearsing {
    private Rehearsing() {}

    static void onRehearsed(FencerTurn turn, Rehearsed event) {
        turn.state(turn.state().with(event));
        var state = turn.state();
        if (event.from().equals(state.self())) {
            var others = state.reachable().stream()
                    .filter(node -> !node.equals(state.self()))
                    .toList();
            if (!others.isEmpty()) {
                turn.effect(new TellFindings(List.of(event), others));
            }
        }
    }

    /**
     * The configuration with what the checks add to it: a member on which a device's monitor has succeeded is as good as one
     * on which its resource is started, and one on which it has failed is not, whatever the history says.
     */
    static FencingConfiguration asChecked(FencerState state) {
        var devices = new ArrayList<ConfiguredDevice>();
        for (var configured : state.configuration().devices()) {
            var verified = new TreeSet<>(configured.verified());
            for (var rehearsed : state.rehearsals()) {
                var monitor = rehearsed.findings().stream()
                        .filter(finding -> finding.target() == null
                                && finding.device().equals(configured.device().id()))
                        .findFirst();
                if (monitor.isPresent() && monitor.get().works()) {
                    verified.add(rehearsed.from());
                } else if (monitor.isPresent()) {
                    verified.remove(rehearsed.from());
                }
            }
            devices.add(new ConfiguredDevice(configured.device(), configured.barred(), verified));
        }
        return state.configuration().with(devices);
    }

    /** New members hear what this node found before they came. */
    static void greet(FencerTurn turn, FencerState before) {
        var state = turn.state();
        var own = state.rehearsals().stream()
                .filter(each -> each.from().equals(state.self()))
                .toList();
        var fresh = state.reachable().stream()
                .filter(node ->
                        !node.equals(state.self()) && !before.reachable().contains(node))
                .toList();
        if (!own.isEmpty() && !fresh.isEmpty()) {
            turn.effect(new TellFindings(own, fresh));
        }
    }
}
