package io.systole.actors.cib.core;

import io.systole.actors.cib.core.CibEvent.ChangeDecided;
import io.systole.actors.cib.core.CibEvent.ChangeRequested;
import io.systole.actors.cib.core.CibEvent.ConfigurationArrived;
import io.systole.actors.cib.core.CibEvent.DeltaArrived;
import io.systole.actors.cib.core.CibEvent.DigestArrived;
import io.systole.actors.cib.core.CibEvent.DigestDue;
import io.systole.actors.cib.core.CibEvent.FullArrived;
import io.systole.actors.cib.core.CibEvent.FullAsked;
import io.systole.actors.cib.core.CibEvent.HistoryForgotten;
import io.systole.actors.cib.core.CibEvent.PublishDue;
import io.systole.actors.cib.core.CibEvent.RequestTimedOut;
import io.systole.actors.cib.core.CibEvent.StatusRecorded;
import io.systole.actors.cib.core.CibEvent.StoredByPeer;
import io.systole.actors.cib.core.CibEvent.StoredHere;
import io.systole.actors.cib.core.CibEvent.StoringTimedOut;
import io.systole.actors.cib.core.CibEvent.TermStored;
import io.systole.actors.cib.core.CibEvent.ViewChanged;
import io.systole.actors.cib.core.CibEvent.WriterStarted;
import io.systole.actors.cib.core.CibEvent.WriterStopped;
import io.systole.cib.Cib;

/**
 * Decides what becomes of the CIB on one node. The configuration has one writer in the cluster and is acknowledged when
 * the disks of all reachable members have it; the status has one writer a node and is told to all peers at once.
 */
public final class CibCore {
    private CibCore() {}

    public static Step step(CibState state, CibEvent event) {
        var turn = new Turn(state);
        if (!ofStatus(turn, event) && !ofConfiguration(turn, event)) {
            throw new AssertionError("unhandled " + event);
        }
        return turn.done();
    }

    private static boolean ofStatus(Turn turn, CibEvent event) {
        if (event instanceof ViewChanged e) {
            StatusRules.onView(turn, e.view());
            WritingRules.onMembers(turn);
            // who joins learns at once in which term is written
            StatusRules.tellDigest(turn);
        } else if (event instanceof StatusRecorded e) {
            StatusRules.onRecorded(turn, e.changes());
        } else if (event instanceof DeltaArrived e) {
            StatusRules.onDelta(turn, e);
        } else if (event instanceof FullArrived e) {
            StatusRules.onFull(turn, e.from(), e.part());
        } else if (event instanceof FullAsked e) {
            turn.effect(new CibEffect.TellFull(e.from(), turn.state().ownPart()));
        } else if (event instanceof DigestArrived e) {
            StatusRules.onDigest(turn, e);
            RequestRules.onWriter(turn, e.from(), e.writerTerm());
            WritingRules.onPromise(turn, e.from(), e.storedTerm());
            Synchronising.onDigest(turn, e);
        } else if (event instanceof DigestDue) {
            StatusRules.tellDigest(turn);
            WritingRules.retryStoring(turn);
        } else if (event instanceof HistoryForgotten e) {
            StatusRules.onForgotten(turn, e.node(), e.resource());
        } else if (event instanceof PublishDue) {
            Cib cib = turn.state().cib();
            turn.become(turn.state().withPublishing(false));
            turn.effect(new CibEffect.Publish(cib, turn.state().sequence()));
        } else {
            return false;
        }
        return true;
    }

    private static boolean ofConfiguration(Turn turn, CibEvent event) {
        if (event instanceof WriterStarted) {
            WritingRules.onStarted(turn);
        } else if (event instanceof TermStored e) {
            turn.writing(w -> w.withStoredTerm(e.term()));
            StatusRules.tellDigest(turn);
        } else if (event instanceof WriterStopped e) {
            WritingRules.onStopped(turn, e.term());
        } else if (event instanceof ChangeRequested e) {
            RequestRules.onRequested(turn, e.request());
        } else if (event instanceof ChangeDecided e) {
            RequestRules.answer(turn, e.id(), e.result());
        } else if (event instanceof RequestTimedOut e) {
            RequestRules.onTimeout(turn, e.id());
        } else if (event instanceof StoringTimedOut e) {
            WritingRules.onTimeout(turn, e.key());
        } else if (event instanceof StoredHere e) {
            WritingRules.onStoredHere(turn, e.key(), e.problem());
        } else if (event instanceof StoredByPeer e) {
            WritingRules.onStoredByPeer(turn, e);
        } else if (event instanceof ConfigurationArrived e) {
            WritingRules.onArrived(turn, e.configuration());
        } else {
            return false;
        }
        return true;
    }
}
