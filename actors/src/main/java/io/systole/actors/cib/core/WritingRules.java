package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.Terms;
import io.systole.actors.cib.core.CibEffect.Subject;
import io.systole.actors.cib.core.CibEvent.StoredByPeer;
import io.systole.actors.cib.core.CibEvent.StoredHere;
import io.systole.actors.cib.core.Writing.Promise;
import io.systole.actors.cib.core.Writing.Running;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes the configuration, if this node is the writer. One change is on its way at a time: to the disk of the writer, then
 * to the members; it is accepted when all of those that can be reached have it on theirs.
 */
final class WritingRules {
    private WritingRules() {}

    /** The next term of this node: higher than every one heard of, and different from what any other node would take. */
    static void onStarted(Turn turn) {
        CibState state = turn.state();
        long term = nextTerm(state);
        turn.writing(w -> w.started(state.self(), term));
        turn.effect(new CibEffect.StoreTerm(term));
        turn.effect(new CibEffect.AwaitOthers(term));
        turn.effect(new CibEffect.Report(Subject.WRITER_CHANGED, "this node writes the configuration, term " + term));
        StatusRules.tellDigest(turn);
        turn.changed();
        List<Request> waiting = RequestRules.takeWaiting(turn);
        var fill = new Request(
                new RequestId(state.self(), 0),
                "node-list-" + term,
                new ConfigurationChange.FillNodes(),
                new Author("systole", "node list"),
                Tickets.wait(state) ? Tickets.REASON : null,
                Instant.EPOCH);
        List<Request> queue = new ArrayList<>(List.of(fill));
        queue.addAll(waiting);
        turn.writing(w -> w.withQueue(queue));
        grantWhenHeard(turn);
        startNext(turn);
    }

    private static long nextTerm(CibState state) {
        long index = Math.max(0, state.nodes().indexOf(state.self()));
        return Terms.next(state.writing().maxTerm(), index);
    }

    /** The policy begins when this node has the newest configuration of all that it can hear. */
    private static void grantWhenHeard(Turn turn) {
        Writing writing = turn.state().writing();
        ConfigurationKey own = turn.state().held().key();
        if (turn.holders().stream().allMatch(node -> writing.isKnownTo(node, own))) {
            grant(turn);
        }
    }

    private static void grant(Turn turn) {
        Writing writing = turn.state().writing();
        if (writing.isWriter() && !writing.told()) {
            turn.writing(Writing::withTold);
            turn.effect(new CibEffect.GrantWriter(writing.granted()));
        }
    }

    /** The others had their time to be heard: a takeover does not wait any longer for a node that says nothing. */
    static void onOthersTimedOut(Turn turn, long term) {
        if (turn.state().writing().granted() == term) {
            grant(turn);
        }
    }

    /** A peer has a term on its disk: a promise if it is ours, and a reason to take a higher one if it is above ours. */
    static void onPromise(Turn turn, NodeName from, Promise promise) {
        long known = turn.state().writing().maxTerm();
        turn.writing(w -> w.withPromise(from, promise).withMaxTerm(promise.heard()));
        Writing writing = turn.state().writing();
        if (promise.heard() > known) {
            turn.effect(new CibEffect.StoreTerm(promise.heard()));
        }
        if (writing.isWriter() && promise.heard() > writing.ownTerm()) {
            moveOn(turn);
        }
        continued(turn);
    }

    /** A new term for the same writer: what was written in the old one has no equal in the new. */
    private static void moveOn(Turn turn) {
        long next = nextTerm(turn.state());
        turn.writing(w -> w.movedOn(turn.state().self(), next));
        turn.effect(new CibEffect.StoreTerm(next));
        StatusRules.tellDigest(turn);
    }

    /** What may have waited for a promise, a configuration or a member. */
    static void continued(Turn turn) {
        if (turn.state().writing().isWriter()) {
            grantWhenHeard(turn);
            startNext(turn);
        }
    }

