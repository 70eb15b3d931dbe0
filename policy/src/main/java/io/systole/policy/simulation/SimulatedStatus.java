package io.systole.policy.simulation;

import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceId;
import io.systole.cib.Status;
import io.systole.cib.TransientAttributes;
import io.systole.cib.value.Numbers;
import io.systole.policy.action.Task;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The status section that a simulated transition changes, action by action. */
final class SimulatedStatus {

    private final List<NodeState> nodes;
    private final Status original;
    private final String nowSeconds;
    private final SortedSet<String> touched = new TreeSet<>();

    SimulatedStatus(Status original, Instant wallClock) {
        this.original = original;
        this.nodes = new ArrayList<>(original.nodeStates());
        this.nowSeconds = Long.toString(wallClock.getEpochSecond());
    }

    Status status() {
        return new Status(nodes, original.tickets());
    }

    /** The names of the nodes whose state was looked at or changed. */
    SortedSet<String> touched() {
        return touched;
    }

    /** Whether there is an entry for a resource on a node. */
    boolean knows(String node, String resource) {
        return nodes.stream()
                .filter(each -> each.uname() != null && each.uname().value().equals(node))
                .flatMap(each -> each.lrmResources().stream())
                .anyMatch(entry -> entry.id().value().equals(resource));
    }

    /** The place of a node's state, which is made where there is none. */
    private int place(String name, String id) {
        touched.add(name);
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

    /** An operation had a result; the one that was expected unless it is said to have failed. */
    void done(GraphAction action, GraphResource resource, String shownName, String digest, @Nullable Integer failedRc) {
        NodeName node = action.onNode();
        if (node == null) {
            return;
        }
        String uuid = action.onNodeUuid();
        String id = action.routerNode() == null && uuid != null ? uuid : node.value();
        String operation = recorded(action.operation());
        int rc = operation.equals(Task.NOTIFY) ? 0 : action.expectedRc();
        SimulatedOperation done = new SimulatedOperation(
                resource,
                operation,
                action.intervalMs(),
                failedRc == null ? rc : failedRc,
                action.expectedRc(),
                failedRc == null ? "" : "User-injected result",
                digest,
                action.meta("migrate_source"),
                action.meta("migrate_target"),
                operation.equals(Task.NOTIFY)
                        ? action.meta("notify_type") + "_notify_" + action.meta("notify_operation")
                        : null);
        change(node.value(), id, state -> record(state, done, shownName));
    }

    /** A reload is recorded as a start. */
    static String recorded(String operation) {
        return operation.equals(Task.RELOAD_AGENT) || operation.equals("reload") ? Task.START : operation;
    }

    /** Records the result of an operation that was pretended. */
    void done(String node, String id, SimulatedOperation done) {
        change(node, id, state -> record(state, done, done.resource().id()));
    }

    private NodeState record(NodeState node, SimulatedOperation done, String shownName) {
        GraphResource resource = done.resource();
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
        NodeName name = node.uname();
        for (String entryId : done.entryIds()) {
            put(operations, done.entry(entryId, call + 1, name == null ? "" : name.value(), nowSeconds));
        }
        entries.set(at, entry.withOperations(operations));
        Lrm lrm = node.lrm();
        return node.withLrm(new Lrm(lrm == null ? node.id() : lrm.id(), entries));
    }

    /** Sets the fields of a node's membership. */
    void membership(String name, String id, String inCcm, String crmd, String join, String expected) {
        change(name, id, node -> {
            NodeFields before = node.fields();
            return node.withFields(new NodeFields(
                    inCcm,
                    crmd,
                    join,
                    expected,
                    before.shutdown(),
                    before.remoteNode(),
                    before.nodeFenced(),
                    before.nodeInMaintenance(),
                    before.clearShutdown(),
                    before.connHost(),
                    before.ha(),
                    "crm_simulate"));
        });
    }

    /** Forgets what is known of a node's resources, and its transient attributes. */
    void forget(String name, String id) {
        change(name, id, node -> node.withLrm(null).withTransientAttributes(null));
    }

    /** A transient attribute of a node, null where it has none of that name. */
    @Nullable
    String attribute(String name, String id, String attribute) {
        for (PropertySet set : nodes.get(place(name, id)).transientSets()) {
            String value = set.value(attribute);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The id that a node's state has. */
    String idOf(String name, String id) {
        String known = nodes.get(place(name, id)).id();
        return known == null ? id : known;
    }

    /** Sets a transient attribute in the node's first set, where a pair of the same id is replaced. */
    void setAttribute(String name, String id, String attribute, String value) {
        change(name, id, node -> {
            TransientAttributes before = node.transientAttributes();
            List<PropertySet> sets = new ArrayList<>(node.transientSets());
            PropertySet first = sets.isEmpty() ? PropertySet.of(String.valueOf(node.id()), List.of()) : sets.get(0);
            String pairId = first.id() + "-" + attribute.replaceAll("[^A-Za-z0-9._-]", ".");
            NvPair written = new NvPair(pairId, null, attribute, value);
            List<NvPair> pairs = new ArrayList<>(first.pairs());
            pairs.replaceAll(pair -> pairId.equals(pair.id()) ? written : pair);
            if (!pairs.contains(written)) {
                pairs.add(written);
            }
            PropertySet changed = new PropertySet(first.id(), first.idRef(), first.score(), first.rule(), pairs);
            if (sets.isEmpty()) {
                sets.add(changed);
            } else {
                sets.set(0, changed);
            }
            return node.withTransientAttributes(new TransientAttributes(
                    before == null ? node.id() : before.id(), sets, before == null ? List.of() : before.utilization()));
        });
    }

    /** Counts a failure in the node's attributes; returns the lines that say so. */
    List<ReportItem> countFailure(String name, String id, String failure, boolean fatal) {
        String counter = "fail-count-" + failure;
        String known = attribute(name, id, counter);
        String count = fatal ? "INFINITY" : Long.toString(Numbers.integerOr(known, 0) + 1);
        setAttribute(name, id, counter, count);
        setAttribute(name, id, "last-failure-" + failure, nowSeconds);
        String place = idOf(name, id);
        return List.of(injected(counter, count, place), injected("last-failure-" + failure, nowSeconds, place));
    }

    private static ReportItem injected(String name, String value, String place) {
        return new ReportItem(
                "Injecting attribute " + name + "=" + value + " into /node_state '" + place + "'",
                ReportElement.leaf("inject_attr")
                        .with("name", name)
                        .with("value", value)
                        .with("node_path", "/node_state")
                        .with("cib_node", place));
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
                operations.set(i, over(operations.get(i), entry));
                return;
            }
        }
        operations.add(entry);
    }

    /** An entry in the place of another, of which stays what the new one does not say. */
    private static OpHistory over(OpHistory before, OpHistory entry) {
        Map<String, String> attributes = new TreeMap<>(before.attributes());
        attributes.putAll(entry.attributes());
        return OpHistory.of(attributes);
    }
}
