package io.systole.actors.fencer.core;

import io.systole.actors.fencer.TargetSign;
import io.systole.cib.NodeName;
import io.systole.fencing.core.DeviceFinding;
import io.systole.fencing.core.RaceDelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Two nodes that do not hear each other: the one that goes second waits before it fences (ADR 0034). */
public final class Racing {
    private Racing() {}

    /**
     * How long a fencing is held back because its target, if it lives, is about to fence this node. Not where the target's
     * process is gone, nor where its more important work holds the fencing back already.
     */
    static Duration wait(FencerState state, FencingRequest request) {
        var rival = state.race().rival();
        var target = request.key().target();
        if (rival == null || !rival.first() || !rival.node().equals(target)) {
            return Duration.ZERO;
        }
        var isSilent = request.sign() == TargetSign.SILENT
                || (request.sign() == TargetSign.NONE && !state.reachable().contains(target));
        return isSilent && request.key().takesPower() && request.delay().isZero()
                ? wait(state, state.self(), target)
                : Duration.ZERO;
    }

    /** What would happen if the two did not hear each other now; empty where nobody has a rival. */
    public static Optional<RaceOutlook> outlook(FencerState state) {
        var rival = state.race().rival();
        if (rival == null || state.configuration().devices().isEmpty()) {
            return Optional.empty();
        }
        var first = rival.first() ? rival.node() : state.self();
        var second = rival.first() ? state.self() : rival.node();
        var open = RaceDelay.isOpen(
                state.configuration(), first, second, state.race().delay());
        return Optional.of(new RaceOutlook(first, second, wait(state, second, first), open));
    }

    private static Duration wait(FencerState state, NodeName second, NodeName first) {
        List<DeviceFinding> findings = state.rehearsals().stream()
                .flatMap(each -> each.findings().stream())
                .toList();
        return RaceDelay.of(
                state.configuration(), findings, second, first, state.race().delay());
    }
}
