package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides when a cluster without quorum that takes nobody in gives itself up, so that all found a new one. The gossip may
 * hold what Pekko never resolves: two runs of one node, let in by two sides that did not hear each other. A new run is let
 * in only when the old one is gone, and of two runs at one address only one can be taken out.
 */
final class Dissolving {
    /** Members ask seldom, and an answer may be lost. */
    private static final Duration HEARD_WITHIN = FormationCore.MEMBER_ASKS_EVERY.multipliedBy(3);

    private Dissolving() {}

    /** What a member does as time goes by, after what it asks anyway. */
    static Step<FormationState, FormationEffect> decide(FormationState state, List<FormationEffect> asks, Instant at) {
        List<Answer> heard = state.answers().values().stream()
                .filter(answer -> !at.isAfter(answer.at().plus(HEARD_WITHIN)))
                .toList();
        if (!keepsOut(state, heard)) return new Step<>(state.withEnoughSince(null), asks);
        Instant since = state.enoughSince() == null ? at : state.enoughSince();
        if (at.isBefore(since.plus(FormationCore.LETTING_IN_TAKES)))
            return new Step<>(state.withEnoughSince(since), asks);
        List<NodeName> outside =
                heard.stream().filter(Dissolving::isOutside).map(Answer::from).toList();
        String reason = "its cluster has no quorum, and does not let in " + outside;
        var effects = new ArrayList<FormationEffect>(asks);
        effects.add(new FormationEffect.Rejoin(outside.get(0), reason));
        return new Step<>(state.withEnoughSince(null), effects);
    }

    /**
     * Who may have work still running, as with no-quorum-policy=freeze, gives up only when all are there: while one is
     * missed, its fencing may be what all wait for.
     */
    private static boolean keepsOut(FormationState state, List<Answer> heard) {
        boolean asked = heard.stream().anyMatch(Dissolving::isOutside);
        if (state.quorate() || !asked || heard.stream().anyMatch(Answer::quorate)) return false;
        var here = new TreeSet<>(state.members());
        here.add(state.self());
        heard.forEach(answer -> here.add(answer.from()));
        boolean all = here.containsAll(state.quorum().nodes());
        return all
                || (!state.full()
                        && !state.quorum().waitForAll()
                        && state.quorum().suffice(here));
    }

    /** In no cluster, and on its way into one. */
    private static boolean isOutside(Answer answer) {
        return answer.stage() == Stage.SEARCHING || answer.stage() == Stage.JOINING;
    }
}
