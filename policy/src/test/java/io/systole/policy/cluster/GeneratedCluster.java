package io.systole.policy.cluster;

import io.systole.policy.cluster.ClusterShape.Kind;
import io.systole.policy.digest.ParameterDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes the CIB of a cluster of any size, as a cluster that runs has it, in a form that Pacemaker 2.1 reads as well. It has
 * fencing with one device, and every resource has a parameter and a monitor.
 */
public final class GeneratedCluster {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final String FEATURES = "3.16.2";
    private static final String AGENT = " class=\"ocf\" provider=\"pacemaker\" type=\"Dummy\"";
    private static final String DEVICE = " class=\"stonith\" type=\"fence_dummy\"";

    private final ClusterShape shape;
    private final ClusterState state;
    private final StringBuilder xml = new StringBuilder();
    private int calls;

    private GeneratedCluster(ClusterShape shape, ClusterState state) {
        this.shape = shape;
        this.state = state;
    }

    /** The cluster's CIB as a document. */
    public static String xml(ClusterShape shape, ClusterState state) {
        GeneratedCluster cluster = new GeneratedCluster(shape, state);
        cluster.write();
        return cluster.xml.toString();
    }

    private void write() {
        line(
                "<cib validate-with=\"pacemaker-3.9\" crm_feature_set=\"%s\" admin_epoch=\"1\" epoch=\"2\" num_updates=\"3\""
                                .formatted(FEATURES)
                        + " have-quorum=\"1\" dc-uuid=\"" + (nodes() - 1) + "\">");
        line("<configuration>");
        line("<crm_config><cluster_property_set id=\"options\">"
                + "<nvpair id=\"options-stonith-enabled\" name=\"stonith-enabled\" value=\"true\"/>"
                + "</cluster_property_set></crm_config>");
        line("<nodes>");
        for (int node = 0; node < nodes(); node++) {
            line("<node id=\"" + node + "\" uname=\"" + name(node) + "\"/>");
        }
        line("</nodes>");
        line("<resources>");
        line("<primitive id=\"fencing\"" + DEVICE + "/>");
        resources();
        line("</resources>");
        line("<constraints>");
        constraints();
        line("</constraints>");
        line("</configuration>");
        line("<status>");
        for (int node = 0; node < nodes(); node++) {
            status(node);
        }
        line("</status>");
        line("</cib>");
    }

    private void line(String text) {
        xml.append(text).append('\n');
    }

    private int nodes() {
        return shape.nodes();
    }

    private static String name(int node) {
        return "node" + node;
    }

    private void resources() {
        for (int i = 0; i < shape.count(); i++) {
            switch (shape.kind()) {
                case PRIMITIVES, CHAIN -> primitive(resource(i));
                case CHAIN_BACKWARDS -> primitive(resource(shape.count() - 1 - i));
                case GROUPS -> group("g" + i, members(i));
                case CLONES -> {
                    line("<clone id=\"c" + i + "\">");
                    primitive(resource(i));
                    line("</clone>");
                }
                case ONE_GROUP -> {
                    group("g", leaves());
                    return;
                }
            }
        }
    }

    private void group(String id, List<String> members) {
        line("<group id=\"" + id + "\">");
        members.forEach(this::primitive);
        line("</group>");
    }

    private static String resource(int number) {
        return "r" + number;
    }

    private static List<String> members(int group) {
        List<String> members = new ArrayList<>();
        for (int m = 0; m < ClusterShape.GROUP_SIZE; m++) {
            members.add("g" + group + "r" + m);
        }
        return members;
    }

    /** All primitives of the cluster but the fence device. */
    private List<String> leaves() {
        List<String> leaves = new ArrayList<>();
        for (int i = 0; i < shape.count(); i++) {
            if (shape.kind() == Kind.GROUPS) {
                leaves.addAll(members(i));
            } else {
                leaves.add(resource(i));
            }
        }
        return leaves;
    }

    private void primitive(String id) {
        line("<primitive id=\"" + id + "\"" + AGENT + ">");
        line("<instance_attributes id=\"" + id + "-params\"><nvpair id=\"" + id
                + "-params-fake\" name=\"fake\" value=\"" + id + "\"/></instance_attributes>");
        line("<operations><op id=\"" + id + "-monitor\" name=\"monitor\" interval=\"10s\"/></operations>");
        line("</primitive>");
    }

