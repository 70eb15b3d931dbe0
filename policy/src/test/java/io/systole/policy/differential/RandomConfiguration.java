package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration of a cluster, drawn: options, nodes, resources and constraints over which both versions agree. */
final class RandomConfiguration {
    private static final List<String> SCORES =
            List.of("1", "10", "50", "100", "200", "-1", "-50", "-100", "INFINITY", "INFINITY", "-INFINITY");

    final List<String> nodes = new ArrayList<>();
    /** Top-level resources, and what clones and groups are made of. */
    final List<String> resources = new ArrayList<>();

    /** Primitives on their own: the versions weigh colocations with groups and clones differently. */
    private final List<String> plain = new ArrayList<>();

    final List<String> primitives = new ArrayList<>();
    final List<String> promotables = new ArrayList<>();
    private final Random random;
    private final StringBuilder elements = new StringBuilder();
    private final List<String> constraints = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Set<String> colocated = new HashSet<>();
    private boolean utilization;

    private RandomConfiguration(Random random) {
        this.random = random;
    }

    static RandomConfiguration of(Random random) {
        RandomConfiguration drawn = new RandomConfiguration(random);
        drawn.options();
        drawn.resources();
        drawn.constraints();
        return drawn;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void options() {
        int size = 1 + random.nextInt(4);
        for (int i = 1; i <= size; i++) {
            nodes.add("n" + i);
        }
        boolean fencing = chance(60);
        option("stonith-enabled", Boolean.toString(fencing));
        option("concurrent-fencing", Boolean.toString(chance(80)));
        optionSometimes(15, "no-quorum-policy", List.of("ignore", "freeze", "demote", "suicide"));
        optionSometimes(8, "symmetric-cluster", List.of("false"));
        optionSometimes(15, "start-failure-is-fatal", List.of("false"));
        optionSometimes(5, "startup-fencing", List.of("false"));
        optionSometimes(5, "enable-startup-probes", List.of("false"));
        optionSometimes(5, "stop-orphan-resources", List.of("false"));
        optionSometimes(5, "stonith-action", List.of("off"));
        optionSometimes(3, "stop-all-resources", List.of("true"));
        optionSometimes(8, "priority-fencing-delay", List.of("15s"));
        utilization = chance(12);
        if (utilization) {
            option("placement-strategy", pick(List.of("utilization", "balanced", "minimal")));
        }
        if (fencing) {
            resources.add("fence");
            elements.append("<primitive id=\"fence\" class=\"stonith\" type=\"fence_dummy\"/>");
        }
    }

    private void option(String name, String value) {
        options.add(pair("option", name, value));
    }

    private void optionSometimes(int percent, String name, List<String> values) {
        if (chance(percent)) {
            option(name, pick(values));
        }
    }

    private static String pair(String owner, String name, String value) {
        return "<nvpair id=\"%s-%s\" name=\"%s\" value=\"%s\"/>".formatted(owner, name, name, value);
    }

    private void resources() {
        int wanted = 1 + random.nextInt(5);
        for (int i = 0; i < wanted; i++) {
            int kind = random.nextInt(10);
            String resource;
            if (kind < 4) {
                resource = primitive(false, true);
                plain.add(primitives.get(primitives.size() - 1));
            } else if (kind < 6) {
                resource = group();
            } else {
                resource = clone(kind >= 8);
            }
            elements.append(resource);
        }
    }

    /** A primitive; its id is the last that was named. */
    private String primitive(boolean promotable, boolean alone) {
        String id = "r" + primitives.size();
        primitives.add(id);
        if (!promotable) {
            resources.add(id);
        }
        List<String> meta = new ArrayList<>();
        metaSometimes(meta, id, 12, "priority", List.of("5", "10"));
        metaSometimes(meta, id, 8, "target-role", List.of("Stopped", "Started"));
        if (alone) {
            metaSometimes(meta, id, 5, "is-managed", List.of("false"));
        }
        metaSometimes(meta, id, 25, "resource-stickiness", List.of("1", "100", "INFINITY"));
        metaSometimes(meta, id, 15, "migration-threshold", List.of("1", "3"));
        metaSometimes(meta, id, 15, "allow-migrate", List.of("true"));
        metaSometimes(meta, id, 8, "multiple-active", List.of("block", "stop_only", "stop_unexpected"));
        metaSometimes(meta, id, 5, "requires", List.of("nothing", "quorum", "fencing"));
        StringBuilder operations = new StringBuilder();
        if (chance(70)) {
            String fail = chance(25)
                    ? " on-fail=\"%s\"".formatted(pick(List.of("ignore", "block", "stop", "restart", "standby")))
                    : "";
            operations.append("<op id=\"%s-m\" name=\"monitor\" interval=\"10s\"%s%s/>"
                    .formatted(id, promotable ? " role=\"Unpromoted\"" : "", fail));
            if (promotable) {
                operations.append(
                        "<op id=\"%s-p\" name=\"monitor\" interval=\"11s\" role=\"Promoted\"/>".formatted(id));
            }
        }
        if (chance(10)) {
            operations.append("<op id=\"%s-s\" name=\"monitor\" interval=\"12s\" role=\"Stopped\"/>".formatted(id));
        }
        if (chance(10)) {
            operations.append("<op id=\"%s-stop\" name=\"stop\" interval=\"0\" on-fail=\"%s\"/>"
                    .formatted(id, pick(List.of("block", "ignore"))));
        }
        String demand = utilization && alone && chance(70)
                ? "<utilization id=\"%s-u\">%s</utilization>"
                        .formatted(id, pair(id + "-u", "cpu", "" + random.nextInt(4)))
                : "";
        return "<primitive id=\"%s\" class=\"ocf\" provider=\"pacemaker\" type=\"Stateful\">%s%s%s</primitive>"
                .formatted(id, set(id, meta), "<operations>" + operations + "</operations>", demand);
    }

    private void metaSometimes(List<String> meta, String id, int percent, String name, List<String> values) {
        if (chance(percent)) {
            meta.add(pair(id + "-meta", name, pick(values)));
        }
    }

    private static String set(String id, List<String> pairs) {
        return pairs.isEmpty()
                ? ""
                : "<meta_attributes id=\"%s-meta\">%s</meta_attributes>".formatted(id, String.join("", pairs));
    }

    private String group() {
        int before = resources.size();
        String id = "g" + primitives.size();
        List<String> members = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            members.add(primitive(false, false));
        }
        if (chance(70)) {
            resources.subList(before, resources.size()).clear(); // the constraints then name the group alone
        }
        resources.add(id);
        List<String> meta = new ArrayList<>();
        metaSometimes(meta, id, 10, "target-role", List.of("Stopped"));
        metaSometimes(meta, id, 15, "resource-stickiness", List.of("10"));
        metaSometimes(meta, id, 5, "is-managed", List.of("false"));
        return "<group id=\"%s\">%s%s</group>".formatted(id, set(id, meta), String.join("", members));
    }

