package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.ExpectedVotes;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumFacts;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Memberships for tests. */
public final class Views {
    private Views() {}

    public static MembershipView of(NodeName self, List<NodeView> nodes, QuorumVerdict quorum) {
        return view(self, nodes, quorum, false);
    }

    /** All online and quorate. */
    public static MembershipView online(String self, String... names) {
        return view(
                new NodeName(self), nodes(names), new QuorumVerdict(true, names.length, 1, names.length, "all"), false);
    }

    /** All online, but this node slept. */
    public static MembershipView asleep(String self, String... names) {
        return view(
                new NodeName(self), nodes(names), new QuorumVerdict(true, names.length, 1, names.length, "all"), true);
    }

    /** These are online, and too few. */
    public static MembershipView withoutQuorum(String self, String... names) {
        return of(
                new NodeName(self),
                nodes(names),
                new QuorumVerdict(false, names.length, names.length + 1, 2 * names.length, "too few"));
    }

    /** The others hold this node for dead. */
    public static MembershipView expelled(String self, String... names) {
        var facts = new QuorumFacts(ExpectedVotes.asConfigured(), new TreeMap<>(), ArbiterVote.none(), "fenced");
        return of(new NodeName(self), nodes(names), new QuorumVerdict(false, 0, 1, 1, "expelled", facts));
    }

    /** The same, but one of the nodes runs for the second time. */
    public static MembershipView bornAnew(MembershipView before, String node) {
        var nodes = before.nodes().stream()
                .map(each -> each.name().value().equals(node)
                        ? new NodeView(each.name(), each.incarnation() + 1, each.standing(), each.since())
                        : each)
                .toList();
        return of(before.self(), nodes, before.quorum());
    }

    /** The same, but one of the nodes stands so. */
    public static MembershipView standing(MembershipView before, String node, Standing standing) {
        var nodes = before.nodes().stream()
                .map(each -> each.name().value().equals(node)
                        ? new NodeView(each.name(), each.incarnation(), standing, each.since())
                        : each)
                .toList();
        return of(before.self(), nodes, before.quorum());
    }

    private static List<NodeView> nodes(String... names) {
        return Stream.of(names)
                .map(name -> new NodeView(new NodeName(name), 1, Standing.ONLINE, Instant.EPOCH))
                .toList();
    }

    private static MembershipView view(NodeName self, List<NodeView> nodes, QuorumVerdict quorum, boolean asleep) {
        return new MembershipView(self, nodes, quorum, true, true, true, asleep, self, List.of(), List.of());
    }
}
