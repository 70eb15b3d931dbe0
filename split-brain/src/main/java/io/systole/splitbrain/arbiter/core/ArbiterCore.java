package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.arbiter.core.ArbiterEvent.FoundingWanted;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.HeuristicsEnded;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.LineClosed;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.LineOpened;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.MessageHeard;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.SideSeen;
import io.systole.splitbrain.arbiter.core.ArbiterEvent.TimePassed;
import io.systole.splitbrain.arbiter.core.ArbiterState.Asked;
import io.systole.splitbrain.arbiter.core.ArbiterState.Checks;
import io.systole.splitbrain.arbiter.core.ArbiterState.Line;
import io.systole.splitbrain.arbiter.core.ArbiterState.Stage;
import io.systole.splitbrain.arbiter.core.ArbiterState.Wish;
import io.systole.splitbrain.arbiter.core.ArbiterState.Word;
import io.systole.splitbrain.core.ArbiterVote.Answer;
import io.systole.splitbrain.core.ArbiterVote.Heuristics;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a node tells a corosync-qnetd, and what its answers mean. It does as Debian's corosync-qdevice was seen to
 * do, and differs in some things:
 * <ul>
 *   <li>A vote is given up before the daemon can have given it to others.
 *   <li>A word of the arbiter is confirmed only when the node's quorum has taken it: ffsplit gives nobody the vote before
 *       those who lose it have confirmed that.
 *   <li>Another side is named only when the one before was answered, so that no late word is taken for one on a side that
 *       comes up again.
 *   <li>A node that is in no cluster is not connected, unless it would found one.
 * </ul>
 */
public final class ArbiterCore {
    /** Numbers below it were used before the connection was handed over. */
    private static final int FIRST_NUMBER = 3;
    /** A daemon that refused this node for its configuration is not asked more often. */
    private static final Duration REFUSED_AGAIN = Duration.ofSeconds(5);

    /** Signs of life in a heartbeat: one that is late does not cost the connection. */
    private static final int ECHOES = 4;

    private ArbiterCore() {}

    /** The next state and what to do; every event also counts as time passing. */
    public static Step<ArbiterState, ArbiterEffect> step(ArbiterState state, ArbiterEvent event) {
        var move = new Move(state);
        learn(move, event);
        advance(move, event.at());
        if (!move.state.vote().equals(state.vote())) {
            move.effect(new ArbiterEffect.TellVote(move.state.vote()));
        }
        return new Step<>(move.state, List.copyOf(move.effects));
    }

    /** A step being made. */
    private static final class Move {
        private ArbiterState state;
        private final List<ArbiterEffect> effects = new ArrayList<>();

        Move(ArbiterState state) {
            this.state = state;
        }

        void effect(ArbiterEffect effect) {
            effects.add(effect);
        }

        int number() {
            int number = state.line().next();
            state = state.with(state.line().numbered(number + 1));
            return number;
        }

        void send(QnetdMessage.FromNode message) {
            effects.add(new ArbiterEffect.Send(message));
        }
    }

    private static void learn(Move move, ArbiterEvent event) {
        ArbiterState state = move.state;
        if (event instanceof SideSeen e) {
            boolean member = e.ring().runs().containsKey(state.settings().self());
            Ring ring = member ? e.ring() : Ring.empty();
            move.state = state.with(new Wish(ring, state.wish().founding(), member && e.quorate(), e.taken()));
        } else if (event instanceof FoundingWanted e) {
            Wish wish = state.wish();
            move.state = state.with(new Wish(wish.member(), Ring.founding(e.heard()), wish.quorate(), wish.taken()));
        } else if (event instanceof LineOpened e) {
            onOpened(move, e);
        } else if (event instanceof LineClosed e) {
            onClosed(move, e);
        } else if (event instanceof MessageHeard e) {
            onMessage(move, e.message(), e.at());
        } else if (event instanceof HeuristicsEnded e) {
            onChecked(move, e);
        } else if (!(event instanceof TimePassed)) {
            throw new AssertionError("unhandled " + event);
        }
    }

