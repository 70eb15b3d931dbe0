package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.stream.Collectors;

/** Decides whether a side has quorum, and says why. */
final class QuorumCore {
    private QuorumCore() {}

    static QuorumVerdict judge(SurvivorState state, Side side) {
        QuorumSettings quorum = state.settings().quorum();
        int votes = Side.votes(side.nodes(), state);
        boolean enough = votes >= quorum.needed();
        if (!state.node(state.self()).phase().votes()) {
            return verdict(false, 0, quorum, "this node is not yet a member");
        }
        if (!side.survives()) {
            return verdict(false, votes, quorum, "another side that hears each other has more votes");
        }
        if (enough && quorum.waitForAll() && !state.seenAll()) {
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

    private static QuorumVerdict verdict(boolean quorate, int votes, QuorumSettings quorum, String reason) {
        return new QuorumVerdict(quorate, votes, quorum.needed(), quorum.expected(), reason);
    }

    static String words(List<NodeName> nodes) {
        return nodes.stream().map(NodeName::value).collect(Collectors.joining(", "));
    }
}
