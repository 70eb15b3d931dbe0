package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides whether a side has quorum, and says why. The first moments of a loss, in which only some of a side have noticed
 * it, take no quorum away: being outvoted counts only once it lasts.
 */
final class QuorumCore {
    private QuorumCore() {}

    static QuorumVerdict judge(SurvivorState state, Side side) {
        QuorumSettings quorum = state.settings().quorum();
        int votes = Side.votes(side.nodes(), state);
        boolean enough = votes >= quorum.needed();
        Phase phase = state.node(state.self()).phase();
        if (!phase.votes()) {
            boolean left = phase.compareTo(Phase.LEAVING) > 0;
            return verdict(false, 0, quorum, left ? "this node has left" : "this node is not yet a member");
        }
        if (state.history().outvoted()) {
            return verdict(false, votes, quorum, "another side that hears each other has more votes");
        }
        if (enough && quorum.waitForAll() && !state.history().seenAll()) {
            List<NodeName> missing = state.nodes().values().stream()
                    .filter(node -> !node.phase().votes() || !side.nodes().contains(node.name()))
                    .map(KnownNode::name)
                    .toList();
            return verdict(false, votes, quorum, "wait_for_all: not yet seen together with " + words(missing));
        }
        if (enough && quorum.twoNode() && votes == 1) {
            return verdict(true, votes, quorum, "two_node: one vote of two is enough, fencing decides");
        }
        String share = votes + " of " + quorum.expected() + " votes, needed " + quorum.needed();
        return verdict(enough, votes, quorum, share);
    }

    /**
     * May this side fence? With quorum it may, and where quorum is ignored. A side without quorum may, too, when restarted
     * nodes that ask it to be let in would give it quorum: the gossip lets nobody in before the lost ones are gone, so
     * else the last node of a cluster could never be joined again.
     */
    static boolean mayFence(SurvivorState state, Side side) {
        if (!side.survives()
                || state.asleep()
                || !state.node(state.self()).phase().votes()) return false;
        if (!mayWin(state)) return false;
        if (state.settings().ignoreQuorum() || judge(state, side).quorate()) return true;
        TreeSet<NodeName> together = new TreeSet<>(state.supporters());
        side.nodes().stream().filter(name -> state.node(name).phase().votes()).forEach(together::add);
        boolean waits =
                state.settings().quorum().waitForAll() && !state.history().seenAll();
        return !waits
                && !state.supporters().isEmpty()
                && state.settings().quorum().suffice(together);
    }

    /**
     * One of two nodes that wins the race for fencing goes on with the configuration that it has. One that only just came,
     * and may not have what was accepted before or meanwhile, must not win: it would undo that. It waits for its peer, or
     * for an operator. Where a majority is needed, that majority has what was accepted.
     */
    private static boolean mayWin(SurvivorState state) {
        return !state.settings().quorum().twoNode()
                || state.history().synchronised()
                || state.nodes().values().stream()
                        .noneMatch(node -> !node.name().equals(state.self()) && node.phase() != Phase.ABSENT);
    }

    private static QuorumVerdict verdict(boolean quorate, int votes, QuorumSettings quorum, String reason) {
        return new QuorumVerdict(quorate, votes, quorum.needed(), quorum.expected(), reason);
    }

    static String words(List<NodeName> nodes) {
        return nodes.stream().map(NodeName::value).collect(Collectors.joining(", "));
    }
}
