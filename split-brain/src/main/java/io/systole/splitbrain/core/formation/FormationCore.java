package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.formation.FormationEvent.Answered;
import io.systole.splitbrain.core.formation.FormationEvent.ArbiterSpoke;
import io.systole.splitbrain.core.formation.FormationEvent.MembershipSeen;
import io.systole.splitbrain.core.formation.FormationEvent.RefusedBy;
import io.systole.splitbrain.core.formation.FormationEvent.StoreRead;
import io.systole.splitbrain.core.formation.FormationEvent.TimePassed;
import io.systole.splitbrain.core.formation.FormationEvent.Unblocked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a node of the list gets into its cluster, without a special first node.
 * It asks all the others. If one is a member, it asks to be let in there. If none is, each supports the lowest-named node
 * that it hears, and a node that is supported by all, or for a while by enough for quorum, founds the cluster. A node that
 * hears too few founds nothing: no island comes to be that would have to be merged. wait_for_all asks for all.
 * (Pekko's seed nodes need a first one that may found alone; its bootstrap needs a discovery service.)
 */
public final class FormationCore {
    /** How often the others are asked while searching, and by a member that misses nodes. */
    private static final Duration ASK_EVERY = Duration.ofMillis(200);

    static final Duration MEMBER_ASKS_EVERY = Duration.ofSeconds(2);
    /** An answer older than this says nothing about now. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    /** After this all members of a node's cluster have heard of its joining, even on busy hosts. */
    private static final Duration GOSSIP_TAKES = Duration.ofSeconds(5);

    /** How long those who could have quorum wait for the rest, to form together. */
    private static final Duration WAIT_FOR_REST = Duration.ofMillis(1500);

    /** Ages that differ by less are the same: each was measured on another host, with an answer's way between. */
    private static final Duration AGE_DIFFERS = Duration.ofSeconds(1);

    /** A node that finds a cluster within this time joins it, and does not trouble the arbiter. */
    private static final Duration ARBITER_AFTER = Duration.ofSeconds(3);

    private static final Duration FORMING_TAKES = Duration.ofSeconds(5);
    private static final Duration JOINING_TAKES = Duration.ofSeconds(10);

    /** A cluster that can let others in has done so long before, the fencing of what is in the way included. */
    static final Duration LETTING_IN_TAKES = Duration.ofSeconds(60);

    private FormationCore() {}

    public static Step<FormationState, FormationEffect> step(FormationState state, FormationEvent event) {
        if (event instanceof Answered e) return onAnswered(state.withAnswer(e.answer()), e);
        if (event instanceof RefusedBy e) return onRefused(state, e);
        if (event instanceof MembershipSeen e) return onMembership(state, e);
        if (event instanceof StoreRead e) return new Step<>(state.withDamaged(e.damaged()), List.of());
        if (event instanceof Unblocked e) return onTime(state.withoutWaitForAll(), e.at());
        if (event instanceof ArbiterSpoke e) return onTime(state.withArbiter(e.vote()), e.at());
        if (event instanceof TimePassed e) return onTime(state, e.at());
        throw new AssertionError("unhandled " + event);
    }

    /** Whom this node would let found the cluster: the lowest-named that it hears, itself included. */
    public static @Nullable NodeName supported(FormationState state, Instant at) {
        return state.stage() == Stage.SEARCHING ? searching(state, at).get(0) : null;
    }

    /**
     * The member that this node asks to be let in, and that still answers: only then its asking counts there. A node whose
     * words arrive and that hears nothing would never become a member.
     */
    public static @Nullable NodeName asked(FormationState state, Instant at) {
        NodeName target = state.stage() == Stage.JOINING ? state.target() : null;
        Answer answer = target == null ? null : state.answers().get(target);
        return answer != null && fresh(answer, at) ? target : null;
    }

    /**
     * For whom the arbiter is to be asked, since these would found a cluster with its votes and not without; empty for
     * nobody. All that are heard ask for the same side.
     */
    public static SortedSet<NodeName> arbiterAskedFor(FormationState state, Instant at) {
        boolean waited = state.stage() == Stage.SEARCHING && since(state, ARBITER_AFTER, at);
        if (!waited && state.stage() != Stage.FORMING) return new TreeSet<>();
        List<NodeName> heard = searching(state, at);
        List<NodeName> whole = whole(state, heard, at);
        boolean helps = !state.quorum().suffice(whole) && state.quorum().sufficeWithArbiter(whole);
        return helps ? new TreeSet<>(heard) : new TreeSet<>();
    }

    /** The arbiter gives its votes to exactly these, and with them they are enough. */
    private static boolean arbiterGives(FormationState state, Collection<NodeName> nodes, Instant at) {
        ArbiterVote vote = state.arbiter();
        return state.quorum().sufficeWithArbiter(whole(state, nodes, at))
                && vote.answer() == ArbiterVote.Answer.ACK
                && vote.ring().equals(Ring.founding(nodes));
    }

    /** What an operator's word that this node need not wait for the absent would do, or why it is refused. */
    public static Unblocking unblocking(FormationState state, Instant at) {
        if (state.stage() == Stage.MEMBER || state.stage() == Stage.FORMING || state.stage() == Stage.JOINING) {
            return Unblocking.refused("this node waits for nobody: " + detail(state, at));
        }
        if (!state.quorum().waitForAll()) {
            return Unblocking.refused("wait_for_all is off; " + detail(state, at)
                    + ": a cluster is founded as soon as there are enough for quorum");
        }
        List<NodeName> heard = searching(state, at);
        if (!heard.get(0).equals(state.self())) {
            return Unblocking.refused("node " + heard.get(0) + " would found the cluster: ask it there");
        }
        if (!state.quorum().suffice(whole(state, heard, at))) {
            return Unblocking.refused("too few votes are here even so, or their stores are damaged; "
                    + detail(state.withoutWaitForAll(), at));
        }
        String missing = state.quorum().nodes().stream()
                .filter(node -> !heard.contains(node))
                .map(NodeName::value)
                .collect(Collectors.joining(", "));
        return new Unblocking(
                true,
                "the cluster is founded without " + missing + ", which must be surely down: what they may run is fenced"
                        + " before anything is started here, if fencing is enabled; else it may run twice");
    }

    /** The stage in words, for a status page. */
    public static String detail(FormationState state, Instant at) {
        return switch (state.stage()) {
            case SEARCHING -> waitsFor(state, at);
            case FORMING -> "founding the cluster";
            case JOINING -> "asked " + state.target() + " to be let in";
            case MEMBER -> "member of the cluster";
            case REFUSED -> String.valueOf(state.refusal());
        };
    }

    private static String waitsFor(FormationState state, Instant at) {
        List<NodeName> heard = searching(state, at);
        String missing = state.quorum().nodes().stream()
                .filter(node -> !heard.contains(node))
                .map(NodeName::value)
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) return "forming with all nodes";
        String needed = state.quorum().waitForAll() ? "all of them (wait_for_all)" : "enough for quorum";
        String damaged = heard.stream()
                .filter(node -> isDamaged(state, node, at))
                .map(NodeName::value)
                .collect(Collectors.joining(", "));
        String why = damaged.isEmpty() ? "" : "; damaged stores count only when all nodes are there: " + damaged;
        return "waiting for quorum partners, " + needed + ": " + missing + why + arbiter(state, at);
    }

    private static String arbiter(FormationState state, Instant at) {
        SortedSet<NodeName> asked = arbiterAskedFor(state, at);
        if (asked.isEmpty()) return "";
        boolean known = state.arbiter().ring().equals(Ring.founding(asked));
        return switch (known ? state.arbiter().answer() : ArbiterVote.Answer.UNKNOWN) {
            case ACK -> "; the arbiter gives its vote";
            case NACK -> "; the arbiter does not give its vote";
            case UNKNOWN -> "; the arbiter is asked for its vote";
        };
    }

    private static Step<FormationState, FormationEffect> onAnswered(FormationState state, Answered event) {
        Answer answer = event.answer();
        if (state.stage() == Stage.SEARCHING) return decide(state, event.at());
        if (isUnknown(state, answer, event.at())) {
            String reason = "it is joining, and " + answer.from() + " does not know of it: whoever let it in is gone";
            return new Step<>(state, List.of(new FormationEffect.Rejoin(answer.from(), reason)));
        }
        if (state.stage() == Stage.MEMBER
                && answer.stage() == Stage.MEMBER
                && !answer.knowsAsker()
                && isApart(state, answer, event.at())) {
            String why = whyItStays(state, answer, event.at());
            if (why == null) return new Step<>(state, List.of());
            String reason = "two clusters formed apart; " + answer.from() + " is in the one that stays, " + why;
            return new Step<>(state, List.of(new FormationEffect.Rejoin(answer.from(), reason)));
        }
        return new Step<>(state, List.of());
    }

    /**
     * Whether the other is in another cluster. A member of this one that has not heard yet of this node's joining does not
     * know it either, but shares a member with it, and hears of it within the next rounds of gossip.
     */
    private static boolean isApart(FormationState state, Answer other, Instant at) {
        return since(state, GOSSIP_TAKES, at) && Collections.disjoint(state.members(), other.members());
    }

    /**
     * Whether nobody will ever make this node a full member: it was let in by one that died before it could tell the others,
     * and these do not listen to a stranger's gossip.
     */
    private static boolean isUnknown(FormationState state, Answer answer, Instant at) {
        boolean known = state.answers().values().stream().anyMatch(other -> fresh(other, at) && other.knowsAsker());
        return waitsLong(state, at) && answer.stage() == Stage.MEMBER && !answer.knowsAsker() && !known;
    }

    private static boolean waitsLong(FormationState state, Instant at) {
        return state.stage() == Stage.MEMBER && !state.full() && since(state, GOSSIP_TAKES.multipliedBy(2), at);
    }

    /**
     * Of two clusters that do not know each other the quorate one stays; then the older; of two as old as each other, or
     * where one does not say, the one with the lowest-named member. Both can have quorum only where two nodes did not wait
     * for each other. Null where the other gives way.
     */
    private static @Nullable String whyItStays(FormationState state, Answer other, Instant at) {
        if (state.members().isEmpty() || other.members().isEmpty()) return null;
        if (state.quorate() != other.quorate()) return other.quorate() ? "which has quorum" : null;
        Duration own = clusterAge(state, at);
        Duration theirs = other.clusterAge();
        if (own != null && theirs != null && own.minus(theirs).abs().compareTo(AGE_DIFFERS) > 0) {
            return own.compareTo(theirs) < 0 ? "the older one" : null;
        }
        boolean isLower = other.members().get(0).compareTo(state.members().get(0)) < 0;
        return isLower ? "as old as this one, with the lowest-named member" : null;
    }

    /** How long ago this node's cluster was founded; null while it has none. */
    public static @Nullable Duration clusterAge(FormationState state, Instant at) {
        Instant founded = state.founded();
        if (state.stage() != Stage.MEMBER || founded == null) return null;
        return founded.isAfter(at) ? Duration.ZERO : Duration.between(founded, at);
    }

    /**
     * One node that refuses keeps nobody out of a cluster that the others can form without it: it may be the one with the
     * wrong configuration.
     */
    private static Step<FormationState, FormationEffect> onRefused(FormationState state, RefusedBy event) {
        boolean goesOn = state.stage() == Stage.MEMBER
                || state.stage() == Stage.FORMING
                || (state.stage() == Stage.JOINING && !event.node().equals(state.target()));
        if (goesOn || hearsEnough(state, event.at())) return new Step<>(state, List.of());
        String why = event.node() + " refuses this node: " + event.reason();
        String first = state.refusal() == null ? why : state.refusal();
        return new Step<>(state.enter(Stage.REFUSED, null, first, event.at()), List.of());
    }

    /** Those count that a third refused, too: if each of two took the third's word for it, neither would form. */
    private static boolean hearsEnough(FormationState state, Instant at) {
        List<NodeName> heard = heard(state, at, Stage.SEARCHING, Stage.FORMING, Stage.REFUSED);
        return state.quorum().waitForAll()
                ? heard.containsAll(state.quorum().nodes())
                : state.quorum().suffice(heard);
    }

    private static Step<FormationState, FormationEffect> onMembership(FormationState state, MembershipSeen event) {
        boolean member = event.members().contains(state.self());
        FormationState next = state.withMembers(event.members(), event.quorate(), event.full());
        if (member && state.stage() != Stage.MEMBER) {
            next = next.enter(Stage.MEMBER, null, null, event.at());
            if (next.founded() == null) next = next.withFounded(event.at());
        }
        return new Step<>(next, List.of());
    }

    private static Step<FormationState, FormationEffect> onTime(FormationState state, Instant at) {
        FormationState next = state;
        boolean formingFailed = state.stage() == Stage.FORMING && since(state, FORMING_TAKES, at);
        boolean joiningFailed = state.stage() == Stage.JOINING && since(state, JOINING_TAKES, at);
        boolean refusalOld = state.stage() == Stage.REFUSED && (since(state, FRESH, at) || hearsEnough(state, at));
        if (formingFailed || joiningFailed || refusalOld) {
            next = state.enter(Stage.SEARCHING, joiningFailed ? state.target() : null, state.refusal(), at);
        }
        if (next.stage() == Stage.SEARCHING && next.refusal() != null && since(next, FRESH, at)) {
            next = next.enter(Stage.SEARCHING, null, null, at);
        }
        Duration every = state.stage() == Stage.MEMBER ? MEMBER_ASKS_EVERY : ASK_EVERY;
        Instant asked = next.askedAt();
        List<FormationEffect> ask = List.of();
        if (asked == null || !at.isBefore(asked.plus(every))) {
            boolean waitsLong = waitsLong(state, at);
            List<NodeName> others = next.quorum().nodes().stream()
                    .filter(node ->
                            !node.equals(state.self()) && (!state.members().contains(node) || waitsLong))
                    .toList();
            ask = others.isEmpty() ? List.of() : List.of(new FormationEffect.AskAround(others));
            next = next.withAskedAt(at);
        }
        if (next.stage() == Stage.MEMBER) return Dissolving.decide(next, ask, at);
        if (next.stage() != Stage.SEARCHING) return new Step<>(next, ask);
        Step<FormationState, FormationEffect> decided = decide(next, at);
        List<FormationEffect> both = new ArrayList<>(ask);
        both.addAll(decided.effects());
        return new Step<>(decided.state(), both);
    }

    private static Step<FormationState, FormationEffect> decide(FormationState state, Instant at) {
        Optional<Answer> member = state.answers().values().stream()
                .filter(answer -> fresh(answer, at) && answer.stage() == Stage.MEMBER)
                .min(Comparator.comparing((Answer answer) -> !answer.quorate())
                        .thenComparing(answer -> letsNobodyIn(state, answer.from(), at))
                        .thenComparing(answer -> -answer.members().size())
                        .thenComparing(Answer::from));
        if (member.isPresent()) {
            Answer met = member.get();
            Instant founded = met.clusterAge() == null ? at : met.at().minus(met.clusterAge());
            return new Step<>(
                    state.enter(Stage.JOINING, met.from(), null, at).withFounded(founded),
                    List.of(new FormationEffect.Join(met.from(), met.seenAll(), met.settled())));
        }
        TreeSet<NodeName> supporters = new TreeSet<>();
        if (state.self().equals(supported(state, at))) {
            supporters.add(state.self());
            state.answers().values().stream()
                    .filter(answer -> fresh(answer, at) && state.self().equals(answer.supports()))
                    .forEach(answer -> supporters.add(answer.from()));
        }
        boolean all = supporters.containsAll(state.quorum().nodes());
        boolean enough = !state.quorum().waitForAll()
                && (state.quorum().suffice(whole(state, supporters, at)) || arbiterGives(state, supporters, at));
        if (!enough && !all) return new Step<>(state.withEnoughSince(null), List.of());
        Instant since = state.enoughSince() == null ? at : state.enoughSince();
        if (all || !at.isBefore(since.plus(WAIT_FOR_REST))) {
            return new Step<>(
                    state.enter(Stage.FORMING, null, null, at).withFounded(at), List.of(new FormationEffect.Form()));
        }
        return new Step<>(state.withEnoughSince(since), List.of());
    }

    /**
     * Whether this node has asked that member in vain for so long that another may be the better one to ask: of two sides
     * without quorum one may wait for nodes that it never hears, and so take nobody in.
     */
    private static boolean letsNobodyIn(FormationState state, NodeName member, Instant at) {
        Instant since = state.targetSince();
        return member.equals(state.target()) && since != null && !at.isBefore(since.plus(LETTING_IN_TAKES));
    }

    /**
     * Those that have lost nothing of what they had stored. One that has may be the only one here that held a change which
     * was accepted, and that an absent node still has: it helps others to found a cluster, and does not count.
     */
    private static List<NodeName> whole(FormationState state, Collection<NodeName> nodes, Instant at) {
        return nodes.stream().filter(node -> !isDamaged(state, node, at)).toList();
    }

    private static boolean isDamaged(FormationState state, NodeName node, Instant at) {
        if (node.equals(state.self())) return state.damaged();
        Answer answer = state.answers().get(node);
        return answer != null && fresh(answer, at) && answer.damaged();
    }

    /** The nodes without a cluster that this node hears, itself included, in the order of names. */
    private static List<NodeName> searching(FormationState state, Instant at) {
        return heard(state, at, Stage.SEARCHING, Stage.FORMING);
    }

    private static List<NodeName> heard(FormationState state, Instant at, Stage... stages) {
        TreeSet<NodeName> names = new TreeSet<>();
        names.add(state.self());
        state.answers().values().stream()
                .filter(answer -> fresh(answer, at) && List.of(stages).contains(answer.stage()))
                .forEach(answer -> names.add(answer.from()));
        return List.copyOf(names);
    }

    private static boolean fresh(Answer answer, Instant at) {
        return !at.isAfter(answer.at().plus(FRESH));
    }

    private static boolean since(FormationState state, Duration length, Instant at) {
        return !at.isBefore(state.stageSince().plus(length));
    }
}
