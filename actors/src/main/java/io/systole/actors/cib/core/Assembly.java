package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.Status;
import io.systole.cib.edit.CibEdits;
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
        return stored.document();
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
        return nodes.equals(before.nodeStates()) ? before : new Status(nodes, before.tickets());
    }

    private static Optional<NodeState> nodeState(CibState state, NodeName node, String id, Status before) {
        MembershipView view = state.view();
        Optional<NodeView> seen = view == null ? Optional.empty() : view.node(node);
        if (seen.isEmpty() || seen.get().standing() == Standing.ABSENT) {
            return Optional.empty();
        }
        Part part = state.parts().getOrDefault(node, Part.unheard());
        NodeFields fields = seen.get().standing().fields();
        var now = new NodeState(id, node, fields, part.attributes(), part.lrm());
        return before.nodeStates().stream().filter(now::equals).findFirst().or(() -> Optional.of(now));
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
