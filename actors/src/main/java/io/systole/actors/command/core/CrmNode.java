package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.value.Truth;
import java.util.List;
import java.util.stream.Collectors;

/** {@code crm_node}: who the caller's node is, and who is in its partition. */
final class CrmNode {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("i", "cluster-id")
            .flag("l", "list")
            .flag("n", "name")
            .flag("p", "partition")
            .flag("q", "quorum")
            .value("N", "name-for-id")
            .value("R", "remove")
            .flag("f", "force")
            .flag("Q", "quiet")
            .flag("V", "verbose");

    private CrmNode() {}

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        Given command =
                options.last(List.of("cluster-id", "list", "name", "partition", "quorum", "name-for-id", "remove"));
        if (command == null) {
            return Said.failed(Exit.USAGE, "crm_node: must specify a command");
        }
        return switch (command.name()) {
            case "cluster-id" ->
                Nodes.id(cib, call.here().value())
                        .<Reply>map(id -> Said.of(id + "\n"))
                        .orElseGet(() -> unknown("this node has no id yet"));
            case "list" -> Said.of(list(cib));
            case "name" -> Said.of(call.target(null) + "\n");
            case "partition" -> Said.of(partition(cib));
            case "quorum" -> Said.of((Truth.isTrue(cib.header().haveQuorum()) ? "1" : "0") + "\n");
            case "name-for-id" -> named(cib, options.valueOr("name-for-id", ""));
            default ->
                Said.failed(
                        Exit.UNIMPLEMENTED, "crm_node: nodes are removed by the configuration file of the others here");
        };
    }

    private static Reply unknown(String why) {
        return Said.failed(Exit.NO_HOST, "error: Node is not known to cluster: " + why);
    }

    /** Members past and present, with their ids; remote nodes are none. */
    private static String list(Cib cib) {
        return cib.configuration().nodes().stream()
                .filter(node -> node.uname() != null && !"remote".equals(node.type()))
                .map(node -> node.id() + " " + node.uname() + " " + state(cib, node.uname()) + "\n")
                .collect(Collectors.joining());
    }

    private static String state(Cib cib, NodeName node) {
        return Nodes.state(cib, node.value()).filter(Nodes::isMember).isPresent() ? "member" : "lost";
    }

    private static String partition(Cib cib) {
        return cib.status().nodeStates().stream()
                        .filter(state -> state.uname() != null && Nodes.isMember(state))
                        .map(NodeState::uname)
                        .map(name -> name + " ")
                        .collect(Collectors.joining())
                + "\n";
    }

    private static Reply named(Cib cib, String id) {
        return cib.configuration().nodes().stream()
                .filter(node -> node.id().equals(id))
                .map(ConfiguredNode::uname)
                .findFirst()
                .<Reply>map(name -> Said.of(name + "\n"))
                .orElseGet(() -> unknown("no node has the id " + id));
    }
}
