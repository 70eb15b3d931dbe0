package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.ArbiterVote.Answer;
import io.systole.splitbrain.core.ArbiterVote.Heuristics;
import io.systole.splitbrain.core.Ring;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of its arbiter.
 * <ul>
 *   <li>{@code wish}: for whom it is to be asked.
 *   <li>{@code line}: the connection.
 *   <li>{@code asked}: what was said on this connection.
 *   <li>{@code word}: what it answered.
 *   <li>{@code checks}: the heuristics.
 * </ul>
 */
public record ArbiterState(ArbiterSettings settings, Wish wish, Line line, Asked asked, Word word, Checks checks) {

    /**
     * @param member the side, once this node is in it; empty before
     * @param founding those with whom it would found a cluster; empty when it would not
     * @param quorate whether the side has quorum
     * @param taken the word that the node's quorum was judged from
     */
    record Wish(Ring member, Ring founding, boolean quorate, ArbiterVote taken) {
        /** For whom the arbiter is to be asked; empty for nobody. */
        Ring ring() {
            return member.runs().isEmpty() ? founding : member;
        }
    }

    /** How far a connection is. */
    enum Stage {
        CLOSED,
        OPENING,
        /** The daemon was told who asks, and has not answered yet. */
        INTRODUCED,
        READY
    }

    /**
     * @param next the number of the next message
     * @param why why there is none, or was none; empty before the first failure and while it is ready
     * @param retryAt when to connect, while it is closed
     * @param aliveAt when the newest message was sent of which the daemon is known to have it: so long it knew at least that
     *     this node is alive
     * @param echo the last sign of life
     */
    record Line(Stage stage, boolean tls, int next, String why, Instant retryAt, Instant aliveAt, Echo echo) {
        /** Its number, 0 before the first, when it was sent, and whether it was answered. */
        record Echo(int number, Instant at, boolean answered) {
            static Echo none(Instant at) {
                return new Echo(0, at, true);
            }
        }

        static Line closed(String why, Instant retryAt) {
            return new Line(Stage.CLOSED, false, 1, why, retryAt, retryAt, Echo.none(retryAt));
        }

        Line numbered(int changed) {
            return new Line(stage, tls, changed, why, retryAt, aliveAt, echo);
        }

        Line at(Stage changed) {
            return new Line(changed, tls, next, changed == Stage.READY ? "" : why, retryAt, aliveAt, echo);
        }

        Line echoed(int number, Instant at) {
            return new Line(stage, tls, next, why, retryAt, aliveAt, new Echo(number, at, false));
        }

        /** The daemon answered a sign of life: it had it no earlier than it was sent. */
        Line answered(int number) {
            if (number != echo.number()) return this;
            return new Line(stage, tls, next, why, retryAt, echo.at(), new Echo(number, echo.at(), true));
        }
    }

    /**
     * @param ring the last side that it was asked for; empty before
     * @param number of that message
     * @param answered whether it was answered: only then another side is named, so that no late word can be taken for one
     *     on a side that is as before
     * @param quorum what was last told of quorum; null before
     * @param againAt when to ask again; null while nothing is waited for
     * @param untaken numbers of its messages to be answered once the node's quorum has taken its word
     */
    record Asked(
            Ring ring,
            int number,
            boolean answered,
            @Nullable Told quorum,
            @Nullable Instant againAt,
            List<Integer> untaken) {
        static Asked nothing() {
            return new Asked(Ring.empty(), 0, true, null, null, List.of());
        }

        Asked answeredNow() {
            return new Asked(ring, number, true, quorum, againAt, untaken);
        }

        Asked told(Told changed) {
            return new Asked(ring, number, answered, changed, againAt, untaken);
        }

        Asked again(@Nullable Instant changed) {
            return new Asked(ring, number, answered, quorum, changed, untaken);
        }

        Asked untaken(List<Integer> changed) {
            return new Asked(ring, number, answered, quorum, againAt, List.copyOf(changed));
        }
    }

    /** Who has quorum, as the arbiter was told. */
    record Told(Ring ring, boolean quorate) {}

    /** The last word, for which side, and since when. */
    record Word(Answer answer, Ring ring, @Nullable Instant since) {}

    /**
     * @param running whether the commands run now
     * @param forRing the side for which they ran last, or run; null before
     * @param told the result that the arbiter knows
     * @param nextAt when they run next; null where they do not run by time
     */
    record Checks(
            Heuristics result,
            String detail,
            boolean running,
            @Nullable Ring forRing,
            Heuristics told,
            @Nullable Instant nextAt) {
        static Checks none() {
            return new Checks(Heuristics.OFF, "", false, null, Heuristics.OFF, null);
        }

        Checks begun(Ring ring) {
            return new Checks(result, detail, true, ring, told, null);
        }

        Checks known(Heuristics changed) {
            return new Checks(result, detail, running, forRing, changed, nextAt);
        }

        /** Before another connection is used they run anew. */
        Checks stale() {
            return new Checks(result, detail, running, running ? forRing : null, Heuristics.OFF, nextAt);
        }
    }

    /** Nothing is known, and nobody has to be asked. */
    public static ArbiterState start(ArbiterSettings settings, Instant at) {
        return new ArbiterState(
                settings,
                new Wish(Ring.empty(), Ring.empty(), false, ArbiterVote.none()),
                Line.closed("", at),
                Asked.nothing(),
                new Word(Answer.UNKNOWN, Ring.empty(), null),
                Checks.none());
    }

    ArbiterState with(Wish changed) {
        return new ArbiterState(settings, changed, line, asked, word, checks);
    }

    ArbiterState with(Line changed) {
        return new ArbiterState(settings, wish, changed, asked, word, checks);
    }

    ArbiterState with(Asked changed) {
        return new ArbiterState(settings, wish, line, changed, word, checks);
    }

    ArbiterState with(Word changed) {
        return new ArbiterState(settings, wish, line, asked, changed, checks);
    }

    ArbiterState with(Checks changed) {
        return new ArbiterState(settings, wish, line, asked, word, changed);
    }

    /** The same for the node's quorum. */
    ArbiterVote vote() {
        return new ArbiterVote(word.answer(), word.ring(), checks.result());
    }

    /** What is shown. */
    public ArbiterStatus status() {
        boolean ready = line.stage() == Stage.READY;
        String idle = wish.ring().runs().isEmpty() ? "nothing to ask it" : "connecting";
        return new ArbiterStatus(
                ready,
                ready ? "" : line.why().isEmpty() ? idle : line.why(),
                line.tls() && ready,
                word.answer(),
                word.ring().runs().keySet().stream().map(Object::toString).toList(),
                word.since(),
                checks.result(),
                checks.detail());
    }
}
