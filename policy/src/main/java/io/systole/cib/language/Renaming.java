package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives an object another id, wherever it is named, and those ids of its parts that begin with the old one. */
final class Renaming {
    private static final List<String> NAMING =
            List.of("rsc", "with-rsc", "first", "then", "template", "reference", "target");
    private static final List<String> BY_ID = List.of("resource_ref", "obj_ref", "role");

    private final Map<String, String> ids = new HashMap<>();

    private Renaming() {}

    static List<Statement> of(List<Statement> statements, String id, String newId) {
        var renaming = new Renaming();
        statements.stream()
                .filter(statement -> id.equals(statement.id()))
                .forEach(statement -> renaming.collect(statement.element(), id, newId));
        boolean isNode = statements.stream()
                .anyMatch(statement ->
                        id.equals(statement.id()) && statement.section().equals("nodes"));
        return isNode
                ? statements.stream()
                        .map(statement -> renaming.node(statement, id))
                        .toList()
                : statements.stream().map(renaming::renamed).toList();
    }

    private void collect(Element element, String id, String newId) {
        String old = element.id();
        if (old != null && (old.equals(id) || old.startsWith(id + "-"))) {
            ids.put(old, newId + old.substring(id.length()));
        }
        element.children().forEach(child -> collect(child, id, newId));
    }

    /** The id of a node is not its name, which alone is used by others. */
    private Statement node(Statement statement, String id) {
        return id.equals(statement.id()) && statement.section().equals("nodes")
                ? with(statement, own(statement.element()), statement.members())
                : statement;
    }

    private Statement renamed(Statement statement) {
        List<Word> members = statement.members().stream()
                .map(member -> new Word(
                        to(member.text()),
                        member.equals(),
                        member.quoted(),
                        member.raw(),
                        member.line(),
                        member.column()))
                .toList();
        boolean itself = ids.containsKey(Objects.requireNonNullElse(statement.id(), ""));
        Element element = itself ? own(statement.element()) : statement.element();
        return with(statement, naming(element), members);
    }

    private static Statement with(Statement statement, Element element, List<Word> members) {
        return new Statement(statement.section(), element, members, statement.line(), statement.column());
    }

    private String to(String id) {
        return ids.getOrDefault(id, id);
    }

    private Element own(Element element) {
        Map<String, @Nullable String> changed = new HashMap<>();
        if (element.id() != null && !BY_ID.contains(element.name())) {
            changed.put("id", to(element.id()));
        }
        return element.with(changed)
                .containing(element.children().stream().map(this::own).toList());
    }

    private Element naming(Element element) {
        Map<String, @Nullable String> changed = new HashMap<>();
        element.attributes().forEach((name, value) -> {
            boolean isReference = name.equals("id-ref")
                    || (name.equals("id") && BY_ID.contains(element.name()))
                    || (NAMING.contains(name) && !element.name().equals("nvpair"));
            if (isReference) {
                changed.put(name, to(value));
            } else if (name.equals("devices")) {
                changed.put(name, Arrays.stream(value.split(",")).map(this::to).collect(Collectors.joining(",")));
            }
        });
        return element.with(changed)
                .containing(element.children().stream().map(this::naming).toList());
    }
}
