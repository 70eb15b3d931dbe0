package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Configurations of all elements that the language has words for, with ids by the rule and not, and values that hurt. */
final class RandomConfigurationElement {
    private static final List<String> VALUES = List.of(
            "",
            "1",
            "true",
            "INFINITY",
            "-INFINITY",
            "+INFINITY",
            "inf",
            "a b",
            "\"",
            "'",
            "\\",
            "a\\",
            "a=b",
            "@x",
            "$x",
            "x:",
            ":",
            "(",
            "]",
            "rule",
            "meta",
            "and",
            "op",
            "#uname",
            "\n",
            "a\nb",
            "\tq\t",
            "é€😀",
            "{ }",
            "params",
            "date",
            "eq",
            "/x/",
            "role=x",
            "a\" 'b",
            "\\\n",
            "10s",
            "0s",
            "_rsc_set_",
            "lifetime",
            "xml",
            "<a/>");
    private static final List<String> NAMES =
            List.of("a", "ip", "standby", "x.y", "rule", "hours", "interval", "id", "description", "a b", "$x", "role");

    private final Random random;
    private int count;

    RandomConfigurationElement(Random random) {
        this.random = random;
    }

    Element configuration() {
        var resources = new Making("resources");
        for (int i = random.nextInt(6); i > 0; i--) {
            resources.with(resource());
        }
        return new Making("configuration")
                .with(section("crm_config", "cluster_property_set", "cib-bootstrap-options"))
                .with(new Making("nodes").with(node()).made())
                .with(resources.made())
                .with(new Making("constraints")
                        .with(location())
                        .with(pair("rsc_colocation", "role", List.of("rsc", "with-rsc")))
                        .with(pair("rsc_order", "action", List.of("first", "then")))
                        .made())
                .with(section("op_defaults", "meta_attributes", "op-options"))
                .with(section("rsc_defaults", "meta_attributes", "own"))
                .made();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private String fresh(String kind) {
        return kind + count++;
    }

    /** The id by the rule, mostly. */
    private String id(String usual) {
        return maybe() ? fresh("id") : usual;
    }

    private Element section(String section, String set, String id) {
        return new Making(section).with(set(set, id)).made();
    }

    private Element set(String name, String usualId) {
        String id = id(usualId);
        var set = new Making(name).with("id", id).with("score", maybe() ? one(VALUES) : null);
        if (maybe()) {
            set.with(rule(id, 2));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String pair = one(NAMES);
            set.with(
                    random.nextInt(9) == 0
                            ? new Making("nvpair")
                                    .with("id-ref", fresh("r"))
                                    .with("name", maybe() ? pair : null)
                                    .made()
                            : new Making("nvpair")
                                    .with("id", id(Ids.clean(id + "-" + pair)))
                                    .with("name", pair)
                                    .with("value", one(VALUES))
                                    .made());
        }
        return set.made();
    }

    private Element rule(String owner, int depth) {
        String id = id(owner + "-rule");
        var rule = new Making("rule")
                .with("id", id)
                .with("score", maybe() ? one(List.of("5", "INFINITY", "-INFINITY")) : null)
                .with("boolean-op", maybe() ? one(List.of("and", "or")) : null)
                .with("role", maybe() ? "Promoted" : null);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 5 : 4)) {
                case 0 ->
                    rule.with(new Making("expression")
                            .with("id", id(id + "-expression"))
                            .with("operation", "defined")
                            .with("attribute", one(VALUES))
                            .made());
                case 1 ->
                    rule.with(new Making("date_expression")
                            .with("id", id(id + "-date_expression"))
                            .with("operation", "date_spec")
                            .with(new Making("date_spec")
                                    .with("id", fresh("spec"))
                                    .with("hours", one(VALUES))
                                    .made())
                            .made());
                case 2 ->
                    rule.with(new Making("op_expression")
                            .with("id", id(id + "-op_expression"))
                            .with("name", one(VALUES))
                            .with("interval", maybe() ? "10s" : null)
                            .made());
                case 3 ->
                    rule.with(new Making("expression")
                            .with("id", id(id + "-expression"))
                            .with("attribute", one(VALUES))
                            .with("operation", one(List.of("lt", "eq", "ne")))
                            .with("type", maybe() ? "number" : null)
                            .with("value", one(VALUES))
                            .made());
                default -> rule.with(rule(id, depth - 1));
            }
        }
        return rule.made();
    }

    private Element node() {
        String id = fresh("n");
        return new Making("node")
                .with("id", id)
                .with("uname", maybe() ? one(VALUES) : id)
                .with("type", maybe() ? "remote" : null)
                .with(set("instance_attributes", "nodes-" + id))
                .made();
    }

    private Element resource() {
        return switch (random.nextInt(3)) {
            case 0 -> {
                String id = fresh("g");
                yield new Making("group")
                        .with("id", id)
                        .with(set("meta_attributes", id + "-meta_attributes"))
                        .with(primitive())
                        .with(primitive())
                        .made();
            }
            case 1 ->
                new Making(one(List.of("clone", "master")))
                        .with("id", fresh("c"))
                        .with("description", maybe() ? one(VALUES) : null)
                        .with(maybe() ? resource() : primitive())
                        .made();
            default -> primitive();
        };
    }

    private Element primitive() {
        String id = fresh(one(List.of("p", "meta", "rule")));
        var primitive = new Making("primitive")
                .with("id", id)
                .with("class", "ocf")
                .with("provider", one(List.of("heartbeat", "pacemaker", "a b")))
                .with("type", one(List.of("Dummy", "IPaddr2", "x:y")));
        for (String set : List.of("meta_attributes", "instance_attributes", "utilization")) {
            for (int i = random.nextInt(3); i > 0; i--) {
                primitive.with(set(set, id + "-" + set));
            }
        }
        if (maybe()) {
            var ops = new ArrayList<Element>();
            for (int i = random.nextInt(3); i > 0; i--) {
                String name = one(List.of("monitor", "start", "rule"));
                String interval = one(List.of("0s", "0", "10s"));
                String op = id(id + "-" + name + "-" + interval);
                var made = new Making("op")
                        .with("id", op)
                        .with("name", name)
                        .with("interval", interval)
                        .with("timeout", maybe() ? one(VALUES) : null);
                ops.add(
                        maybe()
                                ? made.with(set("instance_attributes", op + "-instance_attributes"))
                                        .made()
                                : made.made());
            }
            primitive.with(new Making("operations")
                    .with("id", maybe() ? fresh("ops") : null)
                    .with(ops)
                    .made());
        }
        return primitive.made();
    }

    private Element location() {
        String id = fresh("l");
        var location = new Making("rsc_location")
                .with("id", id)
                .with(one(List.of("rsc", "rsc-pattern")), one(VALUES))
                .with("role", maybe() ? one(VALUES) : null);
        return maybe()
                ? location.with(rule(id, 1)).with(rule(id, 1)).made()
                : location.with("node", one(VALUES)).with("score", one(VALUES)).made();
    }

    private Element pair(String element, String suffix, List<String> resources) {
        String id = fresh("x");
        var constraint = new Making(element).with("id", id).with("score", maybe() ? one(VALUES) : null);
        if (maybe()) {
            resources.forEach(name -> constraint.with(name, one(List.of("a", "b", "lifetime", "_rsc_set_"))));
            return constraint.made();
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            var set = new Making("resource_set")
                    .with("id", id(id + "-" + (3 - i)))
                    .with("sequential", maybe() ? one(List.of("true", "false")) : null)
                    .with("require-all", maybe() ? one(List.of("true", "false")) : null)
                    .with(suffix, maybe() ? one(List.of("Promoted", "start")) : null);
            for (int j = random.nextInt(4); j > 0; j--) {
                set.with(new Making("resource_ref").with("id", fresh("r")).made());
            }
            constraint.with(set.made());
        }
        return constraint.made();
    }
}
