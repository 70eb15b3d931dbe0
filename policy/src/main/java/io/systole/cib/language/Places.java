package io.systole.cib.language;

import io.systole.cib.tree.Element;
import io.systole.cib.xml.CibFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where in the text the elements of a document come from. */
public final class Places {
    private final Map<String, Statement> statements = new HashMap<>();
    private final NavigableMap<Integer, Statement> byLine = new TreeMap<>();

    Places(List<Statement> statements, Element configuration) {
        statements.forEach(statement -> this.statements.put(Combining.key(statement), statement));
        // the document begins with <cib>, <configuration> follows
        int line = 3;
        for (Element section : configuration.children()) {
            lines(section, section.name(), line);
            line += height(section);
        }
    }

    /** Notes the first line of each element that a statement defines. */
    private void lines(Element element, String section, int line) {
        Statement statement = statements.get(section + " " + element.id());
        if (statement != null) {
            byLine.put(line, statement);
        }
        int next = line + 1;
        for (Element child : element.children()) {
            lines(child, section, next);
            next += height(child);
        }
    }

    private static int height(Element element) {
        return element.children().isEmpty()
                ? 1
                : 2 + element.children().stream().mapToInt(Places::height).sum();
    }

    LanguageFault inText(CibFault fault) {
        var entry = byLine.floorEntry(fault.line());
        Statement statement = entry == null ? null : entry.getValue();
        return new LanguageFault(
                statement == null ? 0 : statement.line(),
                statement == null ? 0 : statement.column(),
                fault.found() + " (<" + fault.element() + ">)",
                fault.expected(),
                fault.advice());
    }
}
