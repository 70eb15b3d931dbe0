package io.systole.cib.language;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints statements. Each is read again, and where that does not give the same, it is printed as {@code xml}: so nothing
 * is ever lost, whatever the syntax has words for.
 */
final class Printer {
    /** A statement and its text. */
    record Printed(Statement statement, String text) {}

    private final Map<String, Statement> resources = new HashMap<>();
    private final Set<String> swallowed = new HashSet<>();
    private final List<Statement> statements;

    private Printer(List<Statement> statements) {
        this.statements = statements;
        for (Statement statement : statements) {
            String id = statement.id();
            if (statement.section().equals("resources") && id != null) {
                resources.put(id, statement);
            }
        }
    }

    /** The text of each statement, without those that stand inside of another's XML. */
    static List<Printed> texts(List<Statement> statements) {
        return new Printer(statements).print();
    }

    private List<Printed> print() {
        var texts = new ArrayList<Printed>();
        statements.forEach(statement -> texts.add(new Printed(statement, text(statement))));
        texts.removeIf(printed -> isResource(printed.statement())
                && swallowed.contains(printed.statement().id()));
        return texts;
    }

    private static boolean isResource(Statement statement) {
        return statement.section().equals("resources");
    }

    private String text(Statement statement) {
        var syntax = Keywords.syntax(Keywords.of(statement));
        if (syntax != null) {
            var phrase = new Phrase().word(Keywords.of(statement));
            syntax.print(phrase, statement);
            String text = phrase.toString();
            if (saysAll(text, statement)) {
                return text;
            }
        }
        statement.memberIds().forEach(this::swallow);
        return Keywords.XML + " " + ElementXml.write(whole(statement)).strip().replace("\n", " \\\n");
    }

    private void swallow(String member) {
        Statement statement = resources.get(member);
        if (statement != null && swallowed.add(member)) {
            statement.memberIds().forEach(this::swallow);
        }
    }

    private static boolean saysAll(String text, Statement statement) {
        var faults = new ArrayList<LanguageFault>();
        var read = Reader.read(text, faults::add);
        return faults.isEmpty() && read.size() == 1 && read.get(0).saysTheSameAs(statement);
    }

    /** The element with all that is in it; of a section that shares its elements' names with another, the section. */
    private Element whole(Statement statement) {
        Element element = nested(statement, new HashSet<>());
        return Sections.of(element).isPresent() || element.name().equals(statement.section())
                ? element
                : new Making(statement.section()).with(element).made();
    }

    private Element nested(Statement statement, Set<String> above) {
        var children = new ArrayList<>(statement.element().children());
        for (String member : statement.memberIds()) {
            Statement inside = resources.get(member);
            if (inside != null && above.add(member)) {
                children.add(nested(inside, above));
            }
        }
        return statement.element().containing(children);
    }
}
