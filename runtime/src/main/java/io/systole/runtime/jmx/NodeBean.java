package io.systole.runtime.jmx;

import io.systole.cib.NodeName;
import io.systole.runtime.Version;
import io.systole.runtime.http.ClusterDoor.NodeVerb;
import io.systole.runtime.status.NodeView;
import java.util.List;
import java.util.Objects;

/** Nodes by the status. */
final class NodeBean implements NodeOperationsMXBean {
    private final Door door;

    NodeBean(Door door) {
        this.door = door;
    }

    private record Line(NodeView node) implements NodeLine {
        @Override
        public String getName() {
            return node.name();
        }

        @Override
        public String getCondition() {
            return node.condition().name();
        }

        @Override
        public String getKind() {
            return node.kind().name();
        }

        @Override
        public boolean isDc() {
            return node.isDc();
        }
    }

    @Override
    public String getName() {
        return door.status().askedNode();
    }

    @Override
    public String getCluster() {
        return door.status().cluster();
    }

    @Override
    public String getVersion() {
        return Version.text();
    }

    @Override
    public String getDc() {
        return Objects.requireNonNullElse(door.status().dc(), "");
    }

    @Override
    public boolean isQuorate() {
        return door.status().quorate();
    }

    @Override
    public String getQuorum() {
        return door.status().quorum();
    }

    @Override
    public String getWaitingFor() {
        return Objects.requireNonNullElse(door.status().waitingFor(), "");
    }

    @Override
    public List<String> getAttention() {
        return door.status().attention();
    }

    @Override
    public List<NodeLine> getNodes() {
        return door.status().nodes().stream().<NodeLine>map(Line::new).toList();
    }

    @Override
    public String standby(String node) {
        return change("standby of node ", node, NodeVerb.STANDBY);
    }

    @Override
    public String maintenance(String node) {
        return change("maintenance of node ", node, NodeVerb.MAINTENANCE);
    }

    @Override
    public String online(String node) {
        return change("the end of standby and maintenance of node ", node, NodeVerb.ONLINE);
    }

    private String change(String what, String node, NodeVerb verb) {
        return door.change(what + node, cluster -> cluster.node(new NodeName(node), verb));
    }
}
