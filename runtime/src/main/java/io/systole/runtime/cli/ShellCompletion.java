package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Shown;
import io.systole.policy.input.KnownOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may stand at a place of a line of the shell: keywords, agents and their parameters, ids, names of nodes. */
final class ShellCompletion {
    private static final List<String> PARTS = List.of("params", "meta", "utilization", "op", "operations");
    private static final List<String> META = Stream.of(
                    "allow-migrate",
                    "allow-unhealthy-nodes",
                    "clone-max",
                    "clone-min",
                    "clone-node-max",
                    "container-attribute-target",
                    "critical",
                    "failure-timeout",
                    "globally-unique",
                    "interleave",
                    "is-managed",
                    "maintenance",
                    "migration-threshold",
                    "multiple-active",
                    "notify",
                    "ordered",
                    "priority",
                    "promotable",
                    "promoted-max",
                    "promoted-node-max",
                    "remote-node",
                    "requires",
                    "resource-stickiness",
                    "target-role")
            .map(name -> name + "=")
            .toList();
    private static final List<String> OPERATIONS = List.of(
            "monitor", "start", "stop", "promote", "demote", "notify", "migrate_to", "migrate_from", "reload-agent");
    private static final List<String> OPERATION = Stream.of(
                    "interval",
                    "timeout",
                    "role",
                    "on-fail",
                    "start-delay",
                    "enabled",
                    "record-pending",
                    "OCF_CHECK_LEVEL")
            .map(name -> name + "=")
            .toList();

    private final Supplier<ConfigurationDraft> draft;
    private final Supplier<List<String>> agents;
    private final Function<String, List<String>> parameters;

    /**
     * @param agents the names of the agents
     * @param parameters what an agent takes, by its name
     */
    ShellCompletion(
            Supplier<ConfigurationDraft> draft,
            Supplier<List<String>> agents,
            Function<String, List<String>> parameters) {
        this.draft = draft;
        this.agents = agents;
        this.parameters = parameters;
    }

    /** What begins as the word that is being written, behind those that are there. */
    List<String> of(List<String> before, String word) {
        return candidates(before).stream()
                .filter(candidate -> candidate.startsWith(word))
                .distinct()
                .toList();
    }

    private List<String> candidates(List<String> before) {
        if (before.isEmpty()) {
            return joined(ShellHelp.statements(), ShellHelp.commands());
        }
        String last = before.get(before.size() - 1);
        return switch (before.get(0)) {
            case "info" -> agents.get();
            case "set" -> before.size() == 1 ? paths() : List.of();
            case "modgroup" -> group(before);
            case "help" -> joined(ShellHelp.statements(), ShellHelp.commands());
            case "show", "edit" -> joined(joined(ids(object -> true), types()), List.of("changed", "xml"));
            case "delete", "rename" -> ids(object -> true);
            case "load" -> before.size() == 1 ? List.of("update", "push", "replace") : List.of();
            case "property" ->
                KnownOptions.all().stream().map(option -> option.name() + "=").toList();
            case "rsc_defaults" -> META;
            case "op_defaults" -> OPERATION;
            case "node" -> before.size() == 1 ? nodes() : List.of("attributes", "utilization");
            case "primitive", "rsc_template" -> primitive(before, last);
            case "monitor" -> before.size() == 1 ? ids(object -> object.type().equals("primitive")) : List.of();
            case "group", "clone", "ms", "tag" -> before.size() == 1 ? List.of() : afterMembers(before);
            case "bundle" ->
                List.of(
                        "docker",
                        "podman",
                        "network",
                        "port-mapping",
                        "storage",
                        "storage-mapping",
                        "primitive",
                        "meta");
            case "location" -> location(before, last);
            case "colocation", "rsc_ticket" -> before.size() == 1 ? List.of() : resources();
            case "order" ->
                before.size() == 2
                        ? joined(List.of("Mandatory:", "Optional:", "Serialize:"), resources())
                        : before.size() == 1 ? List.of() : resources();
            case "fencing_topology" ->
                joined(
                        nodes().stream().map(node -> node + ":").toList(),
                        ids(object -> object.text().contains(" stonith:")));
            case "acl_target", "acl_group" ->
                before.size() == 1 ? List.of() : ids(object -> object.type().equals("role"));
            default -> List.of();
        };
    }

    private List<String> primitive(List<String> before, String last) {
        if (before.size() == 1) {
            return List.of();
        }
        if (before.size() == 2) {
            return joined(
                    agents.get(),
                    ids(object -> object.type().equals("rsc_template")).stream()
                            .map(id -> "@" + id)
                            .toList());
        }
        String part = before.subList(3, before.size()).stream()
                .filter(PARTS::contains)
                .reduce("params", (first, second) -> second);
        return switch (part) {
            case "op" -> last.equals("op") ? OPERATIONS : joined(OPERATION, PARTS);
            case "meta" -> joined(META, PARTS);
            case "params" ->
                joined(
                        parameters.apply(before.get(2)).stream()
                                .map(name -> name + "=")
                                .toList(),
                        PARTS);
            default -> PARTS;
        };
    }

    /** What can be set of each primitive: what it has and what its agent takes. */
    private List<String> paths() {
        return draft.get().objects().stream()
                .filter(object -> object.type().equals("primitive"))
                .flatMap(object -> Stream.concat(
                        Stream.of(object.id() + ".meta.", object.id() + ".op."),
                        parameters.apply(agent(object)).stream().map(name -> object.id() + "." + name)))
                .toList();
    }

    private static String agent(Shown object) {
        String[] words = object.text().split("\\s+", 4);
        return words.length > 2 ? words[2] : "";
    }

    private List<String> group(List<String> before) {
        return switch (before.size()) {
            case 1 -> ids(object -> object.type().equals("group"));
            case 2 -> List.of("add", "remove");
            case 3, 5 -> ids(object -> object.type().equals("primitive"));
            case 4 -> List.of("before", "after");
            default -> List.of();
        };
    }

    private List<String> afterMembers(List<String> before) {
        return before.contains("meta") ? META : joined(resources(), List.of("meta", "params"));
    }

    private List<String> location(List<String> before, String last) {
        if (before.size() == 1) {
            return List.of();
        }
        if (before.size() == 2) {
            return resources();
        }
        return last.endsWith(":") && !before.contains("rule")
                ? nodes()
                : List.of(
                        "rule",
                        "inf:",
                        "-inf:",
                        "role=",
                        "resource-discovery=",
                        "and",
                        "or",
                        "#uname",
                        "defined",
                        "not_defined");
    }

    private List<String> resources() {
        return ids(
                object -> List.of("primitive", "group", "clone", "ms", "bundle").contains(object.type()));
    }

    private List<String> ids(Predicate<Shown> which) {
        return draft.get().objects().stream()
                .filter(which)
                .map(Shown::id)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static List<String> types() {
        return ShellHelp.statements().stream().map(type -> "type:" + type).toList();
    }

    private List<String> nodes() {
        return draft.get().configuration().child("nodes").stream()
                .flatMap(nodes -> nodes.children().stream())
                .map(node -> node.attributes().getOrDefault("uname", ""))
                .toList();
    }

    private static List<String> joined(List<String> one, List<String> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
