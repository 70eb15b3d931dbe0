package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.TicketEdits;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the whole CIB together: configuration, membership, and what each node says of itself. */
final class Assembly {
    private Assembly() {}

    static Cib first(StoredConfiguration stored) {
        Cib document = stored.document();
        var tickets = TicketEdits.afterRestart(document.status().tickets());
        return new Cib(document.header(), document.configuration(), new Status(List.of(), tickets));
    }

    /** The CIB of a state. What is as it was in the CIB before is the same object, so that readers can compare fast. */
    static Cib of(CibState state) {
        Cib before = state.cib();
        Configuration wanted = state.configuration().document().configuration();
        Configuration filled = CibEdits.withNodes(wanted, state.nodes());
        Configuration configuration = filled.equals(before.configuration()) ? before.configuration() : filled;
        Status status = status(state, configuration, before.status());
        return new Cib(header(state, configuration, before), configuration, status);
    }

    private static Status status(CibState state, Configuration configuration, Status before) {
        List<NodeState> nodes = new ArrayList<>();
        for (NodeName node : state.nodes()) {
            nodeState(state, node, id(configuration, node), before).ifPresent(nodes::add);
        }
        for (NodeName node : state.wards().known().keySet()) {
            if (!state.nodes().contains(node)) {
                nodes.add(same(WardRules.nodeState(state, node), before));
            }
        }
        List<TicketState> tickets = Tickets.of(state);
        return nodes.equals(before.nodeStates()) && tickets.equals(before.tickets())
                ? before
                : new Status(nodes, tickets);
    }

    private static Optional<NodeState> nodeState(CibState state, NodeName node, String id, Status before) {
        MembershipView view = state.view();
        Optional<NodeView> seen = view == null ? Optional.empty() : view.node(node);
        Part part = Locks.over(state, node, state.parts().getOrDefault(node, Part.unheard()));
        boolean unseen = seen.isEmpty() || seen.get().standing() == Standing.ABSENT;
        if (unseen && part.lrm() == null) {
            return Optional.empty();
        }
        if (seen.isPresent() && seen.get().standing() == Standing.LOST) {
            part = withoutWishToLeave(part, node);
        }
        NodeFields fields =
                unseen ? Standing.LEFT.fields() : seen.get().standing().fields();
        return Optional.of(same(new NodeState(id, node, fields, part.attributes(), part.lrm()), before));
    }

    /**
     * A node that asked to leave and was lost before it had stopped all is lost like any other: with its wish in the status
     * it would seem to have left in order, and what it ran would be taken over before it is fenced.
     */
    private static Part withoutWishToLeave(Part part, NodeName node) {
        return part.attributes() == null
                ? part
                : StatusEdits.apply(part, node, List.of(new StatusChange.PutAttribute("shutdown", null)));
    }

    private static NodeState same(NodeState now, Status before) {
        return before.nodeStates().stream().filter(now::equals).findFirst().orElse(now);
    }

    private static CibHeader header(CibState state, Configuration configuration, Cib before) {
        CibHeader stored = state.configuration().document().header();
        CibVersion version = stored.version();
        CibVersion last = before.header().version();
        boolean same = last.adminEpoch() == version.adminEpoch() && last.epoch() == version.epoch();
        return new CibHeader(
                new CibVersion(version.adminEpoch(), version.epoch(), same ? last.numUpdates() + 1 : 0),
                stored.validateWith(),
                StoredConfiguration.FEATURE_SET,
                state.quorate() ? "1" : "0",
                dc(state, configuration),
                stored.cibLastWritten(),
                stored.updateOrigin(),
                stored.updateClient(),
                stored.updateUser(),
                null,
                null,
                null,
                null);
    }

    private static @Nullable String dc(CibState state, Configuration configuration) {
        NodeName writer =
                state.writing().isWriter() ? state.self() : state.writing().writer();
        return writer == null ? null : id(configuration, writer);
    }

    private static String id(Configuration configuration, NodeName node) {
        return configuration.nodes().stream()
                .filter(entry -> Objects.equals(entry.uname(), node))
                .map(ConfiguredNode::id)
                .findFirst()
                .orElse(node.value());
    }
}
