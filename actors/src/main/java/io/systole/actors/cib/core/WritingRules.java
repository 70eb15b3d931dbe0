package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.core.CibEffect.Subject;
import io.systole.actors.cib.core.CibEvent.StoredByPeer;
import io.systole.actors.cib.core.Writing.Running;
import io.systole.cib.CibVersion;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the configuration, if this node is the writer, and takes over what others write. One change is on its way at a
 * time: to the disk of the writer, then to the members; it is accepted when all of those that can be reached have it.
 */
final class WritingRules {
    private static final long TERM_STEP = 256;

    private WritingRules() {}

    /** The next term of this node: higher than every one heard of, and different from what any other node would take. */
    static void onStarted(Turn turn) {
        CibState state = turn.state();
        long term = nextTerm(state);
        turn.writing(w -> w.withOwnTerm(term, term).withWriter(state.self(), term));
        turn.effect(new CibEffect.StoreTerm(term));
        turn.effect(new CibEffect.GrantWriter(term));
        turn.effect(new CibEffect.Report(Subject.WRITER_CHANGED, "this node writes the configuration, term " + term));
        StatusRules.tellDigest(turn);
        turn.changed();
        List<Request> waiting = RequestRules.takeWaiting(turn);
        var fill = new Request(
                new RequestId(state.self(), 0),
                new ConfigurationChange.FillNodes(),
                new Author("systole", "node list"),
                Instant.EPOCH);
        List<Request> queue = new ArrayList<>(List.of(fill));
        queue.addAll(waiting);
        turn.writing(w -> w.withQueue(queue));
        startNext(turn);
    }

    private static long nextTerm(CibState state) {
        long index = Math.max(0, state.nodes().indexOf(state.self()));
        return (state.writing().maxTerm() / TERM_STEP + 1) * TERM_STEP + index % TERM_STEP;
    }

    /** A peer has a term on its disk: a promise if it is ours, and a reason to take a higher one if it is above ours. */
    static void onPromise(Turn turn, NodeName from, long term) {
        long known = turn.state().writing().maxTerm();
        turn.writing(w -> w.withPromise(from, term).withMaxTerm(term));
        Writing writing = turn.state().writing();
        if (term > known) {
            turn.effect(new CibEffect.StoreTerm(term));
        }
        if (writing.isWriter() && term > writing.ownTerm()) {
            long next = nextTerm(turn.state());
            turn.writing(w ->
                    w.withOwnTerm(w.granted(), next).withWriter(turn.state().self(), next));
            turn.effect(new CibEffect.StoreTerm(next));
            StatusRules.tellDigest(turn);
        }
        startNext(turn);
    }

    static void onStopped(Turn turn, long term) {
        Writing writing = turn.state().writing();
        if (writing.granted() != term) {
            return;
        }
        writing.queue()
                .forEach(request -> RequestRules.answer(
                        turn, request.id(), new ChangeResult.NotDone("the policy moves to another node; try again")));
        Running running = writing.running();
        if (running != null) {
            RequestRules.answer(
                    turn,
                    running.request().id(),
                    new ChangeResult.Unknown("the policy moved to another node while the change was written"));
        }
        turn.writing(w -> Writing.none(w.maxTerm(), w.storedTerm(), w.promises()));
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
        return names(turn.holders().stream()
                .filter(node -> !writing.isPromisedBy(List.of(node)))
                .toList());
    }

    /** Without quorum the answer is no at once; with it, those that have to remember have to know the term first. */
    private static boolean mayWrite(Turn turn) {
        return !turn.state().quorate() || turn.state().writing().isPromisedBy(turn.holders());
    }

    private static void start(Turn turn, Request request) {
        if (!turn.state().quorate()) {
            var noQuorum = new ChangeResult.NotDone("this partition has no quorum");
            RequestRules.answer(turn, request.id(), noQuorum);
            return;
        }
        ChangeRules.Outcome outcome = ChangeRules.apply(turn.state(), request);
        Optional<ChangeResult> decided = outcome.decided();
        if (decided.isPresent()) {
            RequestRules.answer(turn, request.id(), decided.get());
            return;
        }
        StoredConfiguration written = outcome.written();
        turn.writing(w -> w.withRunning(new Running(request, written, false, new TreeSet<>(), List.of())));
        turn.effect(new CibEffect.Store(written));
    }

