package io.systole.actors.cib.core;

import io.systole.actors.cib.core.CibEvent.ChangeArrived;
import io.systole.actors.cib.core.CibEvent.ChangeDecided;
import io.systole.actors.cib.core.CibEvent.ChangeRequested;
import io.systole.actors.cib.core.CibEvent.DeltaArrived;
import io.systole.actors.cib.core.CibEvent.DigestArrived;
import io.systole.actors.cib.core.CibEvent.DigestDue;
import io.systole.actors.cib.core.CibEvent.FullArrived;
import io.systole.actors.cib.core.CibEvent.FullAsked;
import io.systole.actors.cib.core.CibEvent.HistoryForgotten;
import io.systole.actors.cib.core.CibEvent.OthersTimedOut;
import io.systole.actors.cib.core.CibEvent.PublishDue;
import io.systole.actors.cib.core.CibEvent.RequestReturned;
import io.systole.actors.cib.core.CibEvent.RequestTimedOut;
import io.systole.actors.cib.core.CibEvent.StatusRecorded;
import io.systole.actors.cib.core.CibEvent.StoredAsked;
import io.systole.actors.cib.core.CibEvent.StoredByPeer;
import io.systole.actors.cib.core.CibEvent.StoredHere;
import io.systole.actors.cib.core.CibEvent.StoringTimedOut;
import io.systole.actors.cib.core.CibEvent.TermStored;
import io.systole.actors.cib.core.CibEvent.ViewChanged;
import io.systole.actors.cib.core.CibEvent.WholeArrived;
import io.systole.actors.cib.core.CibEvent.WholeAsked;
import io.systole.actors.cib.core.CibEvent.WriterStarted;
import io.systole.actors.cib.core.CibEvent.WriterStopped;
import io.systole.actors.cib.core.Writing.Promise;
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
            WardRules.onMembers(turn);
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
            long known = turn.state().writing().maxTerm();
            RequestRules.onWriter(turn, e.from(), e.position().writerTerm());
            WritingRules.onPromise(turn, e.from(), promise(e.position()));
            if (turn.state().writing().maxTerm() > known
                    && !turn.state().writing().isWriter()) {
                // A new writer's policy waits for what the others have heard and hold, and not for their disks.
                StatusRules.tellDigest(turn);
            }
            FollowingRules.onNewer(turn, e.from(), e.position().held());
            Synchronising.onDigest(turn, e);
        } else if (event instanceof DigestDue) {
            StatusRules.tellDigest(turn);
            WardRules.onDigestDue(turn);
            FollowingRules.retry(turn);
            Tickets.retry(turn);
        } else if (event instanceof HistoryForgotten e) {
            StatusRules.onForgotten(turn, e.node(), e.resource());
        } else if (event instanceof PublishDue) {
            Cib cib = turn.state().cib();
            turn.become(turn.state().withPublishing(false));
            turn.effect(new CibEffect.Publish(cib, turn.state().sequence()));
        } else if (event instanceof CibEvent.OfWard e) {
            WardRules.on(turn, e.event());
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
            RequestRules.onDecided(turn, e.id(), e.result());
        } else if (event instanceof RequestTimedOut e) {
            RequestRules.onTimeout(turn, e.id());
        } else if (event instanceof StoringTimedOut e) {
            WritingRules.onTimeout(turn, e.key());
        } else if (event instanceof RequestReturned e) {
            RequestRules.onReturned(turn, e.from(), e.id());
        } else if (event instanceof OthersTimedOut e) {
            WritingRules.onOthersTimedOut(turn, e.term());
        } else {
            return ofStoring(turn, event);
        }
        return true;
    }

    private static boolean ofStoring(Turn turn, CibEvent event) {
        if (event instanceof StoredHere e) {
            WritingRules.onStoredHere(turn, e);
        } else if (event instanceof StoredByPeer e) {
            WritingRules.onStoredByPeer(turn, e);
        } else if (event instanceof ChangeArrived e) {
            FollowingRules.onChange(turn, e.from(), e.entry());
        } else if (event instanceof StoredAsked e) {
            FollowingRules.onAsked(turn, e);
        } else if (event instanceof WholeAsked e) {
            Held held = turn.state().held();
            turn.effect(new CibEffect.TellWhole(e.from(), held.configuration(), e.have(), held.ticketsLive()));
        } else if (event instanceof WholeArrived e) {
            FollowingRules.onWhole(turn, e);
        } else {
            return false;
        }
        return true;
    }

    private static Promise promise(Position position) {
        return new Promise(position.heardTerm(), position.storedTerm(), position.held());
    }
}
