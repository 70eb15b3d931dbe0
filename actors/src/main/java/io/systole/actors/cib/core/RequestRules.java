package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.core.CibState.Asked;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings a request to the writer and the answer back. When there is a new writer it is passed on again: it is known by its
 * name there, so it is done once. A request that never reached a writer is surely not done; one that did, and was not
 * answered in time, is unknown.
 */
final class RequestRules {
    private RequestRules() {}

    static void onRequested(Turn turn, Request request) {
        boolean ours = request.id().node().equals(turn.state().self());
        if (turn.state().writing().isWriter()) {
            if (ours) {
                turn.become(turn.state().withAsked(request.id(), new Asked(request, true, 0)));
            }
            WritingRules.onRequest(turn, request);
        } else if (ours) {
            turn.become(turn.state().withAsked(request.id(), new Asked(request, false, 0)));
            passOn(turn, false);
        } else {
            turn.effect(new CibEffect.GiveBack(request.id()));
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
            passOn(turn, !known);
        }
    }

    /** Passes on to the writer what it did not get yet; to another writer than before, all that is not answered. */
    private static void passOn(Turn turn, boolean all) {
        NodeName writer = turn.state().writing().writer();
        if (writer == null || turn.state().writing().isWriter()) {
            return;
        }
        for (Asked asked : List.copyOf(turn.state().asked().values())) {
            if (all || !asked.passedOn()) {
                Request request = asked.request();
                turn.become(turn.state().withAsked(request.id(), asked.passed(1)));
                turn.effect(new CibEffect.Forward(writer, request));
            }
        }
    }

    /** The requests of this node that are not answered yet, now that it is the writer itself. */
    static List<Request> takeWaiting(Turn turn) {
        List<Request> waiting = new ArrayList<>();
        for (Asked asked : List.copyOf(turn.state().asked().values())) {
            Request request = asked.request();
            turn.become(turn.state().withAsked(request.id(), asked.passed(0)));
            waiting.add(request);
        }
        return waiting;
    }

    /** This node was the writer of a request that it did nothing about. */
    static void giveBack(Turn turn, Request request) {
        Asked asked = turn.state().asked().get(request.id());
        if (asked != null) {
            turn.become(turn.state().withAsked(request.id(), asked.waiting(asked.open())));
        } else if (!request.id().node().equals(turn.state().self())) {
            turn.effect(new CibEffect.GiveBack(request.id()));
        }
    }

    /** This node was the writer of a request, and stopped while it wrote it: the next one knows of it, or nobody. */
    static void leaveOpen(Turn turn, Request request) {
        Asked asked = turn.state().asked().get(request.id());
        if (asked != null) {
            turn.become(turn.state().withAsked(request.id(), asked.waiting(asked.open() + 1)));
        }
    }

    /** Whom it was passed to writes no more; unless another writer has it by now, it waits for the next. */
    static void onReturned(Turn turn, NodeName from, RequestId id) {
        NodeName writer = turn.state().writing().writer();
        boolean elsewhere = writer != null && !writer.equals(from);
        if (!elsewhere) {
            turn.writing(w -> w.withWriter(null, 0));
        }
        Asked asked = turn.state().asked().get(id);
        if (asked != null) {
            Asked now = elsewhere && asked.passedOn() ? asked.passed(-1) : asked.waiting(asked.open() - 1);
            turn.become(turn.state().withAsked(id, now));
        }
    }

    /** A writer on another node decided. Where it is not sure and another writer has the request by now, that one is. */
    static void onDecided(Turn turn, RequestId id, ChangeResult result) {
        Asked asked = turn.state().asked().get(id);
        if (asked == null) {
            return;
        }
        boolean isDefinite = result instanceof ChangeResult.Accepted || result instanceof ChangeResult.Refused;
        boolean elsewhere = turn.state().writing().isWriter() || asked.open() > 1;
        int settled = result instanceof ChangeResult.Unknown ? 0 : -1;
        turn.become(turn.state().withAsked(id, asked.passed(settled)));
        if (isDefinite || !elsewhere) {
            answer(turn, id, result);
        }
    }

    /** Answers a request of this node or of a peer; what was answered already is not answered again. */
    static void answer(Turn turn, RequestId id, ChangeResult result) {
        if (!id.node().equals(turn.state().self())) {
            turn.effect(new CibEffect.Answer(id, result));
            return;
        }
        Asked asked = turn.state().asked().get(id);
        if (asked != null) {
            turn.become(turn.state().withAsked(id, null));
            turn.effect(new CibEffect.Answer(id, asked.open() > 0 ? unsure(result) : result));
        }
    }

    /** Not done by this writer; an earlier one may have done it. */
    private static ChangeResult unsure(ChangeResult result) {
        return result instanceof ChangeResult.NotDone notDone
                ? new ChangeResult.Unknown(
                        "an earlier writer did not say what became of it, and now: " + notDone.reason())
                : result;
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
        } else if (asked.passedOn() || asked.open() > 0) {
            result = new ChangeResult.Unknown("the node that writes the configuration has not answered in time");
        } else {
            result = new ChangeResult.NotDone("no node writes the configuration at present: see the status");
        }
        answer(turn, id, result);
    }
}
