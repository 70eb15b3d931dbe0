package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a side has quorum, and says why. The first moments of a loss, in which only some of a side have noticed
 * it, take no quorum away: being outvoted counts only once it lasts.
 */
final class QuorumCore {
    private QuorumCore() {}

    static QuorumVerdict judge(SurvivorState state, Side side) {
        Tally tally = Tally.of(state, side);
        Phase phase = state.node(state.self()).phase();
        String expelled = state.quorum().expelled();
        if (expelled != null) return tally.without("this node is no member any more: " + expelled);
        if (!phase.votes()) {
            boolean left = phase.compareTo(Phase.LEAVING) > 0;
            return tally.without(left ? "this node has left" : "this node is not yet a member");
        }
        if (state.history().outvoted()) {
            return tally.verdict(false, "another side that hears each other has more votes");
        }
        boolean enough = tally.ground() != Ground.NONE;
        if (enough && state.settings().quorum().waitForAll() && !state.history().seenAll()) {
            return tally.verdict(false, "wait_for_all: not yet seen together with " + words(missing(state, side)));
        }
        if (!enough && isHeld(state, side)) {
            String who = tally.byLease() ? "the lease is being asked for" : "the arbiter is being asked";
            return tally.verdict(true, who + ", quorum is kept meanwhile; " + tally.share());
        }
        return tally.verdict(enough, tally.reason());
    }

    private static List<NodeName> missing(SurvivorState state, Side side) {
        return state.nodes().values().stream()
                .filter(node -> !node.phase().votes() || !side.nodes().contains(node.name()))
                .map(KnownNode::name)
                .toList();
    }

    /** It had quorum before the membership changed, and the arbiter has not answered for the new one yet. */
    private static boolean isHeld(SurvivorState state, Side side) {
        return state.quorum().held() && arbiterIsAsked(state, side);
    }

    static boolean arbiterIsAsked(SurvivorState state, Side side) {
        if (state.settings().quorum().rules().arbiter() == null) return false;
        ArbiterVote vote = state.quorum().arbiter();
        return vote.answer() == ArbiterVote.Answer.UNKNOWN || !vote.ring().equals(Ring.of(state, side));
    }

    /**
     * May this side fence? With quorum it may, and where quorum is ignored. A side without quorum may, too, when restarted
     * nodes that ask it to be let in, or that are joining it, would give it quorum: the gossip makes nobody a full member
     * before the lost ones are gone, so else the last node of a cluster could never be joined again. Somebody else may have
     * let these in: only who is heard counts. Quorum that is only kept while an arbiter is asked lets nobody be fenced.
     */
    static boolean mayFence(SurvivorState state, Side side) {
        return mayFence(
                state,
                side,
                joining(state, side).stream()
                        .filter(name -> state.node(name).heard())
                        .toList());
    }

    /** The same, with these of those that are joining it. */
    static boolean mayFence(SurvivorState state, Side side, List<NodeName> joining) {
        if (!side.survives()
                || state.asleep()
                || state.quorum().expelled() != null
                || !state.node(state.self()).phase().votes()) return false;
        Tally tally = Tally.of(state, side);
        TreeSet<NodeName> together = new TreeSet<>(state.supporters());
        together.addAll(joining);
        boolean supported = !together.isEmpty();
        together.addAll(tally.voters());
        Electorate electorate = Electorate.of(state);
        if (!mayWin(state, electorate.trueMajority(together))) return false;
        boolean quorate = judge(state, side).quorate() && tally.ground() != Ground.NONE;
        if (state.settings().ignoreQuorum() || quorate) return true;
        boolean waits =
                state.settings().quorum().waitForAll() && !state.history().seenAll();
        return !waits && supported && electorate.ground(together, together, tally.arbiterVotes()) != Ground.NONE;
    }

    /** The nodes of the side that were let in and are no full members yet. */
    static List<NodeName> joining(SurvivorState state, Side side) {
        return side.nodes().stream()
                .filter(name -> state.node(name).phase() == Phase.JOINING)
                .toList();
    }

    /**
     * A side without a majority, such as one of two nodes that wins the race for fencing, goes on with the configuration that
     * it has. A node that only just came, and may not have what was accepted before or meanwhile, must not lead it: that
     * would undo it. It waits for its peers, or for an operator. A majority has what was accepted.
     */
    private static boolean mayWin(SurvivorState state, boolean majority) {
        return majority
                || state.history().synchronised()
                || state.nodes().values().stream()
                        .noneMatch(node -> !node.name().equals(state.self()) && node.phase() != Phase.ABSENT);
    }

