package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a node that was paused trusts its eyes again. It believes the others lost, though it is itself the one that
 * was missing, and may be no member any more. So it waits for the detection time, after which who is still silent was not
 * heard since. Then
 * <ul>
 *   <li>a side that would have no quorum may act: all that it can do is stop. Where it could fence together with nodes that
 *       are joining it, these have to say first that this run is a member, or be missed: what let them in may have waited
 *       for this node to wake, and they may be gone.
 *   <li>a side that would have it may act when so many of it have said that this run is still a member that they have quorum
 *       together with this node: whoever removed it would have needed one of them.
 *   <li>a node that alone has quorum, and hears nobody, waits longer: a peer that lives has fenced it by then.
 * </ul>
 * The same words decide when a member says that it holds this node for dead (Pekko's quarantine): one sick peer must not end
 * the others, so it counts only if not enough others contradict within the detection time.
 */
final class Sleeper {
    private Sleeper() {}

    /** Whether a paused node is awake by now; who is held for dead by somebody is looked after by {@link #contradict}. */
    static SurvivorState look(SurvivorState state, Instant at) {
        Instant wokeAt = state.history().wokeAt();
        if (wokeAt == null) return state;
        SurvivorTimes times = state.settings().times();
        if (at.isBefore(wokeAt.plus(times.detection()))) return state;
        boolean patient = !at.isBefore(wokeAt.plus(longer(times.detection(), times.sleeperPatience())));
        return mayWake(state, patient)
                ? state.withHistory(state.history().awake()).withChangedAt(at)
                : state;
    }

    private static boolean mayWake(SurvivorState state, boolean patient) {
        if (state.quorum().expelled() != null) return true;
        Side side = Side.of(state);
        Electorate electorate = Electorate.of(state);
        List<NodeName> voters = Side.voters(side.nodes(), state);
        ArbiterRules arbiter = state.settings().quorum().rules().arbiter();
        int arbiterVotes = arbiter == null ? 0 : arbiter.votes();
        boolean couldAct =
                state.settings().ignoreQuorum() || electorate.ground(voters, side.nodes(), arbiterVotes) != Ground.NONE;
        if (!couldAct) return patient || !couldFenceWithStrangers(state, side);
        boolean alone = state.nodes().values().stream()
                .noneMatch(node -> !node.name().equals(state.self()) && node.alive() && isHeard(state, node.name()));
        return alone ? patient || hasNoPeers(state) : isConfirmed(state);
    }

    private static boolean couldFenceWithStrangers(SurvivorState state, Side side) {
        SurvivorState awake = state.withHistory(state.history().awake());
        List<NodeName> joining = QuorumCore.joining(state, side);
        return QuorumCore.mayFence(awake, side, joining)
                && !state.history().confirmedBy().containsAll(joining);
    }

    /**
     * So many others said that this run is a member that they have quorum together with it; who only joins has no vote, but
     * breaks a tie by its word. Who holds it for dead is none of them, whatever it had said before.
     */
    private static boolean isConfirmed(SurvivorState state) {
        Side side = Side.of(state);
        TreeSet<NodeName> present = new TreeSet<>(state.history().confirmedBy());
        present.retainAll(side.nodes());
        Doubt doubt = state.quorum().doubt();
        if (doubt != null) present.removeIf(doubt::isBy);
        TreeSet<NodeName> sure = new TreeSet<>(present);
        sure.retainAll(Side.voters(side.nodes(), state));
        boolean confirmed = !sure.isEmpty();
        sure.add(state.self());
        present.add(state.self());
        ArbiterRules arbiter = state.settings().quorum().rules().arbiter();
        int arbiterVotes = arbiter == null ? 0 : arbiter.votes();
        boolean enough = state.settings().ignoreQuorum()
                || Electorate.of(state).ground(sure, present, arbiterVotes) != Ground.NONE;
        return confirmed && enough;
    }

    /** One sick member that holds this node for dead is overruled by enough others. */
    static SurvivorState contradict(SurvivorState state) {
        if (state.quorum().doubt() == null || !isConfirmed(state)) return state;
        SurvivorState sure = state.withQuorum(state.quorum().withoutDoubt());
        return sure.asleep() ? sure : sure.withHistory(sure.history().unconfirmed());
    }

    /** Why this node is no member any more: somebody said so, and not enough others contradicted in time; else null. */
    static @Nullable String confirmedDoubt(SurvivorState state, Instant at) {
        Doubt doubt = state.quorum().doubt();
        if (doubt == null
                || at.isBefore(doubt.since().plus(state.settings().times().detection()))) return null;
        return "quarantined by " + String.join(", ", doubt.by()) + ", and not enough others say otherwise";
    }

    private static boolean hasNoPeers(SurvivorState state) {
        return state.nodes().values().stream().noneMatch(node -> !node.name().equals(state.self()) && node.alive());
    }

    private static boolean isHeard(SurvivorState state, NodeName other) {
        return !state.cuts().contains(new Cut(state.self(), other));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
