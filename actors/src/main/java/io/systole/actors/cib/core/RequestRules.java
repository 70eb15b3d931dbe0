package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.core.CibState.Asked;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings a request to the writer and the answer back. A request that never reached a writer is surely not done; one that
 * did, and was not answered in time, is unknown.
 */
final class RequestRules {
    private RequestRules() {}

    static void onRequested(Turn turn, Request request) {
        boolean ours = request.id().node().equals(turn.state().self());
        if (turn.state().writing().isWriter()) {
            if (ours) {
                turn.become(turn.state().withAsked(request.id(), new Asked(request, true)));
            }
            WritingRules.onRequest(turn, request);
        } else if (ours) {
            turn.become(turn.state().withAsked(request.id(), new Asked(request, false)));
            passOn(turn);
        } else {
            var moved = new ChangeResult.NotDone("the policy has moved to another node just now; try again");
            turn.effect(new CibEffect.Answer(request.id(), moved));
        }
    }

    /** A peer says that it is the writer of a term, or with 0 that it is none. */
    static void onWriter(Turn turn, NodeName from, long term) {
        Writing writing = turn.state().writing();
        boolean known = Objects.equals(writing.writer(), from);
        if (term == 0) {
            if (known) {
                turn.writing(w -> w.withWriter(null, 0));
                turn.changed();
            }
            return;
        }
        if (term > writing.maxTerm()) {
            turn.effect(new CibEffect.StoreTerm(term));
        }
        if (term > writing.writerTerm() || writing.writer() == null) {
            turn.writing(w -> w.withWriter(from, term));
            if (!known) {
                turn.changed();
            }
            passOn(turn);
        }
    }

    /** Passes on to the writer what it did not get yet. */
    private static void passOn(Turn turn) {
        NodeName writer = turn.state().writing().writer();
        if (writer == null || turn.state().writing().isWriter()) {
            return;
        }
        for (Asked asked : List.copyOf(turn.state().asked().values())) {
            if (!asked.passedOn()) {
                Request request = asked.request();
                turn.become(turn.state().withAsked(request.id(), new Asked(request, true)));
                turn.effect(new CibEffect.Forward(writer, request));
            }
        }
    }

    /** The requests that waited for a writer, now that this node is it. */
    static List<Request> takeWaiting(Turn turn) {
        List<Request> waiting = new ArrayList<>();
        for (Asked asked : List.copyOf(turn.state().asked().values())) {
            if (!asked.passedOn()) {
                Request request = asked.request();
                turn.become(turn.state().withAsked(request.id(), new Asked(request, true)));
                waiting.add(request);
            }
        }
        return waiting;
    }

    /** Answers a request of this node or of a peer; what was answered already is not answered again. */
    static void answer(Turn turn, RequestId id, ChangeResult result) {
        boolean ours = id.node().equals(turn.state().self());
        if (ours && !turn.state().asked().containsKey(id)) {
            return;
        }
        if (ours) {
            turn.become(turn.state().withAsked(id, null));
        }
        turn.effect(new CibEffect.Answer(id, result));
    }

    static void onTimeout(Turn turn, RequestId id) {
        Asked asked = turn.state().asked().get(id);
        if (asked == null) {
            return;
        }
        boolean waits = turn.state().writing().queue().stream()
                .anyMatch(request -> request.id().equals(id));
        if (waits) {
            turn.writing(w -> w.withQueue(w.queue().stream()
                    .filter(request -> !request.id().equals(id))
                    .toList()));
        }
        ChangeResult result;
        if (waits) {
            result = new ChangeResult.NotDone("waiting for " + WritingRules.withoutPromise(turn)
                    + " to store the term of this writer: are their state directories writable?");
        } else if (asked.passedOn()) {
            result = new ChangeResult.Unknown("the node that writes the configuration has not answered in time");
        } else {
            result = new ChangeResult.NotDone("no node writes the configuration at present: see the status");
        }
        answer(turn, id, result);
    }
}
