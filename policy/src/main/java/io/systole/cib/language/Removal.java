package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes objects away, and with them what is about nothing then. */
final class Removal {
    private final Set<String> gone;

    private Removal(Set<String> gone) {
        this.gone = gone;
    }

    /** The statements without those of these ids, and without references to them. */
    static List<Statement> of(List<Statement> statements, List<String> ids) {
        var removal = new Removal(new HashSet<>(ids));
        removal.addEmptied(statements);
        var kept = new ArrayList<Statement>();
        for (Statement statement : statements) {
            if (!removal.isGone(statement.id())) {
                removal.without(statement).ifPresent(kept::add);
            }
        }
        return kept;
    }

    private boolean isGone(@Nullable String id) {
        return id != null && gone.contains(id);
    }

    /** A container of which nothing is left goes too. */
    private void addEmptied(List<Statement> statements) {
        boolean more = true;
        while (more) {
            more = false;
            for (Statement statement : statements) {
                boolean emptied = !statement.members().isEmpty()
                        && !statement.element().name().equals("bundle")
                        && gone.containsAll(statement.memberIds());
                if (emptied && statement.id() != null) {
                    more |= gone.add(statement.id());
                }
            }
        }
    }

    private Optional<Statement> without(Statement statement) {
        var members = statement.members().stream()
                .filter(member -> !gone.contains(member.text()))
                .toList();
        return element(statement)
                .map(element ->
                        new Statement(statement.section(), element, members, statement.line(), statement.column()));
    }

    private Optional<Element> element(Statement statement) {
        Element element = statement.element();
        return switch (statement.section()) {
            case "constraints" -> constraint(element);
            case "tags", "acls" -> {
                boolean named = element.name().equals("acl_role");
                Element left = references(element, "reference");
                yield left.children().isEmpty() && !element.children().isEmpty() && !named
                        ? Optional.empty()
                        : Optional.of(left);
            }
            case TopologySyntax.SECTION -> {
                Element left = element.containing(element.children().stream()
                        .flatMap(level -> level(level).stream())
                        .toList());
                yield left.children().isEmpty() ? Optional.empty() : Optional.of(left);
            }
            default -> Optional.of(element);
        };
    }

    /** Without children that stand for what is gone. */
    private Element references(Element element, String attribute) {
        return element.containing(element.children().stream()
                .filter(child -> !(List.of("obj_ref", "role", "resource_ref").contains(child.name())
                        ? isGone(child.id())
                        : isGone(child.attribute(attribute))))
                .toList());
    }

    private Optional<Element> constraint(Element constraint) {
        for (String attribute : List.of("rsc", "with-rsc", "first", "then", "node")) {
            if (isGone(constraint.attribute(attribute))) {
                return Optional.empty();
            }
        }
        boolean hadSets = constraint.child("resource_set").isPresent();
        Element left = constraint.containing(constraint.children().stream()
                .map(child -> child.name().equals("resource_set") ? references(child, "id-ref") : child)
                .filter(child -> !child.name().equals("resource_set")
                        || !child.children().isEmpty()
                        || child.attribute("id-ref") != null)
                .toList());
        return hadSets && left.child("resource_set").isEmpty() ? Optional.empty() : Optional.of(left);
    }

    private Optional<Element> level(Element level) {
        String devices = Arrays.stream(
                        level.attributes().getOrDefault("devices", "").split(","))
                .filter(device -> !gone.contains(device))
                .collect(Collectors.joining(","));
        return devices.isEmpty() || isGone(level.attribute("target"))
                ? Optional.empty()
                : Optional.of(level.with(Map.of("devices", devices)));
    }
}
