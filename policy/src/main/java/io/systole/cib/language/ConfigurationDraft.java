package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A configuration that is worked on with statements, without the cluster. Never changed: each change gives another draft,
 * or says why there is none.
 */
public final class ConfigurationDraft {
    private final List<Statement> statements;
    private final Element configuration;

    private ConfigurationDraft(List<Statement> statements, Element configuration) {
        this.statements = List.copyOf(statements);
        this.configuration = configuration;
    }

    /** How a text is taken into a draft. */
    public enum Method {
        /** What it defines is added, or takes the place of what has that id; options are added to their lists. */
        UPDATE,
        /** Also what it does not define goes away, nodes aside; what stays keeps its place in the order. */
        PUSH,
        /** The configuration is what it defines, in its order, and the nodes that it does not name. */
        REPLACE
    }

    /**
     * One object as it is shown.
     *
     * @param id empty where the object has none, as the fencing topology
     * @param type the keyword of its statement
     */
    public record Shown(String id, String type, String text) {}

    /** A draft of a {@code configuration} element. */
    public static ConfigurationDraft of(Element configuration) {
        return new ConfigurationDraft(Splitting.of(configuration), configuration);
    }

    /** The {@code configuration} element. */
    public Element configuration() {
        return configuration;
    }

    /** With the statements of a text. */
    public DraftChange with(String text, Method method) {
        return change(faults -> {
            List<Statement> given = ConfigurationText.statements(text, faults);
            List<Statement> own = Combining.of(List.of(), definitions(given), faults::add);
            var keys = new HashSet<String>();
            own.forEach(statement -> keys.add(Combining.key(statement)));
            List<Statement> kept =
                    switch (method) {
                        case UPDATE -> statements;
                        case PUSH ->
                            statements.stream()
                                    .filter(statement -> isNode(statement) || keys.contains(Combining.key(statement)))
                                    .toList();
                        case REPLACE ->
                            statements.stream()
                                    .filter(statement -> isNode(statement) && !keys.contains(Combining.key(statement)))
                                    .toList();
                    };
            return method == Method.UPDATE
                    ? Combining.of(kept, given, faults::add)
                    : Combining.of(Combining.replacing(kept, own), operations(given), faults::add);
        });
    }

    private static boolean isNode(Statement statement) {
        return statement.section().equals("nodes");
    }

    private static List<Statement> definitions(List<Statement> given) {
        return given.stream()
                .filter(statement -> !Combining.isOperation(statement))
                .toList();
    }

    private static List<Statement> operations(List<Statement> given) {
        return given.stream().filter(Combining::isOperation).toList();
    }

    /** Without the objects of these ids, and without what is then about nothing: constraints, empty groups, references. */
    public DraftChange without(List<String> ids) {
        return change(faults -> {
            var missing = new ArrayList<>(ids);
            statements.forEach(statement -> missing.remove(statement.id()));
            missing.forEach(id -> faults.add(noSuch(id)));
            return Removal.of(statements, ids);
        });
    }

    /** With another id for an object, wherever it is named. */
    public DraftChange renamed(String id, String newId) {
        return change(faults -> {
            if (statements.stream().noneMatch(statement -> id.equals(statement.id()))) {
                faults.add(noSuch(id));
            }
            if (statements.stream().anyMatch(statement -> newId.equals(statement.id()))) {
                faults.add(new LanguageFault(0, 0, "\"" + newId + "\"", "an id that is free", "take another"));
            }
            return faults.isEmpty() ? Renaming.of(statements, id, newId) : statements;
        });
    }

    private LanguageFault noSuch(String id) {
        return new LanguageFault(0, 0, "\"" + id + "\"", "the id of an object", Spellings.advice(id, ids()));
    }

    private DraftChange change(Function<List<LanguageFault>, List<Statement>> how) {
        var faults = new ArrayList<LanguageFault>();
        List<Statement> changed = how.apply(faults);
        Element made = Assembly.of(changed, faults::add);
        faults.sort(Comparator.comparingInt(LanguageFault::line).thenComparingInt(LanguageFault::column));
        return new DraftChange(
                faults.isEmpty() ? Optional.of(new ConfigurationDraft(changed, made)) : Optional.empty(),
                faults,
                new Places(changed, made));
    }

    /** The ids that a text defines, as far as it can be understood. */
    public static Set<String> idsIn(String text) {
        var ids = new HashSet<String>();
        for (Statement statement : ConfigurationText.statements(text, new ArrayList<>())) {
            ids.add(Objects.requireNonNullElse(statement.id(), ""));
        }
        return ids;
    }

    /** The ids of all objects, in order. */
    public List<String> ids() {
        return statements.stream()
                .map(Statement::id)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    /** All objects. */
    public List<Shown> objects() {
        return Printer.texts(statements).stream()
                .map(printed -> new Shown(
                        Objects.requireNonNullElse(printed.statement().id(), ""),
                        Keywords.of(printed.statement()),
                        printed.text()))
                .toList();
    }

    /** The text of all of it. */
    public String text() {
        return text(objects());
    }

    /** The text of these objects. */
    public static String text(List<Shown> objects) {
        var text = new StringBuilder();
        objects.forEach(object -> text.append(object.text()).append('\n'));
        return text.toString();
    }

    /** What has to be taken away from and added to the text of another draft to have this one's: lines with - and +. */
    public List<String> differenceTo(ConfigurationDraft before) {
        Map<String, String> old = byKey(before);
        Map<String, String> present = byKey(this);
        var lines = new ArrayList<String>();
        old.forEach((key, text) -> {
            if (!present.containsKey(key)) {
                text.lines().forEach(line -> lines.add("- " + line));
            }
        });
        present.forEach((key, text) -> {
            String former = old.getOrDefault(key, "");
            if (!former.equals(text)) {
                lines.addAll(
                        LineDifference.of(former.lines().toList(), text.lines().toList()));
            }
        });
        return lines;
    }

    private static Map<String, String> byKey(ConfigurationDraft draft) {
        var texts = new LinkedHashMap<String, String>();
        Printer.texts(draft.statements)
                .forEach(printed -> texts.merge(
                        Combining.key(printed.statement()), printed.text(), (one, other) -> one + "\n" + other));
        return texts;
    }
}
