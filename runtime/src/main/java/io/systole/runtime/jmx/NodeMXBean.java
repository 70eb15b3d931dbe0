package io.systole.runtime.jmx;

import java.util.List;

/** The node, and the cluster as it sees it. */
@Said("This node, and the cluster as it sees it")
public interface NodeMXBean {
    @Said("This node's name")
    String getName();

    @Said("The cluster's name")
    String getCluster();

    @Said("The version of Systole that this node runs")
    String getVersion();

    @Said("The node that makes the plans (DC); empty while there is none")
    String getDc();

    @Said("Whether this node's side of the cluster has quorum")
    boolean isQuorate();

    @Said("Quorum, and why it is so, in words")
    String getQuorum();

    @Said("What this node waits for before it is a member; empty once it is one")
    String getWaitingFor();

    @Said("What is wrong, in words, the most pressing first; empty where nothing is")
    List<String> getAttention();

    @Said("All nodes: members, remote and guest nodes")
    List<NodeLine> getNodes();

    /** One node. */
    interface NodeLine {
        String getName();

        /** As in {@code systole status}: ONLINE, STANDBY, MAINTENANCE, PENDING, SUSPECT, LEAVING, UNCLEAN, OFFLINE, ... */
        String getCondition();

        /** MEMBER, REMOTE or GUEST. */
        String getKind();

        boolean isDc();
    }
}