    private String clone(boolean promotable) {
        int before = resources.size();
        boolean grouped = !promotable && chance(30);
        int first = primitives.size();
        String child = grouped ? group() : primitive(promotable, false);
        resources.subList(before, resources.size()).clear();
        String id = "c" + first;
        resources.add(id);
        List<String> meta = new ArrayList<>();
        metaSometimes(meta, id, 40, "interleave", List.of("true"));
        metaSometimes(meta, id, 30, "notify", List.of("true"));
        metaSometimes(meta, id, 15, "ordered", List.of("true"));
        metaSometimes(meta, id, 20, "clone-max", List.of("1", "2"));
        if (meta.toString().contains("ordered") && !meta.toString().contains("clone-max")) {
            meta.add(pair(id + "-meta", "clone-max", "2")); // beyond, each waits for more than at the older one's
        }
        metaSometimes(meta, id, 8, "target-role", List.of("Stopped", "Unpromoted"));
        metaSometimes(meta, id, 5, "is-managed", List.of("false"));
        boolean unique = !promotable && chance(10);
        meta.add(pair(id + "-meta", "globally-unique", Boolean.toString(unique)));
        if (unique) {
            metaSometimes(meta, id, 60, "clone-node-max", List.of("2"));
        }
        if (promotable) {
            promotables.add(id);
            meta.add(pair(id + "-meta", "promotable", "true"));
            metaSometimes(meta, id, 15, "promoted-max", List.of("2"));
            for (int i = first; i < primitives.size(); i++) {
                promotables.add("r" + i);
            }
        }
        return "<clone id=\"%s\">%s%s</clone>".formatted(id, set(id, meta), child);
    }

