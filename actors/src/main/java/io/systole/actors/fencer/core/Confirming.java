package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.AnnounceEnd;
import io.systole.actors.fencer.core.FencerEffect.Answer;
import io.systole.actors.fencer.core.FencerEffect.AnswerConfirmation;
import io.systole.actors.fencer.core.FencerEffect.Publish;
import io.systole.actors.fencer.core.FencerEvent.Confirmed;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * A person's word that a node is dead (Pacemaker Explained, {@code stonith_admin --confirm}): it ends every fencing of the
 * node as a device's word would. Unlike there, it is not taken for a node that can be reached, which is certainly not
 * dead, nor without quorum, where nothing could be taken over.
 */
final class Confirming {
    private Confirming() {}

    static void onConfirmed(FencerTurn turn, Confirmed event) {
        var state = turn.state();
        var target = event.target();
        if (state.reachable().contains(target)) {
            refuse(turn, target + " is a member and can be reached, so it is not dead");
            return;
        }
        if (!state.quorate()) {
            refuse(turn, "this node's partition has no quorum: confirm it on the side that has");
            return;
        }
        var incarnations = new TreeSet<Long>(List.of(event.incarnation()));
        state.pending().keySet().stream()
                .filter(key -> key.target().equals(target) && key.takesPower())
                .forEach(key -> incarnations.add(key.incarnation()));
        var records =
                incarnations.stream().map(each -> record(turn, event, each)).toList();
        for (var record : records) {
            turn.state(turn.state().without(FencingKey.of(record)).with(record));
            turn.effect(new Publish(record));
        }
        var others = state.reachable().stream()
                .filter(node -> !node.equals(state.self()))
                .toList();
        turn.effect(new AnnounceEnd(records, others));
        records.forEach(record -> turn.effect(new Answer(record)));
        turn.effect(new AnswerConfirmation(records, ""));
    }

    private static FencingRecord record(FencerTurn turn, Confirmed event, long incarnation) {
        var pending = turn.state().pending().get(new FencingKey(event.target(), incarnation, true));
        var since = pending == null ? event.at() : pending.since();
        var outcome =
                new Fenced(FencingRecord.BY_HAND, turn.state().self(), event.at(), Duration.between(since, event.at()));
        var action = pending == null ? FenceAction.OFF : pending.request().action();
        var reason = pending == null ? "confirmed by hand" : pending.request().reason();
        return new FencingRecord(event.target(), incarnation, action, reason, event.by(), event.at(), outcome);
    }

    private static void refuse(FencerTurn turn, String why) {
        turn.effect(new AnswerConfirmation(List.of(), why));
    }
}
