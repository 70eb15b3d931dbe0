package io.systole.policy.simulation;

import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpDigests;
import io.systole.cib.OpHistory;
import io.systole.cib.OpTimes;
import io.systole.cib.ResourceId;
import io.systole.cib.Status;
import io.systole.cib.value.Numbers;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The status section that a simulated transition changes, action by action. */
final class SimulatedStatus {

    private static final String NO_UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final String FEATURE_SET = "3.20.5";

    private final List<NodeState> nodes;
    private final Status original;
    private final String nowSeconds;

    SimulatedStatus(Status original, Instant wallClock) {
        this.original = original;
        this.nodes = new ArrayList<>(original.nodeStates());
        this.nowSeconds = Long.toString(wallClock.getEpochSecond());
    }

    Status status() {
        return new Status(nodes, original.tickets());
    }

    /** The place of a node's state, which is made where there is none. */
    private int place(String name, String id) {
        for (int i = 0; i < nodes.size(); i++) {
            NodeName known = nodes.get(i).uname();
            if (known != null && known.value().equals(name)) {
                return i;
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            NodeState node = nodes.get(i);
            if (id.equals(node.id())) {
                nodes.set(
                        i,
                        new NodeState(
                                node.id(), new NodeName(name), node.fields(), node.transientAttributes(), node.lrm()));
                return i;
            }
        }
        nodes.add(new NodeState(id, new NodeName(name), NodeFields.unknown(), null, null));
        return nodes.size() - 1;
    }

    private void change(String name, String id, UnaryOperator<NodeState> change) {
        int place = place(name, id);
        nodes.set(place, change.apply(nodes.get(place)));
    }

    /** A fenced node is down and clean; what was known of its resources and its attributes is gone. */
    void fenced(String name, String id) {
        change(name, id, node -> {
            NodeFields before = node.fields();
            NodeFields after = new NodeFields(
                    "false",
                    "offline",
                    "down",
                    "down",
                    before.shutdown(),
                    before.remoteNode(),
                    before.nodeFenced(),
                    before.nodeInMaintenance(),
                    before.clearShutdown(),
                    before.connHost(),
                    before.ha(),
                    "simulate_fencing_action");
            return new NodeState(node.id(), node.uname(), after, null, null);
        });
    }

    /** An operation had the expected result. */
    void done(GraphAction action, GraphResource resource, String shownName, String digest) {
        NodeName node = action.onNode();
        if (node == null) {
            return;
        }
        String uuid = action.onNodeUuid();
        String id = action.routerNode() == null && uuid != null ? uuid : node.value();
        change(node.value(), id, state -> record(state, action, resource, shownName, digest));
    }

    private NodeState record(
            NodeState node, GraphAction action, GraphResource resource, String shownName, String digest) {
        List<LrmResource> entries = new ArrayList<>(node.lrmResources());
        int found = onlyOne(entries, shownName);
        found = found < 0 ? onlyOne(entries, resource.id()) : found;
        int at = found < 0 ? firstOf(entries, resource.id()) : found;
        if (at < 0) {
            entries.add(new LrmResource(
                    new ResourceId(resource.id()),
                    resource.agentClass(),
                    resource.provider(),
                    resource.type(),
                    null,
                    null,
                    List.of()));
            at = entries.size() - 1;
        }
        LrmResource entry = entries.get(at);
        List<OpHistory> operations = new ArrayList<>(entry.operations());
        long call = 0;
        for (OpHistory operation : found < 0 ? List.<OpHistory>of() : operations) {
            call = Math.max(call, Numbers.integerOr(operation.callId(), 0));
        }
        put(operations, entry(action, resource, call + 1, digest));
        entries.set(at, entry.withOperations(operations));
        Lrm lrm = node.lrm();
        return node.withLrm(new Lrm(lrm == null ? node.id() : lrm.id(), entries));
    }

    /** The place of the only entry of a resource; one that is there twice is not found, as in the reference. */
    private static int onlyOne(List<LrmResource> entries, String id) {
        long alike =
                entries.stream().filter(each -> each.id().value().equals(id)).count();
        return alike == 1 ? firstOf(entries, id) : -1;
    }

    private static int firstOf(List<LrmResource> entries, String id) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().value().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static void put(List<OpHistory> operations, OpHistory entry) {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).id().equals(entry.id())) {
                operations.set(i, entry);
                return;
            }
        }
        operations.add(entry);
    }

    private OpHistory entry(GraphAction action, GraphResource resource, long call, String digest) {
        boolean reload = action.operation().equals(Task.RELOAD_AGENT)
                || action.operation().equals("reload");
        String operation = reload ? Task.START : action.operation();
        int rc = operation.equals(Task.NOTIFY) ? 0 : action.expectedRc();
        String transition = call + ":-1:" + action.expectedRc() + ":" + NO_UUID;
        return new OpHistory(
                entryId(action, resource.id(), operation),
                resource.id() + "_" + operation + "_" + action.intervalMs(),
                operation,
                Long.toString(action.intervalMs()),
                Long.toString(call),
                Integer.toString(rc),
                "0",
                transition,
                "0:" + rc + ";" + transition,
                "",
                nodeOf(action),
                new OpTimes(null, nowSeconds, "0", "0"),
                new OpDigests(digest, null, null, null, null),
                action.meta("migrate_source"),
                action.meta("migrate_target"),
                "crm_simulate",
                FEATURE_SET);
    }

    private static @Nullable String nodeOf(GraphAction action) {
        NodeName node = action.onNode();
        return node == null ? null : node.value();
    }

    private static String entryId(GraphAction action, String resource, String operation) {
        return switch (operation) {
            case Task.NOTIFY ->
                resource + "_" + action.meta("notify_type") + "_notify_" + action.meta("notify_operation") + "_0";
            case Task.MIGRATE_TO, Task.MIGRATE_FROM -> resource + "_" + operation + "_0";
            default ->
                action.intervalMs() > 0 ? resource + "_" + operation + "_" + action.intervalMs() : resource + "_last_0";
        };
    }
}