    /**
     * The list follows at once, other than corosync-qdevice does it: version 3.0.3 of the daemon ends by SIGSEGV when, with
     * ffsplit, another node of the cluster hangs up while this one has said who it is and no more.
     */
    private static void onOpened(Move move, LineOpened event) {
        ArbiterSettings settings = move.state.settings();
        String why = move.state.line().why();
        move.state = move.state
                .with(new Line(
                        Stage.INTRODUCED,
                        event.tls(),
                        FIRST_NUMBER,
                        why,
                        event.at(),
                        event.at(),
                        Line.Echo.none(event.at())))
                .with(Asked.nothing())
                .with(move.state.checks().stale());
        var decider = settings.tieBreaker().node();
        move.send(new QnetdMessage.Init(
                move.number(),
                settings.number(settings.self()),
                settings.algorithm(),
                Math.toIntExact(settings.heartbeat().toMillis()),
                settings.tieBreaker().kind(),
                decider == null ? 0 : settings.number(decider),
                ArbiterSide.ring(settings.nodes(), move.state.wish().ring())));
        var all = settings.nodes().stream().map(settings::number).toList();
        move.send(new QnetdMessage.ListedNodes(move.number(), all));
    }

    private static void onClosed(Move move, LineClosed event) {
        if (move.state.line().stage() == Stage.CLOSED) return;
        Line line = move.state.line();
        boolean atTheDoor = line.stage() == Stage.INTRODUCED && line.tls();
        String why = atTheDoor
                ? event.why() + " when it saw this node's certificate, which must be for CN="
                        + move.state.settings().cluster()
                : event.why();
        if (line.stage() == Stage.READY || !line.why().equals(why)) {
            boolean certificate = event.certificate() || atTheDoor;
            move.effect(
                    new ArbiterEffect.Report(certificate ? ArbiterNews.CERTIFICATE_REFUSED : ArbiterNews.LOST, why));
        }
        close(move, why, move.state.settings().retryAfter(), event.at());
    }

    private static void giveUp(Move move, String why, Duration retryAfter, Instant at) {
        Line line = move.state.line();
        if (line.stage() == Stage.READY || !line.why().equals(why)) {
            move.effect(new ArbiterEffect.Report(ArbiterNews.LOST, why));
        }
        move.effect(new ArbiterEffect.HangUp());
        close(move, why, retryAfter, at);
    }

    private static void close(Move move, String why, Duration retryAfter, Instant at) {
        Word word = move.state.word();
        Word none = word.answer() == Answer.UNKNOWN ? word : new Word(Answer.UNKNOWN, word.ring(), at);
        move.state = move.state
                .with(Line.closed(why, at.plus(retryAfter)))
                .with(Asked.nothing())
                .with(none);
    }

    private static void onMessage(Move move, QnetdMessage.FromDaemon message, Instant at) {
        Stage stage = move.state.line().stage();
        if (stage == Stage.CLOSED || stage == Stage.OPENING) return;
        if (message instanceof QnetdMessage.InitReply m) {
            if (m.error() == 0) {
                introduced(move);
            } else {
                giveUp(move, QnetdErrors.words(m.error()), REFUSED_AGAIN, at);
            }
        } else if (message instanceof QnetdMessage.ServerError m) {
            giveUp(move, QnetdErrors.words(m.error()), REFUSED_AGAIN, at);
        } else if (message instanceof QnetdMessage.EchoReply m) {
            move.state = move.state.with(move.state.line().answered(m.number()));
        } else if (message instanceof QnetdMessage.VoteReply m) {
            Asked asked = move.state.asked();
            if (asked.number() == 0 || m.number() < asked.number()) return;
            if (m.number() == asked.number()) move.state = move.state.with(asked.answeredNow());
            if (isAsked(move.state, m.ring())) take(move, m.vote(), at);
        } else if (message instanceof QnetdMessage.VoteInfo m) {
            if (isAsked(move.state, m.ring())) take(move, m.vote(), at);
            var untaken = new ArrayList<>(move.state.asked().untaken());
            untaken.add(m.number());
            move.state = move.state.with(move.state.asked().untaken(untaken));
        }
    }