    /** What is in the queue goes back to where it came from; what is being written the next writer knows, or nobody. */
    static void onStopped(Turn turn, long term) {
        Writing writing = turn.state().writing();
        if (writing.granted() != term) {
            return;
        }
        turn.writing(w -> Writing.none(w.maxTerm(), w.storedTerm(), w.promises()));
        writing.queue().forEach(request -> RequestRules.giveBack(turn, request));
        Running running = writing.running();
        if (running != null) {
            RequestRules.leaveOpen(turn, running.request());
        }
        StatusRules.tellDigest(turn);
        turn.changed();
    }

    static void onRequest(Turn turn, Request request) {
        List<Request> queue = new ArrayList<>(turn.state().writing().queue());
        queue.add(request);
        turn.writing(w -> w.withQueue(queue));
        startNext(turn);
    }

    private static void startNext(Turn turn) {
        while (turn.state().writing().running() == null
                && !turn.state().writing().queue().isEmpty()
                && mayWrite(turn)) {
            List<Request> queue = turn.state().writing().queue();
            turn.writing(w -> w.withQueue(queue.subList(1, queue.size())));
            start(turn, queue.get(0));
        }
    }

    /** The members that writing waits for. */
    static String withoutPromise(Turn turn) {
        Writing writing = turn.state().writing();
        ConfigurationKey own = turn.state().held().key();
        return names(turn.holders().stream()
                .filter(node -> !writing.isPromisedBy(node, own))
                .toList());
    }

    /** Without quorum the answer is no at once; with it, those that have to remember have to know the term first. */
    private static boolean mayWrite(Turn turn) {
        Writing writing = turn.state().writing();
        ConfigurationKey own = turn.state().held().key();
        return !turn.state().quorate() || turn.holders().stream().allMatch(node -> writing.isPromisedBy(node, own));
    }

    private static void start(Turn turn, Request request) {
        if (!turn.state().quorate()) {
            var noQuorum = new ChangeResult.NotDone("this partition has no quorum");
            RequestRules.answer(turn, request.id(), noQuorum);
            return;
        }
        Optional<PastChange> done = turn.state().held().history().ofRequest(request.name());
        if (done.isPresent()
                && !done.get().author().user().equals(request.author().user())) {
            var taken = new ChangeResult.NotDone("another user made a request of the name " + request.name());
            RequestRules.answer(turn, request.id(), taken);
            return;
        }
        if (done.isPresent()) {
            makeSure(turn, request, done.get());
            return;
        }
        ChangeRules.Outcome outcome = ChangeRules.apply(turn.state(), request);
        Optional<ChangeResult> decided = outcome.decided();
        if (decided.isPresent()) {
            if (decided.get() instanceof ChangeResult.Accepted) {
                Tickets.takeUp(turn);
            }
            RequestRules.answer(turn, request.id(), decided.get());
            return;
        }
        StoredConfiguration written = outcome.written();
        var answer = written.document().header().version();
        turn.writing(w -> w.withRunning(
                new Running(request, written, outcome.entry(), answer, false, new TreeSet<>(), List.of())));
        turn.effect(new CibEffect.Store(outcome.entry(), written));
    }

    /** The request was done once. Whether it is on all disks has to be found out before it is said. */
    private static void makeSure(Turn turn, Request request, PastChange done) {
        StoredConfiguration present = turn.state().configuration();
        var running = new Running(request, present, null, done.version(), false, new TreeSet<>(), List.of());
        turn.writing(w -> w.withRunning(running));
        if (turn.state().held().isOnDisk(present.key())) {
            spread(turn, running);
        } else {
            turn.effect(CibEffect.StoreWhole.of(present));
        }
    }

    static void onStoredHere(Turn turn, StoredHere stored) {
        Running running = turn.state().writing().running();
        boolean ours = running != null && running.written().key().equals(stored.key());
        if (running == null || !ours || running.storedHere()) {
            FollowingRules.onStoredHere(turn, stored);
            return;
        }
        String problem = stored.problem();
        if (problem != null) {
            turn.writing(w -> w.withRunning(null));
            turn.effect(new CibEffect.Report(Subject.NOT_STORED, problem));
            String why = turn.state().self() + " cannot store the configuration: " + problem;
            RequestRules.answer(
                    turn,
                    running.request().id(),
                    stored.undone() ? new ChangeResult.NotDone(why) : new ChangeResult.Unknown(why));
            if (!stored.undone()) {
                moveOn(turn);
            }
            startNext(turn);
            return;
        }
        JournalEntry entry = running.entry();
        if (entry != null) {
            Tickets.reportWaiting(turn);
            turn.held(h ->
                    h.next(running.written(), h.history().with(entry.change())).withTicketsLive(true));
        }
        turn.held(h -> h.withUnstored(false).stored(stored.key()));
        spread(turn, running);
        if (entry != null) {
            FollowingRules.report(turn, running.written());
        }
        turn.changed();
    }

