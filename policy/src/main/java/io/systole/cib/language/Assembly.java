package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Puts statements together to a configuration: resources into those that they are members of, all into sections. */
final class Assembly {
    /** A clone of a group of primitives is the deepest that there is. */
    private static final int DEPTH_MAX = 8;

    private final Map<String, Statement> resources = new LinkedHashMap<>();
    private final Map<String, Statement> owners = new HashMap<>();
    private final Consumer<LanguageFault> faults;

    private Assembly(Consumer<LanguageFault> faults) {
        this.faults = faults;
    }

    static Element of(List<Statement> statements, Consumer<LanguageFault> faults) {
        return new Assembly(faults).assemble(statements);
    }

    private Element assemble(List<Statement> statements) {
        var sections = new HashMap<String, List<Element>>();
        for (Statement statement : statements) {
            if (statement.section().equals("resources")) {
                resources.put(Objects.requireNonNullElse(statement.id(), ""), statement);
            } else if (statement.section().equals(TopologySyntax.SECTION)) {
                sections.computeIfAbsent(statement.section(), section -> new ArrayList<>())
                        .addAll(levels(statement, statements));
            } else {
                sections.computeIfAbsent(statement.section(), section -> new ArrayList<>())
                        .add(statement.element());
            }
        }
        sections.put("resources", nestedResources());
        var configuration = new Making("configuration");
        for (String section : Sections.IN_DOCUMENT) {
            List<Element> content = sections.getOrDefault(section, List.of());
            if (!content.isEmpty() || Sections.ALWAYS.contains(section)) {
                configuration.with(new Making(section).with(content).made(Sections.ACL_ORDER));
            }
        }
        return SetReferences.resolved(configuration.made());
    }

    private List<Element> nestedResources() {
        resources.values().forEach(this::claimMembers);
        var outermost = new ArrayList<Element>();
        var reached = new HashSet<String>();
        resources.forEach((id, statement) -> {
            if (!owners.containsKey(id)) {
                outermost.add(nested(statement, 0, reached));
            }
        });
        resources.forEach((id, statement) -> {
            if (!reached.contains(id) && reached.add(id)) {
                tell(statement, "a resource that contains itself", "none in itself", "take it out of its own members");
            }
        });
        return outermost;
    }

    private void claimMembers(Statement container) {
        for (Word member : container.members()) {
            Statement owner = owners.putIfAbsent(member.text(), container);
            if (!resources.containsKey(member.text())) {
                owners.remove(member.text());
                tell(
                        container,
                        member,
                        "the id of a resource",
                        Spellings.advice(member.text(), List.copyOf(resources.keySet())));
            } else if (owner != null) {
                tell(
                        container,
                        member,
                        "a resource that is in nothing else",
                        "it is in " + owner.id() + " already: a resource can be in one place only");
            }
        }
    }

    private boolean isOwner(Statement container, String member) {
        Statement owner = owners.get(member);
        return owner != null && Objects.equals(owner.id(), container.id());
    }

    private Element nested(Statement statement, int depth, Set<String> reached) {
        if (depth > DEPTH_MAX) {
            tell(
                    statement,
                    "resources in each other deeper than " + DEPTH_MAX,
                    "less",
                    "no resource is nested so deep");
            reached.addAll(resources.keySet());
        }
        reached.add(Objects.requireNonNullElse(statement.id(), ""));
        var children = new ArrayList<>(statement.element().children());
        for (Word member : statement.members()) {
            Statement inside = resources.get(member.text());
            if (inside != null && isOwner(statement, member.text()) && !reached.contains(member.text())) {
                children.add(nested(inside, depth + 1, reached));
            }
        }
        return statement.element().containing(children);
    }

    /** The levels, those without a target once for every node. */
    private List<Element> levels(Statement topology, List<Statement> statements) {
        var levels = new ArrayList<Element>();
        List<String> nodes = statements.stream()
                .filter(statement -> statement.section().equals("nodes"))
                .map(statement -> statement.element().attribute("uname"))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        var ofAll = new ArrayList<Element>();
        for (Element level : topology.element().children()) {
            boolean targeted = level.attributes().keySet().stream().anyMatch(name -> name.startsWith("target"));
            (targeted ? levels : ofAll).add(level);
        }
        if (!ofAll.isEmpty() && nodes.isEmpty()) {
            tell(
                    topology,
                    "levels without a target, and no node",
                    "a target, or node statements",
                    "write the node before the devices, as in n1: ipmi");
        }
        nodes.forEach(node -> ofAll.forEach(level -> levels.add(new Making("fencing-level")
                .with("id", Ids.level(node, level.attribute("index")))
                .with("target", node)
                .with("index", level.attribute("index"))
                .with("devices", level.attribute("devices"))
                .made())));
        return levels;
    }

    private void tell(Statement at, String found, String expected, String advice) {
        faults.accept(new LanguageFault(at.line(), at.column(), found, expected, advice));
    }

    private void tell(Statement in, Word at, String expected, String advice) {
        int line = at.line() > 0 ? at.line() : in.line();
        faults.accept(new LanguageFault(line, at.column(), "\"" + at.text() + "\"", expected, advice));
    }
}