    private static void introduced(Move move) {
        ArbiterSettings settings = move.state.settings();
        move.state = move.state.with(move.state.line().at(Stage.READY));
        move.effect(new ArbiterEffect.Report(
                ArbiterNews.CONNECTED, move.state.line().tls() ? "with TLS" : "without TLS"));
        move.send(new QnetdMessage.KeepActive(move.number(), settings.keepActive()));
    }

    /** Every answer names the side; one without a name is for the last that was asked for. */
    private static boolean isAsked(ArbiterState state, @Nullable RingId ring) {
        Ring asked = state.asked().ring();
        if (asked.runs().isEmpty()) return false;
        return ring == null || ring.equals(ArbiterSide.ring(state.settings().nodes(), asked));
    }

    private static void take(Move move, QnetdVote vote, Instant at) {
        Word word = move.state.word();
        Asked asked = move.state.asked();
        Duration heartbeat = move.state.settings().heartbeat();
        switch (vote) {
            case ACK -> answered(move, Answer.ACK, at);
            case NACK -> answered(move, Answer.NACK, at);
            case ASK_LATER, WAIT -> {
                if (word.answer() != Answer.UNKNOWN) {
                    move.state = move.state.with(new Word(Answer.UNKNOWN, asked.ring(), at));
                }
                Duration wait = vote == QnetdVote.WAIT ? heartbeat.multipliedBy(2) : heartbeat;
                move.state = move.state.with(asked.again(at.plus(wait)));
            }
            case NO_CHANGE -> {
                boolean known = word.answer() != Answer.UNKNOWN && word.ring().equals(asked.ring());
                if (!known && asked.againAt() == null) {
                    move.state = move.state.with(asked.again(at.plus(heartbeat)));
                }
            }
        }
    }

    private static void answered(Move move, Answer answer, Instant at) {
        Word word = move.state.word();
        Asked asked = move.state.asked();
        move.state = move.state.with(asked.again(null));
        if (word.answer() == answer && word.ring().equals(asked.ring())) return;
        move.state = move.state.with(new Word(answer, asked.ring(), at));
        boolean given = answer == Answer.ACK;
        move.effect(new ArbiterEffect.Report(
                given ? ArbiterNews.VOTE_GIVEN : ArbiterNews.VOTE_REFUSED,
                String.join(", ", move.state.status().side())));
    }

    private static void onChecked(Move move, HeuristicsEnded event) {
        Checks checks = move.state.checks();
        var rules = move.state.settings().heuristics();
        if (!checks.running() || rules == null) return;
        Heuristics result = event.passed() ? Heuristics.PASSED : Heuristics.FAILED;
        Duration interval = rules.interval();
        if (result == Heuristics.FAILED && checks.result() != Heuristics.FAILED) {
            move.effect(new ArbiterEffect.Report(ArbiterNews.HEURISTICS_FAILED, event.detail()));
        } else if (result == Heuristics.PASSED && checks.result() == Heuristics.FAILED) {
            move.effect(new ArbiterEffect.Report(ArbiterNews.HEURISTICS_PASSED, event.detail()));
        }
        move.state = move.state.with(new Checks(
                result,
                event.detail(),
                false,
                checks.forRing(),
                checks.told(),
                interval == null ? null : event.at().plus(interval)));
    }

    /** What is due, whatever has happened. */
    private static void advance(Move move, Instant at) {
        Ring wanted = move.state.wish().ring();
        Line line = move.state.line();
        if (wanted.runs().isEmpty()) {
            if (line.stage() != Stage.CLOSED) {
                move.effect(new ArbiterEffect.HangUp());
                close(move, "", Duration.ZERO, at);
            }
            return;
        }
        if (line.stage() == Stage.CLOSED && !at.isBefore(line.retryAt())) {
            move.state = move.state.with(line.at(Stage.OPENING));
            move.effect(new ArbiterEffect.Connect());
            return;
        }
        if (line.stage() == Stage.INTRODUCED || line.stage() == Stage.READY) live(move, at);
        if (move.state.line().stage() != Stage.READY) return;
        check(move, at);
        ask(move, wanted, at);
        confirm(move);
        tellQuorum(move);
    }

