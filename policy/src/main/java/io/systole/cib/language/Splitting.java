package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;

/** Takes a configuration apart into statements: each resource its own, those inside of others before them. */
final class Splitting {
    private Splitting() {}

    static List<Statement> of(Element configuration) {
        var statements = new ArrayList<Statement>();
        for (String section : Sections.IN_TEXT) {
            configuration.child(section).ifPresent(element -> section(element, statements));
        }
        return statements;
    }

    static void section(Element section, List<Statement> into) {
        if (section.name().equals(TopologySyntax.SECTION)) {
            if (!section.children().isEmpty()) {
                into.add(Statement.of(section.name(), section, List.of()));
            }
        } else if (section.name().equals("acls")) {
            for (int i = Sections.ACL_ORDER.size() - 1; i >= 0; i--) {
                for (Element acl : PrimitiveSyntax.named(section, Sections.ACL_ORDER.get(i))) {
                    into.add(Statement.of(section.name(), acl, List.of()));
                }
            }
        } else {
            section.children().forEach(child -> element(section.name(), child, into));
        }
    }

    /** The statements of one element and of the resources in it. */
    static void element(String section, Element element, List<Statement> into) {
        if (!Sections.CONTAINERS.contains(element.name())) {
            into.add(Statement.of(section, element, List.of()));
            return;
        }
        var own = new ArrayList<Element>();
        var members = new ArrayList<Word>();
        for (Element child : element.children()) {
            String id = child.id();
            if (Sections.RESOURCES.contains(child.name()) && id != null) {
                element(section, child, into);
                members.add(Word.of(id));
            } else {
                own.add(child);
            }
        }
        into.add(Statement.of(section, element.containing(own), members));
    }
}