    static QuorumFacts facts(SurvivorState state) {
        SortedMap<NodeName, Long> out = new TreeMap<>();
        state.nodes().values().stream()
                .filter(KnownNode::countedOut)
                .forEach(node -> out.put(node.name(), node.incarnation()));
        QuorumMemory memory = state.quorum();
        return new QuorumFacts(memory.expected(), out, memory.arbiter(), memory.expelled());
    }

    static String words(Collection<NodeName> nodes) {
        return nodes.stream().map(NodeName::value).collect(Collectors.joining(", "));
    }

    /** The votes of one side, counted. */
    private record Tally(
            SurvivorState state,
            List<NodeName> voters,
            int arbiterVotes,
            int votes,
            int needed,
            int expected,
            Ground ground,
            @Nullable NodeName decider,
            @Nullable NodeName oldest) {
        static Tally of(SurvivorState state, Side side) {
            Electorate electorate = Electorate.of(state);
            List<NodeName> voters = Side.voters(side.nodes(), state);
            int arbiterVotes = arbiterVotes(state, side);
            return new Tally(
                    state,
                    voters,
                    arbiterVotes,
                    electorate.votes(voters) + (byLease(state) ? 0 : arbiterVotes),
                    electorate.needed(),
                    electorate.expected(),
                    electorate.ground(voters, side.nodes(), arbiterVotes),
                    electorate.decider(),
                    electorate.oldest());
        }

        private static int arbiterVotes(SurvivorState state, Side side) {
            ArbiterRules rules = state.settings().quorum().rules().arbiter();
            ArbiterVote vote = state.quorum().arbiter();
            boolean has = vote.answer() == ArbiterVote.Answer.ACK && vote.ring().equals(Ring.of(state, side));
            return rules != null && has ? rules.votes() : 0;
        }

        private static boolean byLease(SurvivorState state) {
            return state.settings().quorum().rules().lease() != null;
        }

        boolean byLease() {
            return byLease(state);
        }

        QuorumVerdict without(String reason) {
            return new QuorumVerdict(false, 0, needed, expected, reason, facts(state));
        }

        QuorumVerdict verdict(boolean quorate, String reason) {
            boolean majority = !quorate
                    || (byLease()
                            ? ground == Ground.MAJORITY
                            : Electorate.of(state).trueMajority(voters));
            int enough = majority ? needed : Math.min(needed, expected / 2);
            return new QuorumVerdict(quorate, votes, enough, expected, reason, facts(state));
        }

        String reason() {
            return switch (ground) {
                case TWO_NODE -> "two_node: one vote of two is enough, fencing decides";
                case TIE -> "auto_tie_breaker: " + votes + " of " + expected + " votes, and " + decider + " is here";
                case OLDEST -> "keep-oldest: " + oldest + ", the oldest member, is here";
                case OLDEST_ALONE -> "keep-oldest: " + oldest + ", the oldest member, is alone on the other side";
                case LEASE -> "lease-majority: this side has the lease; " + share();
                case MAJORITY -> share();
                case NONE -> notEnough();
            };
        }

        private String notEnough() {
            if (byLease())
                return "lease-majority: members are missed, and this side does not have the lease; " + share();
            if (state.settings().quorum().rules().strategy() == Strategy.KEEP_OLDEST) {
                boolean here = oldest != null && voters.contains(oldest);
                return "keep-oldest: " + oldest + ", the oldest member, is "
                        + (here ? "alone here, and gives way to the others" : "on another side");
            }
            boolean half = decider != null && 2 * votes == expected;
            return share() + (half ? "; auto_tie_breaker: half of them, and " + decider + " is not here" : "");
        }

        String share() {
            SortedMap<NodeName, Long> out = facts(state).countedOut();
            return votes + " of " + expected + " votes"
                    + (arbiterVotes > 0 && !byLease() ? " (" + arbiterVotes + " of the arbiter)" : "") + ", needed "
                    + needed
                    + (out.isEmpty() ? "" : "; not counted until they come back: " + words(out.keySet()));
        }
    }
}