    /**
     * The daemon gives its vote to others when it has heard nothing of a node for one and a half heartbeats. A node that cannot
     * know that the daemon heard it since gives the vote up before that, also after a pause of its own: no two sides have it.
     */
    private static void live(Move move, Instant at) {
        Line line = move.state.line();
        Duration heartbeat = move.state.settings().heartbeat();
        if (!at.isBefore(line.aliveAt().plus(heartbeat.multipliedBy(7).dividedBy(5)))) {
            giveUp(move, "it says nothing any more", move.state.settings().retryAfter(), at);
            return;
        }
        var echo = line.echo();
        boolean due = !at.isBefore(echo.at().plus(heartbeat.dividedBy(ECHOES)));
        if (line.stage() == Stage.READY && echo.answered() && due) {
            int number = move.number();
            move.state = move.state.with(move.state.line().echoed(number, at));
            move.send(new QnetdMessage.Echo(number));
        }
    }

    private static void check(Move move, Instant at) {
        Checks checks = move.state.checks();
        if (move.state.settings().heuristics() == null || checks.running()) return;
        Ring wanted = move.state.wish().ring();
        Instant next = checks.nextAt();
        if (!wanted.equals(checks.forRing()) || (next != null && !at.isBefore(next))) {
            move.state = move.state.with(checks.begun(wanted));
            move.effect(new ArbiterEffect.RunHeuristics());
        }
    }

    private static void ask(Move move, Ring wanted, Instant at) {
        ArbiterSettings settings = move.state.settings();
        Asked asked = move.state.asked();
        Checks checks = move.state.checks();
        boolean checked = settings.heuristics() == null || (!checks.running() && wanted.equals(checks.forRing()));
        if (!wanted.equals(asked.ring())) {
            if (!asked.answered() || !checked) return;
            int number = move.number();
            move.send(new QnetdMessage.SideNodes(
                    number,
                    ArbiterSide.ring(settings.nodes(), wanted),
                    ArbiterSide.numbers(
                            settings.nodes(), new TreeSet<>(wanted.runs().keySet())),
                    checks.result()));
            move.state = move.state
                    .with(new Asked(wanted, number, false, asked.quorum(), null, asked.untaken()))
                    .with(checks.known(checks.result()))
                    .with(new Word(Answer.UNKNOWN, wanted, at));
            return;
        }
        if (checked && checks.result() != checks.told()) {
            move.send(new QnetdMessage.HeuristicsChanged(move.number(), checks.result()));
            move.state = move.state.with(checks.known(checks.result()));
        }
        Instant again = asked.againAt();
        if (again != null && !at.isBefore(again)) {
            move.send(new QnetdMessage.AskVote(move.number()));
            move.state =
                    move.state.with(asked.again(at.plus(settings.heartbeat().multipliedBy(2))));
        }
    }

    private static boolean isTaken(ArbiterState state) {
        return state.wish().taken().answer() == state.word().answer()
                && state.wish().taken().ring().equals(state.word().ring());
    }

    private static void confirm(Move move) {
        Asked asked = move.state.asked();
        if (asked.untaken().isEmpty() || !isTaken(move.state)) return;
        asked.untaken().forEach(number -> move.send(new QnetdMessage.VoteTaken(number)));
        move.state = move.state.with(asked.untaken(List.of()));
    }

    /** Only what was judged with the arbiter's word for this side: quorum that is kept meanwhile would mislead it. */
    private static void tellQuorum(Move move) {
        ArbiterSettings settings = move.state.settings();
        Wish wish = move.state.wish();
        Asked asked = move.state.asked();
        Word word = move.state.word();
        var told = new ArbiterState.Told(wish.ring(), wish.quorate());
        boolean judged = word.answer() != Answer.UNKNOWN
                && word.ring().equals(wish.ring())
                && asked.ring().equals(wish.ring())
                && isTaken(move.state);
        if (!judged || told.equals(asked.quorum())) return;
        var members = new TreeMap<Integer, Boolean>();
        settings.nodes()
                .forEach(node ->
                        members.put(settings.number(node), wish.ring().runs().containsKey(node)));
        move.send(new QnetdMessage.QuorumNodes(move.number(), wish.quorate(), members));
        move.state = move.state.with(asked.told(told));
    }
}
