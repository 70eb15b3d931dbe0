package io.systole.policy.input;

import io.systole.cib.AgentName;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the remote and guest nodes that resources imply, and makes up the connections of the guests. */
final class ImpliedNodes {
    static final AgentName CONNECTION = new AgentName("ocf", "pacemaker", "remote");

    private final WorkingState state;
    private final NodeReader nodes;

    ImpliedNodes(WorkingState state, NodeReader nodes) {
        this.state = state;
        this.nodes = nodes;
    }

    /** The resources to unpack: those configured, and behind them the implied connections of guests. */
    List<ResourceConfig> read() {
        List<ResourceConfig> resources = new ArrayList<>();
        List<ResourceConfig> implied = new ArrayList<>();
        for (ResourceConfig resource : state.cib.configuration().resources()) {
            resources.add(resource);
            if (resource instanceof Primitive primitive) {
                if (isConnection(primitive.agent())) {
                    addNode(primitive.id().value());
                } else {
                    addGuest(primitive, implied);
                }
            } else if (resource instanceof Template template && isConnection(template.agent())) {
                addNode(template.id().value());
            } else if (resource instanceof Group group) {
                group.members().forEach(member -> addGuest(member, implied));
            }
        }
        resources.addAll(implied);
        return resources;
    }

    private static boolean isConnection(@Nullable AgentName agent) {
        return agent != null
                && agent.resourceClass().equalsIgnoreCase("ocf")
                && "pacemaker".equalsIgnoreCase(agent.provider())
                && agent.type().equalsIgnoreCase("remote");
    }

    private void addNode(String name) {
        if (state.node(name) == null) {
            nodes.begin(state.addNode(name, name, true, 0));
        }
    }

    private void addGuest(Primitive primitive, List<ResourceConfig> implied) {
        List<PropertySet> meta = primitive.metaAttributes();
        String name = NodeReader.lastPair(meta, "remote-node");
        if (name == null) {
            return;
        }
        implied.add(connection(
                name,
                primitive.id().value(),
                new Wishes(
                        NodeReader.lastPair(meta, "remote-allow-migrate"),
                        NodeReader.lastPair(meta, "is-managed"),
                        NodeReader.lastPair(meta, "remote-addr"),
                        NodeReader.lastPair(meta, "remote-port"),
                        NodeReader.lastPair(meta, "remote-connect-timeout"))));
        addNode(name);
    }

    /** What the guest's meta attributes say about its connection. */
    record Wishes(
            @Nullable String allowMigrate,
            @Nullable String isManaged,
            @Nullable String address,
            @Nullable String port,
            @Nullable String connectTimeout) {}

    /** A made-up primitive that connects to the guest which runs inside the container resource. */
    static Primitive connection(String name, String container, Wishes wishes) {
        List<NvPair> meta = new ArrayList<>();
        add(meta, name, "internal_rsc", "true");
        add(meta, name, "container", container);
        add(meta, name, "allow-migrate", wishes.allowMigrate());
        add(meta, name, "is-managed", wishes.isManaged());
        List<NvPair> parameters = new ArrayList<>();
        add(parameters, name, "addr", wishes.address());
        add(parameters, name, "port", wishes.port());
        List<OperationConfig> operations = new ArrayList<>();
        operations.add(operation(name + "-monitor-interval-30s", "monitor", "30s", "30s"));
        operations.add(operation(
                name + "-start-interval-0",
                "start",
                "0",
                wishes.connectTimeout() == null ? "60s" : wishes.connectTimeout()));
        return new Primitive(
                new ResourceId(name),
                CONNECTION,
                null,
                null,
                List.of(PropertySet.of(name + "-instance_attributes", parameters)),
                List.of(PropertySet.of(name + "-meta_attributes", meta)),
                List.of(),
                new Operations(null, null, operations));
    }

    static void add(List<NvPair> pairs, String prefix, String name, @Nullable String value) {
        if (value != null) {
            pairs.add(new NvPair(prefix + "-" + name, null, name, value));
        }
    }

    static OperationConfig operation(String id, String name, String interval, @Nullable String timeout) {
        return new OperationConfig(
                id, name, interval, timeout, null, null, null, null, null, null, null, null, List.of(), List.of());
    }
}
