package io.systole.policy.differential;

import java.util.List;
import org.w3c.dom.Element;

/** Areas of nodes: their health, maintenance, shutdown locks, unfencing and states. */
final class NodeAreas {
    private NodeAreas() {}

    /** Nodes with capacities of two kinds, some with one alone, and primitives that want some of it. */
    static void utilization(Draw draw) {
        draw.option("placement-strategy=" + draw.pick(List.of("utilization", "balanced", "minimal")));
        for (Element node : draw.all("node")) {
            capacity(draw, node, 3, 8);
        }
        for (Element primitive : draw.all("primitive")) {
            if (primitive.getAttribute("class").equals("ocf") && draw.chance(70)) {
                capacity(draw, primitive, 0, 4);
            }
        }
    }

    private static void capacity(Draw draw, Element owner, int least, int most) {
        for (String kind : List.of("cpu", "memory")) {
            if (draw.chance(75)) {
                int amount = least + draw.random.nextInt(most - least);
                draw.pair(draw.set(owner, "utilization"), kind + "=" + amount);
            }
        }
    }

    static void health(Draw draw) {
        draw.option(
                "node-health-strategy=" + draw.pick(List.of("migrate-on-red", "only-green", "progressive", "custom")));
        if (draw.chance(40)) {
            draw.option("node-health-base=" + draw.pick(List.of("10", "-10")));
        }
        if (draw.chance(40)) {
            draw.option("node-health-yellow=" + draw.pick(List.of("-10", "5")));
            draw.option("node-health-green=" + draw.pick(List.of("0", "10")));
        }
        if (draw.chance(40)) {
            draw.option("node-health-red=" + draw.pick(List.of("-100", "-INFINITY")));
        }
        for (Element resource : draw.resources()) {
            if (draw.chance(25) && !resource.getTagName().equals("clone")) {
                draw.meta(resource, "allow-unhealthy-nodes=true");
            }
        }
        healthChanges(draw);
    }

    static void healthChanges(Draw draw) {
        for (String node : draw.nodes()) {
            if (draw.chance(40)) {
                String name = draw.pick(List.of("#health", "#health-cpu", "#health_disk"));
                String value = draw.pick(List.of("red", "yellow", "green", "RED", "-5", "7"));
                draw.attribute(node, name + "=" + value, draw.chance(30));
            }
        }
    }

    static void shutdownLocks(Draw draw) {
        draw.option("shutdown-lock=true");
        if (draw.chance(50)) {
            draw.option("shutdown-lock-limit=" + draw.pick(List.of("5min", "1h", "0")));
        }
    }

    static void shutdowns(Draw draw) {
        for (String node : draw.nodes()) {
            if (draw.chance(30)) {
                draw.attribute(node, "shutdown=" + draw.pick(List.of("1759999900", "1", "1759990000")), false);
            }
        }
        for (Element history : draw.all("lrm_resource")) {
            if (draw.chance(15)) {
                history.setAttribute("shutdown-lock", draw.pick(List.of("1759999950", "1759990000")));
                if (draw.chance(60)) {
                    Xml.children(history).forEach(history::removeChild);
                }
            }
        }
        for (Element state : draw.all("node_state")) {
            if (draw.chance(20)) {
                state.setAttribute("in_ccm", "false");
                state.setAttribute("crmd", "offline");
                state.setAttribute("join", "down");
                state.setAttribute("expected", "down");
            }
        }
    }

    static void maintenance(Draw draw) {
        if (draw.chance(20)) {
            maintenanceChanges(draw);
        }
    }

    static void maintenanceChanges(Draw draw) {
        int number = 1 + draw.random.nextInt(3);
        for (int i = 0; i < number; i++) {
            switch (draw.random.nextInt(6)) {
                case 0 -> draw.option("maintenance-mode=true");
                case 1, 2 -> draw.attribute(draw.pick(draw.nodes()), "maintenance=true", draw.chance(50));
                case 3 -> draw.meta(draw.pick(draw.resources()), "maintenance=true");
                case 4 -> draw.meta(draw.pick(draw.all("primitive")), "is-managed=false");
                default ->
                    draw.meta(draw.pick(draw.all("primitive")), "maintenance=" + draw.pick(List.of("true", "false")));
            }
        }
        if (draw.chance(40)) {
            draw.attribute(draw.pick(draw.nodes()), draw.pick(List.of("standby=on", "shutdown=1000")), false);
        }
    }

    static void unfencing(Draw draw) {
        draw.option("stonith-enabled=true");
        Element device = draw.element(draw.section("resources"), "primitive", "class=stonith", "type=fence_scsi");
        device.setAttribute("id", "fence-u");
        draw.meta(device, "provides=unfencing");
        draw.pair(draw.set(device, "instance_attributes"), "plug=1");
        for (Element primitive : draw.all("primitive")) {
            if (draw.chance(25) && !primitive.getAttribute("class").equals("stonith")) {
                draw.meta(primitive, "requires=" + draw.pick(List.of("unfencing", "fencing", "nothing", "quorum")));
            }
        }
        for (String node : draw.nodes()) {
            if (draw.chance(60)) {
                draw.attribute(node, "#node-unfenced=" + draw.pick(List.of("1700000000", "0")), false);
            }
        }
    }

    static void unfenced(Draw draw) {
        for (String node : draw.nodes()) {
            if (draw.chance(60)) {
                draw.attribute(node, "#node-unfenced=1700000000", false);
            }
            if (draw.chance(20)) {
                draw.attribute(node, "#digests-all=fence-u:fence_scsi:0123456789abcdef0123456789abcdef,", false);
                draw.attribute(node, "#digests-secure=fence-u:fence_scsi:0123456789abcdef0123456789abcdef,", false);
            }
        }
        if (draw.chance(20)) {
            for (Element device : draw.all("primitive")) {
                if (device.getAttribute("id").equals("fence-u")) {
                    draw.pair(draw.set(device, "instance_attributes"), "plug=2");
                }
            }
        }
    }

    static void states(Draw draw) {
        for (Element state : draw.all("node_state")) {
            if (draw.chance(35)) {
                state.setAttribute("in_ccm", draw.pick(List.of("true", "false")));
            }
            if (draw.chance(35)) {
                state.setAttribute("crmd", draw.pick(List.of("online", "offline")));
            }
            if (draw.chance(35)) {
                state.setAttribute("join", draw.pick(List.of("member", "down", "pending", "banned")));
            }
            if (draw.chance(35)) {
                state.setAttribute("expected", draw.pick(List.of("member", "down")));
            }
            if (draw.chance(10)) {
                state.removeAttribute(draw.pick(List.of("in_ccm", "join", "expected", "crmd")));
            }
        }
        if (draw.chance(20)) {
            Element gone = draw.pick(draw.all("node_state"));
            gone.getParentNode().removeChild(gone);
        }
        if (draw.chance(30)) {
            draw.document.getDocumentElement().setAttribute("have-quorum", "0");
        }
        if (draw.chance(10)) {
            draw.document.getDocumentElement().setAttribute("no-quorum-panic", "1");
        }
    }
}