    private void constraints() {
        switch (shape.kind()) {
            case PRIMITIVES -> {
                for (int i = 0; i < shape.count(); i++) {
                    prefers(resource(i), i % nodes());
                }
            }
            case GROUPS -> chain("g");
            case CHAIN, CHAIN_BACKWARDS -> chain("r");
            case ONE_GROUP -> prefers("g", 0);
            case CLONES -> {}
        }
    }

    private void prefers(String id, int node) {
        line("<rsc_location id=\"" + id + "-prefers\" rsc=\"" + id + "\" node=\"" + name(node) + "\" score=\"100\"/>");
    }

    private void chain(String prefix) {
        prefers(prefix + 0, 0);
        for (int i = 1; i < shape.count(); i++) {
            String before = prefix + (i - 1);
            String id = prefix + i;
            line("<rsc_colocation id=\"" + id + "-with\" rsc=\"" + id + "\" with-rsc=\"" + before
                    + "\" score=\"INFINITY\"/>");
            line("<rsc_order id=\"" + id + "-after\" first=\"" + before + "\" then=\"" + id + "\"/>");
        }
    }

    private void status(int node) {
        boolean down = state == ClusterState.NODE_DOWN && node == 0;
        line(
                "<node_state id=\"%d\" uname=\"%s\" in_ccm=\"%s\" crmd=\"%s\" crm-debug-origin=\"do_update_resource\" join=\"%s\" expected=\"%s\">"
                        .formatted(
                                node,
                                name(node),
                                !down,
                                down ? "offline" : "online",
                                down ? "down" : "member",
                                down ? "down" : "member"));
        if (!down) {
            line("<lrm id=\"" + node + "\"><lrm_resources>");
            boolean added = state == ClusterState.NODE_ADDED && node == nodes() - 1;
            if (state != ClusterState.START && !added) {
                history(node);
            }
            line("</lrm_resources></lrm>");
        }
        line("</node_state>");
    }

    private void history(int node) {
        line("<lrm_resource id=\"fencing\"" + DEVICE + ">");
        entry("fencing", node, node == nodes() - 1 ? "start" : "monitor", 0, node == nodes() - 1 ? 0 : 7);
        line("</lrm_resource>");
        int at = 0;
        for (String leaf : leaves()) {
            line("<lrm_resource id=\"" + leaf + "\"" + AGENT + ">");
            if (runs(at++, node)) {
                entry(leaf, node, "start", 0, 0);
                entry(leaf, node, "monitor", 10_000, 0);
            } else {
                entry(leaf, node, "monitor", 0, 7);
            }
            line("</lrm_resource>");
        }
    }

    private boolean runs(int leaf, int node) {
        return switch (shape.kind()) {
            case PRIMITIVES -> leaf % nodes() == node;
            case CLONES -> true;
            case GROUPS, CHAIN, CHAIN_BACKWARDS, ONE_GROUP -> node == 0;
        };
    }

    private void entry(String id, int node, String task, int intervalMs, int result) {
        calls++;
        TreeMap<String, String> hashed = new TreeMap<>();
        if (!id.equals("fencing")) {
            hashed.put("fake", id);
        }
        if (intervalMs > 0) {
            hashed.put("CRM_meta_timeout", "20000");
        }
        String key = calls + ":1:" + result + ":" + UUID;
        line(
                ("<lrm_rsc_op id=\"%s\" operation_key=\"%s_%s_%d\" operation=\"%s\" crm-debug-origin=\"do_update_resource\""
                                + " crm_feature_set=\"%s\" transition-key=\"%s\" transition-magic=\"0:%d;%s\" exit-reason=\"\""
                                + " on_node=\"%s\" call-id=\"%d\" rc-code=\"%d\" op-status=\"0\" interval=\"%d\""
                                + " last-rc-change=\"%d\" exec-time=\"12\" queue-time=\"0\" op-digest=\"%s\"/>")
                        .formatted(
                                intervalMs > 0 ? id + "_" + task + "_" + intervalMs : id + "_last_0",
                                id,
                                task,
                                intervalMs,
                                task,
                                FEATURES,
                                key,
                                result,
                                key,
                                name(node),
                                calls,
                                result,
                                intervalMs,
                                1_700_000_000 + calls,
                                ParameterDigest.of(hashed)));
    }
}
