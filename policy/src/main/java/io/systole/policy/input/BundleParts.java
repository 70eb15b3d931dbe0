package io.systole.policy.input;

import io.systole.cib.AgentName;
import io.systole.cib.BundleContainer;
import io.systole.cib.BundleNetwork;
import io.systole.cib.Clone;
import io.systole.cib.NvPair;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes up the configuration of the resources that a bundle implies. */
final class BundleParts {
    private final BundleLayout layout;
    private final String bundle;

    BundleParts(BundleLayout layout) {
        this.layout = layout;
        this.bundle = layout.config.id().value();
    }

    /** The clone of the primitive inside. */
    Clone clone(Primitive inner) {
        boolean promoted = layout.promotedMax > 0;
        String id = bundle + (promoted ? "-master" : "-clone");
        List<NvPair> meta = new ArrayList<>();
        ImpliedNodes.add(meta, id, "ordered", "true");
        ImpliedNodes.add(meta, id, "clone-max", Integer.toString(layout.replicas));
        ImpliedNodes.add(meta, id, "clone-node-max", Integer.toString(layout.perHost));
        ImpliedNodes.add(meta, id, "globally-unique", layout.perHost > 1 ? "true" : "false");
        if (promoted) {
            ImpliedNodes.add(meta, id, "promotable", "true");
            ImpliedNodes.add(meta, id, "promoted-max", Integer.toString(layout.promotedMax));
        }
        return new Clone(
                new ResourceId(id),
                null,
                List.of(),
                List.of(PropertySet.of(id + "-meta_attributes", meta)),
                inner,
                false);
    }

    Primitive container(int replica) {
        BundleContainer container = layout.config.container();
        String id = bundle + "-" + container.technology() + "-" + replica;
        List<NvPair> parameters = new ArrayList<>();
        ImpliedNodes.add(parameters, id, "image", container.image());
        ImpliedNodes.add(parameters, id, "allow_pull", "true");
        ImpliedNodes.add(parameters, id, "force_kill", "false");
        ImpliedNodes.add(parameters, id, "reuse", "false");
        ImpliedNodes.add(parameters, id, "run_opts", layout.runOptions(replica));
        ImpliedNodes.add(parameters, id, "mount_points", layout.mountPoints(replica));
        String command = container.runCommand();
        if (command == null && layout.config.primitive() != null) {
            command = "/usr/sbin/pacemaker-remoted";
        }
        ImpliedNodes.add(parameters, id, "run_cmd", command);
        ImpliedNodes.add(parameters, id, "monitor_cmd", "/bin/true");
        return primitive(id, new AgentName("ocf", "heartbeat", container.technology()), parameters);
    }

    /** The address of a replica; null without a range of addresses. */
    @Nullable
    Primitive address(int replica) {
        String address = layout.address(replica);
        BundleNetwork network = layout.config.network();
        if (address == null || network == null) {
            return null;
        }
        String id = (bundle + "-ip-" + address).replaceAll("[^A-Za-z0-9._-]", ".");
        List<NvPair> parameters = new ArrayList<>();
        ImpliedNodes.add(parameters, id, "ip", address);
        ImpliedNodes.add(parameters, id, "nic", network.hostInterface());
        ImpliedNodes.add(parameters, id, "cidr_netmask", network.hostNetmask() == null ? "32" : network.hostNetmask());
        return primitive(id, new AgentName("ocf", "heartbeat", "IPaddr2"), parameters);
    }

    private static Primitive primitive(String id, AgentName agent, List<NvPair> parameters) {
        return new Primitive(
                new ResourceId(id),
                agent,
                null,
                null,
                List.of(PropertySet.of(id + "-attributes-" + id, parameters)),
                List.of(),
                List.of(),
                new Operations(
                        null, null, List.of(ImpliedNodes.operation(id + "-monitor-60s", "monitor", "60s", null))));
    }

    /** The connection to a replica; monitored, and started without an operation of its own. */
    Primitive connection(String name, String container, int replica) {
        String address = layout.address(replica);
        Primitive guest = ImpliedNodes.connection(
                name,
                container,
                new ImpliedNodes.Wishes(null, null, address == null ? "#uname" : address, layout.port(), null));
        Operations operations = guest.operations();
        return new Primitive(
                guest.id(),
                guest.agent(),
                null,
                null,
                guest.instanceAttributes(),
                guest.metaAttributes(),
                List.of(),
                operations == null
                        ? null
                        : new Operations(null, null, operations.operations().subList(0, 1)));
    }
}
