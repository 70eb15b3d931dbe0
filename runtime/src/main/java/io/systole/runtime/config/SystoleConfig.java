package io.systole.runtime.config;

import com.typesafe.config.ConfigObject;
import io.systole.actors.node.FailureProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of one node, checked.
 *
 * <p>Invariant: node names differ, no two nodes share an address and a port, and the node's own name is in the list.
 */
public record SystoleConfig(
        String clusterName,
        String nodeName,
        List<NodeEntry> nodes,
        Directories directories,
        FailureProfile failureProfile,
        QuorumConfig quorum,
        ManagementConfig management,
        TlsConfig tls,
        AgentsConfig agents,
        FencingConfig fencing,
        SbdConfig sbd,
        RemoteConfig remote,
        ShutdownConfig shutdown,
        JmxConfig jmx,
        LogConfig log) {

    public SystoleConfig {
        nodes = List.copyOf(nodes);
    }

    /** This node's own entry of the list. */
    public NodeEntry self() {
        return nodes.stream()
                .filter(node -> node.name().equals(nodeName))
                .findFirst()
                .orElseThrow();
    }

    /** Reads the section {@code systole}, in which all substitutions are resolved and every default is filled in. */
    static SystoleConfig from(ConfigObject systole) throws ConfigRefused {
        var faults = new ArrayList<ConfigFault>();
        var config = new Section(systole, "systole", faults).read(SystoleConfig::read);
        if (!faults.isEmpty()) {
            throw new ConfigRefused(faults);
        }
        return Objects.requireNonNull(config);
    }

    private static @Nullable SystoleConfig read(Section systole) {
        var clusterName = systole.text("cluster-name");
        if (!clusterName.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) {
            systole.fault("cluster-name", clusterName, "must be 1 to 63 letters, digits, hyphens or underscores");
        }
        var portDefault = systole.integer("port");
        var nodes = systole.sections("nodes", section -> NodeEntry.from(section, portDefault));
        var nodeName = systole.section("node", section -> section.text("name"));
        refuseClashes(systole, nodes, nodeName);
        var directories = systole.section("directories", Directories::from);
        var profile = systole.section("failure-detection", section -> section.oneOf("profile", FailureProfile.class));
        var quorum = systole.section("quorum", QuorumConfig::from);
        if (quorum != null) {
            var votes = new TreeMap<String, Integer>();
            nodes.forEach(node -> votes.put(node.name(), node.votes()));
            quorum.check(systole, votes);
        }
        var management = systole.section("management", ManagementConfig::from);
        var tls = systole.section("tls", TlsConfig::from);
        var agents = systole.section("agents", AgentsConfig::from);
        var fencing = systole.section("fencing", FencingConfig::from);
        var sbd = systole.section("sbd", SbdConfig::from);
        var remote = systole.section("remote", RemoteConfig::from);
        var shutdown = systole.section("shutdown", ShutdownConfig::from);
        var jmx = systole.section("jmx", JmxConfig::from);
        var log = systole.section("log", LogConfig::from);
        if (nodeName == null
                || directories == null
                || profile == null
                || quorum == null
                || management == null
                || tls == null
                || agents == null
                || fencing == null
                || sbd == null
                || remote == null
                || shutdown == null
                || jmx == null
                || log == null) {
            return null;
        }
        return new SystoleConfig(
                clusterName,
                nodeName,
                nodes,
                directories,
                profile,
                quorum,
                management,
                tls,
                agents,
                fencing,
                sbd,
                remote,
                shutdown,
                jmx,
                log);
    }

    private static void refuseClashes(Section systole, List<NodeEntry> nodes, @Nullable String nodeName) {
        var names = new LinkedHashSet<String>();
        var endpoints = new LinkedHashSet<String>();
        for (var node : nodes) {
            if (!names.add(node.name())) {
                systole.fault("nodes", node.name(), "is named twice; every node needs a name of its own");
            }
            for (var address : node.addresses()) {
                if (!endpoints.add(address + ":" + node.port())) {
                    systole.fault("nodes", address + ":" + node.port(), "is used twice; give one of them another port");
                }
            }
        }
        if (!nodes.isEmpty() && nodes.stream().mapToInt(NodeEntry::votes).sum() == 0) {
            systole.fault("nodes", "votes = 0 everywhere", "at least one node must have a vote");
        }
        if (nodes.isEmpty()) {
            systole.fault("nodes", "[]", "must list every node of the cluster, this one included");
        } else if (nodeName != null && !names.contains(nodeName)) {
            systole.fault(
                    "node.name",
                    nodeName,
                    "is not in systole.nodes (" + String.join(", ", names)
                            + "); set it there, by --node or by SYSTOLE_NODE_NAME");
        }
    }
}
