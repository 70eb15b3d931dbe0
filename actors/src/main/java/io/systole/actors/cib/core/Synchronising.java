package io.systole.actors.cib.core;

import io.systole.actors.cib.core.CibEvent.DigestArrived;
import io.systole.actors.cib.core.Writing.Running;
import io.systole.splitbrain.core.Standing;

/**
 * Decides when this node has all that was ever accepted: when a member of the cluster says which configuration it has, that
 * it would not accept another one without this node, and this node's is no older. Before that it must not go on alone, for
 * it could undo what was accepted. Once so it stays so: nothing is accepted any more that it does not store.
 */
final class Synchronising {
    private Synchronising() {}

    static void onDigest(Turn turn, DigestArrived digest) {
        CibState state = turn.state();
        boolean isMember = turn.view(digest.from())
                .filter(node -> node.incarnation() == digest.incarnation())
                .filter(node -> node.standing().online() || node.standing() == Standing.SUSPECT)
                .isPresent();
        boolean has = digest.position().newest() <= state.held().key().clock()
                && !state.held().unstored();
        boolean inStep = isMember && has && digest.holders().contains(state.self());
        if (!state.held().synchronised() && inStep) {
            turn.held(Held::inStep);
            turn.effect(new CibEffect.Synchronised());
        }
        if (inStep && digest.position().ticketsLive()) {
            Tickets.takeUp(turn);
        }
    }

    /** The newest configuration that may be accepted on this node's word: the one that it has, or is about to write. */
    static long newest(CibState state) {
        Running running = state.writing().running();
        long own = state.held().key().clock();
        return running == null ? own : Math.max(own, running.written().key().clock());
    }
}
