package io.systole.policy.differential;

import java.util.List;
import org.w3c.dom.Element;

/** Areas of a changing configuration: what is removed, parameters that change, and defaults of operations and resources. */
final class ChangeAreas {
    private static final String NO_PARAMETERS = "f2317cad3d54cec5d7d7aa7d0bf35cf8";

    private ChangeAreas() {}

    static void removable(Draw draw) {
        if (draw.chance(25)) {
            draw.option("stop-orphan-resources=false");
        }
    }

    /** Something is gone from the configuration, became smaller or another kind of thing, but runs. */
    static void removed(Draw draw) {
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number; i++) {
            List<Element> resources = draw.resources();
            if (resources.isEmpty()) {
                return;
            }
            Element resource = draw.pick(resources);
            switch (draw.random.nextInt(5)) {
                case 0, 1 -> remove(draw, resource);
                case 2 -> draw.meta(resource, "clone-max=" + draw.random.nextInt(3));
                case 3 -> {
                    Element primitive = draw.pick(draw.all("primitive"));
                    if (primitive.getAttribute("class").equals("ocf")) {
                        primitive.setAttribute("type", draw.pick(List.of("Dummy", "Stateful")));
                    }
                }
                default -> replace(draw, resource);
            }
        }
        if (draw.chance(30)) {
            draw.attribute(draw.pick(draw.nodes()), "standby=on", false);
        }
    }

    private static void remove(Draw draw, Element resource) {
        List<String> gone = draw.ids(Xml.descendants(resource, "*"));
        String id = resource.getAttribute("id");
        for (Element constraint : Xml.children(draw.section("constraints"))) {
            boolean named = false;
            for (String attribute : List.of("rsc", "with-rsc", "first", "then")) {
                String value = constraint.getAttribute(attribute);
                named |= value.equals(id) || gone.contains(value);
            }
            for (Element reference : Xml.descendants(constraint, "resource_ref")) {
                named |= reference.getAttribute("id").equals(id) || gone.contains(reference.getAttribute("id"));
            }
            if (named) {
                constraint.getParentNode().removeChild(constraint);
            }
        }
        resource.getParentNode().removeChild(resource);
    }

    /** A clone becomes what it clones, or a primitive a clone. */
    private static void replace(Draw draw, Element resource) {
        if (resource.getTagName().equals("clone")) {
            for (Element child : Xml.children(resource)) {
                if (List.of("primitive", "group").contains(child.getTagName())) {
                    resource.getParentNode().insertBefore(child, resource);
                    remove(draw, resource);
                    return;
                }
            }
        }
        if (resource.getTagName().equals("primitive")) {
            Element clone = draw.document.createElement("clone");
            clone.setAttribute("id", "made-" + resource.getAttribute("id"));
            resource.getParentNode().insertBefore(clone, resource);
            clone.appendChild(resource);
        }
    }

    static void parameters(Draw draw) {
        for (Element primitive : draw.all("primitive")) {
            if (draw.chance(60)) {
                draw.pair(draw.set(primitive, "instance_attributes"), "envfile=a");
            }
        }
    }

    /** Parameters change, some of which can be reloaded. */
    static void parametersChange(Draw draw) {
        for (Element entry : draw.all("lrm_rsc_op")) {
            if (draw.chance(50) && !entry.getAttribute("operation").equals("stop")) {
                entry.setAttribute("op-force-restart", " other ");
                entry.setAttribute("op-restart-digest", NO_PARAMETERS);
            }
        }
        for (Element primitive : draw.all("primitive")) {
            if (draw.chance(50)) {
                draw.pair(
                        draw.set(primitive, "instance_attributes"),
                        draw.pick(List.of("envfile=b", "envfile=b", "other=1", "trace=1")));
            }
            if (draw.chance(10)) {
                draw.meta(primitive, draw.pick(List.of("is-managed=false", "target-role=Stopped", "maintenance=true")));
            }
        }
        if (draw.chance(30)) {
            OperationAreas.failures(draw);
        }
    }

    static void defaults(Draw draw) {
        Element configuration = draw.section("configuration");
        for (String section : List.of("rsc_defaults", "op_defaults")) {
            Element defaults = (Element) configuration.appendChild(draw.document.createElement(section));
            int number = 1 + draw.random.nextInt(3);
            for (int i = 0; i < number; i++) {
                Element set = draw.element(defaults, "meta_attributes");
                if (draw.chance(60)) {
                    rule(draw, set, section.startsWith("op"));
                }
                set.setAttribute("score", "" + i); // among equals, the older version takes the first
                draw.pair(
                        set,
                        section.startsWith("op")
                                ? draw.pick(List.of(
                                        "timeout=41s",
                                        "timeout=42s",
                                        "on-fail=ignore",
                                        "on-fail=block",
                                        "enabled=false"))
                                : draw.pick(List.of(
                                        "resource-stickiness=7",
                                        "resource-stickiness=8",
                                        "migration-threshold=1",
                                        "target-role=Stopped",
                                        "is-managed=false",
                                        "priority=4",
                                        "allow-migrate=true")));
            }
        }
    }

    private static void rule(Draw draw, Element set, boolean operations) {
        Element rule = draw.element(set, "rule", "boolean-op=" + draw.pick(List.of("and", "or")));
        int number = 1 + draw.random.nextInt(2);
        for (int i = 0; i < number; i++) {
            if (operations && draw.chance(50)) {
                Element expression =
                        draw.element(rule, "op_expression", "name=" + draw.pick(List.of("monitor", "start", "stop")));
                if (draw.chance(40)) {
                    expression.setAttribute("interval", draw.pick(List.of("10s", "0", "PT10S")));
                }
            } else {
                // the older version takes an expression without provider for one of agents that have none
                Element expression = draw.element(rule, "rsc_expression", "provider=pacemaker");
                if (draw.chance(50)) {
                    expression.setAttribute("type", draw.pick(List.of("Stateful", "Dummy", "remote")));
                }
            }
        }
    }
}
