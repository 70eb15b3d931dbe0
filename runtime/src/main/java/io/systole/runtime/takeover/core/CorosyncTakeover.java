package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A corosync.conf as a systole.conf.
 *
 * @param text of systole.conf; of no use where a remark is a fault
 * @param nodes the names of the nodes
 */
public record CorosyncTakeover(String text, List<String> nodes, List<Remark> remarks) {
    public CorosyncTakeover {
        nodes = List.copyOf(nodes);
        remarks = List.copyOf(remarks);
    }

    /**
     * Takes a file over.
     *
     * @param source the file's name, for remarks
     * @param nameOfId the names of the CIB's members by their ids; they name nodes that have no name in the file
     * @param nameOfCib the cluster's name by the CIB; empty where it has none
     */
    public static CorosyncTakeover of(
            String source, String content, SortedMap<String, String> nameOfId, String nameOfCib) {
        var remarks = new Remarks(source);
        ConfSection file = CorosyncText.read(content, remarks);
        TotemPart totem = TotemPart.of(file, nameOfCib, remarks);
        List<TakenNode> nodes = NodeList.of(file, nameOfId, remarks);
        List<String> quorum = QuorumPart.of(file, nodes, remarks);
        String level = logLevel(file, remarks);
        file.sections().stream()
                .filter(section ->
                        !List.of("totem", "nodelist", "quorum", "logging").contains(section.name()))
                .forEach(section -> KnownWords.section(section, remarks));
        return new CorosyncTakeover(
                text(source, totem, nodes, quorum, level),
                nodes.stream().map(TakenNode::name).toList(),
                remarks.sorted());
    }

    private static String logLevel(ConfSection file, Remarks remarks) {
        String level = "info";
        for (ConfSection logging : file.sections("logging")) {
            for (ConfValue value : logging.values()) {
                if (value.key().equals("debug")) {
                    boolean on = List.of("on", "trace").contains(value.value());
                    level = on ? "debug" : level;
                    remarks.taken(value, "log.level = " + level);
                } else {
                    KnownWords.logging(value, remarks);
                }
            }
            for (ConfSection inner : logging.sections()) {
                remarks.add(
                        inner.line(),
                        inner.name() + " { ... }",
                        Remark.Kind.NO_COUNTERPART,
                        "log.level is one for all parts of a node");
            }
        }
        return level;
    }

    private static String text(
            String source, TotemPart totem, List<TakenNode> nodes, List<String> quorum, String level) {
        String list = nodes.stream().map(CorosyncTakeover::entry).collect(Collectors.joining("\n"));
        var text = new StringBuilder();
        text.append("# Made from ").append(source).append(" by `systole import`. The same file serves all nodes.\n");
        text.append("# All keys with their defaults: conf/systole.conf of Systole.\n");
        text.append("systole {\n  cluster-name = \"")
                .append(totem.clusterName())
                .append("\"\n");
        text.append("  nodes = [\n").append(list).append("\n  ]\n");
        text.append("  failure-detection.profile = ").append(totem.profile()).append('\n');
        if (!quorum.isEmpty()) {
            text.append("  quorum {\n");
            quorum.forEach(line -> text.append("    ").append(line).append('\n'));
            text.append("  }\n");
        }
        if (!level.equals("info")) {
            text.append("  log.level = ").append(level).append('\n');
        }
        return text.append("}\n").toString();
    }

    private static String entry(TakenNode node) {
        var parts = new ArrayList<String>();
        parts.add("name = " + Quoted.of(node.name()));
        parts.add("addresses = ["
                + node.addresses().stream().map(address -> Quoted.of(address)).collect(Collectors.joining(", ")) + "]");
        if (node.votes() != 1) {
            parts.add("votes = " + node.votes());
        }
        return "    { " + String.join(", ", parts) + " }";
    }
}