    private static void spread(Turn turn, Running running) {
        List<NodeName> holders = turn.holders();
        JournalEntry entry = running.entry();
        turn.writing(w -> w.withRunning(running.onDiskHere(holders)));
        ConfigurationKey key = running.written().key();
        turn.effect(new CibEffect.AwaitStoring(key));
        long term = turn.state().writing().ownTerm();
        turn.effect(
                entry == null
                        ? new CibEffect.AskStored(holders, term, key)
                        : new CibEffect.TellChange(turn.peers(), entry));
        decide(turn);
    }

    static void onStoredByPeer(Turn turn, StoredByPeer stored) {
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere() || !running.waiting().contains(stored.from())) {
            return;
        }
        if (!implies(stored.key(), running.written().key())) {
            return;
        }
        Running left = running.without(stored.from());
        String problem = stored.problem();
        turn.writing(w -> w.withRunning(
                problem == null ? left : left.withProblem(stored.from() + " could not store it: " + problem)));
        decide(turn);
    }

    /** Within a term one writer adds to one chain; a higher key of another term may belong to another chain. */
    private static boolean implies(ConfigurationKey stored, ConfigurationKey wanted) {
        return stored.equals(wanted) || (stored.compareTo(wanted) > 0 && stored.term() == wanted.term());
    }

    /** Nobody waits for a node that fetches the configuration when it comes back; without quorum nothing is sure. */
    static void onMembers(Turn turn) {
        NodeName writer = turn.state().writing().writer();
        boolean gone = writer != null
                && !writer.equals(turn.state().self())
                && !turn.holders().contains(writer);
        if (gone) {
            turn.writing(w -> w.withWriter(null, 0));
        }
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere()) {
            continued(turn);
            return;
        }
        List<NodeName> members = turn.holders();
        Running left = turn.state().quorate() || running.waiting().isEmpty()
                ? running
                : running.withProblem("this partition lost its quorum before " + names(running.waiting()) + " had it");
        for (NodeName node : running.waiting()) {
            left = members.contains(node) ? left : left.without(node);
        }
        Running now = left;
        turn.writing(w -> w.withRunning(now));
        decide(turn);
    }

    static void onTimeout(Turn turn, ConfigurationKey key) {
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere() || !running.written().key().equals(key)) {
            return;
        }
        Running late = running.withProblem("no word in time that it is stored on " + names(running.waiting()));
        turn.writing(w -> w.withRunning(late.waitingFor(new TreeSet<>())));
        decide(turn);
    }

    /** Another node wrote something newer while this one was writing. */
    static void overtaken(Turn turn, ConfigurationKey by) {
        Running running = turn.state().writing().running();
        if (running != null && running.written().key().compareTo(by) < 0) {
            turn.writing(w -> w.withRunning(null));
            if (running.entry() != null) {
                turn.effect(new CibEffect.SetAside(
                        running.written(), List.of(running.written().key())));
            }
            RequestRules.answer(
                    turn,
                    running.request().id(),
                    new ChangeResult.Unknown("another node wrote the configuration at the same time"));
        }
    }

    private static void decide(Turn turn) {
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere() || !running.waiting().isEmpty()) {
            return;
        }
        ChangeResult result = running.problems().isEmpty()
                ? new ChangeResult.Accepted(running.answer())
                : new ChangeResult.Unknown(String.join("; ", running.problems()));
        turn.writing(w -> w.withRunning(null));
        RequestRules.answer(turn, running.request().id(), result);
        continued(turn);
    }

    private static String names(Iterable<NodeName> nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.value()));
        return String.join(", ", names);
    }
}
