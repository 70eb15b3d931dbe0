package io.systole.policy.differential;

import java.util.List;
import org.w3c.dom.Element;

/** Areas of nodes behind a connection: remote nodes, guest nodes and bundles. */
final class RemoteAreas {
    private RemoteAreas() {}

    static void remoteNodes(Draw draw) {
        int number = 1 + draw.random.nextInt(2);
        for (int i = 1; i <= number; i++) {
            Element connection = draw.element(
                    draw.section("resources"), "primitive", "class=ocf", "provider=pacemaker", "type=remote");
            connection.setAttribute("id", "remote" + i);
            Element operations = draw.element(connection, "operations");
            draw.element(operations, "op", "name=monitor", "interval=20s");
            if (draw.chance(30)) {
                draw.pair(
                        draw.set(connection, "instance_attributes"),
                        "reconnect_interval=" + draw.pick(List.of("60s", "1h")));
            }
            if (draw.chance(15)) {
                draw.meta(
                        connection,
                        draw.pick(List.of("target-role=Stopped", "is-managed=false", "allow-migrate=false")));
            }
            preferred(draw, "remote" + i);
        }
    }

    /** Some resources like the new node better than the others. */
    private static void preferred(Draw draw, String node) {
        for (Element resource : draw.resources()) {
            String id = resource.getAttribute("id");
            boolean plain = resource.getTagName().equals("primitive")
                    && !id.startsWith("remote")
                    && !id.startsWith("vm")
                    && !id.startsWith("fence");
            if (plain || resource.getTagName().equals("group")) {
                if (draw.chance(40)) {
                    draw.element(
                            draw.section("constraints"),
                            "rsc_location",
                            "rsc=" + id,
                            "node=" + node,
                            "score=" + draw.pick(List.of("100", "INFINITY", "-INFINITY")));
                }
            }
        }
    }

    static void guestNodes(Draw draw) {
        int number = 1 + draw.random.nextInt(2);
        for (int i = 1; i <= number; i++) {
            Element parent = draw.section("resources");
            if (draw.chance(25)) {
                parent = draw.element(parent, "group");
            }
            Element machine =
                    draw.element(parent, "primitive", "class=ocf", "provider=heartbeat", "type=VirtualDomain");
            machine.setAttribute("id", "vm" + i);
            draw.meta(machine, "remote-node=guest" + i);
            if (draw.chance(30)) {
                draw.meta(machine, "allow-migrate=true");
            }
            if (draw.chance(15)) {
                draw.meta(machine, draw.pick(List.of("target-role=Stopped", "is-managed=false", "priority=9")));
            }
            draw.element(draw.element(machine, "operations"), "op", "name=monitor", "interval=20s");
            preferred(draw, "guest" + i);
        }
    }

    static void bundles(Draw draw) {
        Element bundle = draw.element(draw.section("resources"), "bundle");
        bundle.setAttribute("id", "b");
        if (draw.chance(20)) {
            draw.meta(bundle, draw.pick(List.of("target-role=Stopped", "is-managed=false", "resource-stickiness=5")));
        }
        int replicas = 1 + draw.random.nextInt(2); // ordered: beyond two, each waits for more than at the older one's
        Element container =
                draw.element(bundle, draw.pick(List.of("docker", "podman")), "image=img", "replicas=" + replicas);
        container.removeAttribute("id");
        boolean promoted = draw.chance(40);
        if (promoted) {
            container.setAttribute("promoted-max", "1");
        }
        if (draw.chance(15)) {
            container.setAttribute("replicas-per-host", "2");
        }
        boolean inside = draw.chance(85);
        Element network = draw.element(bundle, "network");
        network.removeAttribute("id");
        if (draw.chance(60)) {
            network.setAttribute("ip-range-start", "192.168.122.10");
        } else {
            network.setAttribute("control-port", "9999");
        }
        if (inside) {
            Element primitive = draw.element(bundle, "primitive", "class=ocf", "provider=pacemaker", "type=Stateful");
            primitive.setAttribute("id", "inner");
            Element operations = draw.element(primitive, "operations");
            draw.element(operations, "op", "name=monitor", "interval=15s", "role=Unpromoted");
            if (promoted) {
                draw.element(operations, "op", "name=monitor", "interval=16s", "role=Promoted");
            }
            if (draw.chance(30)) {
                draw.meta(primitive, "notify=true");
            }
        }
        if (draw.chance(60)) {
            String other = draw.pick(
                    draw.resourceIds().stream().filter(id -> !id.equals("b")).toList());
            Element order = draw.element(draw.section("constraints"), "rsc_order", "first=b", "then=" + other);
            if (draw.chance(50)) {
                order.setAttribute("first", other);
                order.setAttribute("then", "b");
            }
            if (draw.chance(30)) {
                order.setAttribute("kind", draw.pick(List.of("Optional", "Mandatory")));
            }
        }
    }

    /** Something happens to a connection, to what launches it, or to what runs behind it. */
    static void remoteEvents(Draw draw) {
        int number = draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            List<Element> all = draw.all("lrm_rsc_op").stream()
                    .filter(RemoteAreas::ofConnection)
                    .toList();
            switch (draw.random.nextInt(6)) {
                case 0, 1, 2 -> {
                    if (!all.isEmpty()) {
                        Element entry = draw.pick(all);
                        String resource = ((Element) entry.getParentNode()).getAttribute("id");
                        OperationAreas.result(
                                entry, draw.pick(List.of("0", "0", "2")), draw.pick(List.of("1", "1", "7")));
                        entry.setAttribute("id", resource + "_last_failure_0");
                        entry.setAttribute("last-rc-change", draw.pick(List.of("1759999990", "1750000000")));
                    }
                }
                case 3 -> remoteState(draw);
                case 4 ->
                    draw.meta(
                            draw.pick(draw.all("primitive")),
                            draw.pick(List.of("target-role=Stopped", "is-managed=false")));
                default -> {
                    List<Element> histories = draw.all("lrm_resource");
                    if (!histories.isEmpty()) {
                        Element gone = draw.pick(histories);
                        gone.getParentNode().removeChild(gone);
                    }
                }
            }
        }
    }

    private static boolean ofConnection(Element entry) {
        String id = ((Element) entry.getParentNode()).getAttribute("id");
        return id.matches("(remote|guest|vm)\\d|b-.*|inner.*");
    }

    private static void remoteState(Draw draw) {
        List<Element> states = draw.all("node_state").stream()
                .filter(state -> !state.getAttribute("uname").startsWith("n"))
                .toList();
        if (states.isEmpty()) {
            return;
        }
        Element state = draw.pick(states);
        switch (draw.random.nextInt(4)) {
            case 0 -> state.setAttribute("node_fenced", "1759999000");
            case 1 -> state.setAttribute("node_in_maintenance", "1");
            case 2 -> draw.attribute(state.getAttribute("uname"), "standby=on", false);
            default -> draw.attribute(state.getAttribute("uname"), "maintenance=true", false);
        }
    }
}