    private void constraints() {
        int wanted = random.nextInt(1 + 2 * Math.min(4, resources.size()));
        for (int i = 0; i < wanted; i++) {
            int kind = random.nextInt(10);
            String id = "x" + i;
            if (kind < 3) {
                String placed = pick(resources);
                String score = placed.startsWith("c") ? "-INFINITY" : pick(SCORES); // the older one shuffles clones
                constraints.add("<rsc_location id=\"%s\" rsc=\"%s\" node=\"%s\" score=\"%s\"/>"
                        .formatted(id, placed, pick(nodes), score));
            } else if (kind < 6) {
                colocation(id);
            } else if (kind < 9) {
                order(id);
            } else {
                set(id);
            }
        }
    }

    private void colocation(String id) {
        if (plain.size() < 2) {
            return;
        }
        String dependent = pick(plain);
        String primary = pick(plain);
        if (!dependent.equals(primary) && colocated.add(dependent) && !colocated.contains(primary)) {
            constraints.add("<rsc_colocation id=\"%s\" rsc=\"%s\" with-rsc=\"%s\" score=\"%s\"/>"
                    .formatted(id, dependent, primary, pick(List.of("INFINITY", "INFINITY", "-INFINITY"))));
        }
    }

    private void order(String id) {
        String first = pick(resources);
        String then = pick(resources);
        if (first.equals(then)) {
            return;
        }
        String more = chance(15) ? " symmetrical=\"false\"" : "";
        if (chance(40)) {
            more = " kind=\"%s\"".formatted(pick(List.of("Mandatory", "Optional", "Serialize")));
        }
        if (promotables.contains(first) && chance(60)) {
            more += " first-action=\"promote\" then-action=\"start\"";
        } else if (chance(8)) {
            more += " first-action=\"stop\" then-action=\"%s\"".formatted(pick(List.of("start", "stop")));
        }
        constraints.add("<rsc_order id=\"%s\" first=\"%s\" then=\"%s\"%s/>".formatted(id, first, then, more));
    }

    /** An order or a colocation of sets. */
    private void set(String id) {
        boolean order = chance(60);
        List<String> left = new ArrayList<>(order ? resources : plain);
        List<StringBuilder> sets = new ArrayList<>();
        int number = 1 + random.nextInt(2);
        for (int i = 0; i < number && left.size() > 1; i++) {
            StringBuilder set = new StringBuilder("<resource_set id=\"%s-%d\"".formatted(id, i));
            if (chance(40)) {
                set.append(" sequential=\"").append(chance(30)).append('"');
            }
            if (order && chance(30)) {
                set.append(" require-all=\"false\"");
            }
            set.append('>');
            int size = 1 + random.nextInt(2);
            for (int j = 0; j < size && !left.isEmpty(); j++) {
                set.append("<resource_ref id=\"%s\"/>".formatted(left.remove(random.nextInt(left.size()))));
            }
            sets.add(set.append("</resource_set>"));
        }
        if (sets.isEmpty()) {
            return;
        }
        String body = String.join("", sets);
        constraints.add(
                order
                        ? "<rsc_order id=\"%s\">%s</rsc_order>".formatted(id, body)
                        : "<rsc_colocation id=\"%s\" score=\"%s\">%s</rsc_colocation>".formatted(id, "INFINITY", body));
    }

    String xml(long now) {
        String known = nodes.stream()
                .map(node -> "<node id=\"%s\" uname=\"%s\">%s</node>".formatted(node, node, capacity(node)))
                .collect(Collectors.joining());
        String states = nodes.stream()
                .map(node -> ("<node_state id=\"%s\" uname=\"%s\" in_ccm=\"true\" crmd=\"online\" join=\"member\""
                                + " expected=\"member\"><transient_attributes id=\"%s\"><instance_attributes id=\"%s-t\"/>"
                                + "</transient_attributes><lrm id=\"%s\"><lrm_resources/></lrm></node_state>")
                        .formatted(node, node, node, node, node))
                .collect(Collectors.joining());
        return ("<cib validate-with=\"pacemaker-3.9\" crm_feature_set=\"3.16.1\" admin_epoch=\"1\" epoch=\"1\""
                        + " num_updates=\"1\" have-quorum=\"1\" dc-uuid=\"n1\" execution-date=\"%d\"><configuration>"
                        + "<crm_config><cluster_property_set id=\"option\">%s</cluster_property_set></crm_config>"
                        + "<nodes>%s</nodes><resources>%s</resources><constraints>%s</constraints></configuration>"
                        + "<status>%s</status></cib>")
                .formatted(now, String.join("", options), known, elements, String.join("", constraints), states);
    }

    private String capacity(String node) {
        return utilization
                ? "<utilization id=\"%s-u\">%s</utilization>".formatted(node, pair(node + "-u", "cpu", "5"))
                : "";
    }
}