    static void onStoredHere(Turn turn, ConfigurationKey key, @Nullable String problem) {
        Running running = turn.state().writing().running();
        if (running == null || !running.written().key().equals(key)) {
            onForeignStored(turn, key, problem);
            return;
        }
        if (problem != null) {
            turn.writing(w -> w.withRunning(null));
            turn.effect(new CibEffect.Report(Subject.NOT_STORED, problem));
            var notDone = new ChangeResult.NotDone(turn.state().self() + " cannot store the configuration: " + problem);
            RequestRules.answer(turn, running.request().id(), notDone);
            startNext(turn);
            return;
        }
        turn.become(turn.state().withConfiguration(running.written()).withUnstored(false));
        var waiting = new TreeSet<>(turn.holders());
        turn.writing(w -> w.withRunning(new Running(running.request(), running.written(), true, waiting, List.of())));
        turn.effect(new CibEffect.Replicate(running.written()));
        report(turn, running.written());
        turn.changed();
        decide(turn);
    }

    /** What another node wrote is on this disk, or not: told to all, once for each failure. */
    private static void onForeignStored(Turn turn, ConfigurationKey key, @Nullable String problem) {
        boolean failedBefore = turn.state().unstored();
        if (key.equals(turn.state().configuration().key())) {
            turn.become(turn.state().withUnstored(problem != null));
        }
        if (problem == null || !failedBefore) {
            turn.effect(new CibEffect.TellStored(turn.peers(), key, problem));
        }
        if (problem != null && !failedBefore) {
            turn.effect(new CibEffect.Report(Subject.NOT_STORED, problem));
        }
    }

    /** A disk that failed is tried again: it may have been full for a while only. */
    static void retryStoring(Turn turn) {
        Running running = turn.state().writing().running();
        boolean newerOnItsWay = running != null && !running.storedHere();
        if (turn.state().unstored() && !newerOnItsWay) {
            turn.effect(new CibEffect.Store(turn.state().configuration()));
        }
        Writing writing = turn.state().writing();
        if (writing.storedTerm() < writing.maxTerm()) {
            turn.effect(new CibEffect.StoreTerm(writing.maxTerm()));
        }
    }

    static void onStoredByPeer(Turn turn, StoredByPeer stored) {
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere() || !running.waiting().contains(stored.from())) {
            return;
        }
        if (stored.key().compareTo(running.written().key()) < 0) {
            return;
        }
        Running left = running.without(stored.from());
        String problem = stored.problem();
        turn.writing(w -> w.withRunning(
                problem == null ? left : left.withProblem(stored.from() + " could not store it: " + problem)));
        decide(turn);
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
            startNext(turn);
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
        turn.writing(w ->
                w.withRunning(new Running(late.request(), late.written(), true, new TreeSet<>(), late.problems())));
        decide(turn);
    }

    private static void decide(Turn turn) {
        Running running = turn.state().writing().running();
        if (running == null || !running.storedHere() || !running.waiting().isEmpty()) {
            return;
        }
        CibVersion version = running.written().document().header().version();
        ChangeResult result = running.problems().isEmpty()
                ? new ChangeResult.Accepted(version)
                : new ChangeResult.Unknown(String.join("; ", running.problems()));
        turn.writing(w -> w.withRunning(null));
        RequestRules.answer(turn, running.request().id(), result);
        startNext(turn);
    }

    /** A configuration that came by replication is taken if it is newer, whoever wrote it. */
    static void onArrived(Turn turn, StoredConfiguration arrived) {
        if (arrived.key().compareTo(turn.state().configuration().key()) <= 0) {
            return;
        }
        turn.become(turn.state().withConfiguration(arrived).withUnstored(false));
        turn.writing(w -> w.withMaxTerm(arrived.term()));
        Running running = turn.state().writing().running();
        if (running != null && running.written().key().compareTo(arrived.key()) < 0) {
            turn.writing(w -> w.withRunning(null));
            RequestRules.answer(
                    turn,
                    running.request().id(),
                    new ChangeResult.Unknown("another node wrote the configuration at the same time"));
        }
        if (turn.state().writing().running() == null) {
            turn.effect(new CibEffect.Store(arrived));
        } else {
            // what this node writes is newer and on its way to the disk; should that fail, this one is stored
            turn.become(turn.state().withUnstored(true));
        }
        report(turn, arrived);
        turn.changed();
        startNext(turn);
    }

    private static void report(Turn turn, StoredConfiguration written) {
        var header = written.document().header();
        String text = "version " + header.version() + " by " + header.updateUser() + " with " + header.updateClient()
                + " on " + header.updateOrigin();
        turn.effect(new CibEffect.Report(Subject.CONFIGURATION_CHANGED, text));
    }

    private static String names(Iterable<NodeName> nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.value()));
        return String.join(", ", names);
    }
}
