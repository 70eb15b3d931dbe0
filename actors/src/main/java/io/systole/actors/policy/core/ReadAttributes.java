package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which node attributes a plan can read: those that the planner knows by name, and those that the configuration names, in
 * rules, colocations and fencing levels. All others are of no matter to planning.
 *
 * @param names those that the configuration names
 * @param all a name is put together from what a pattern matched, so that any may be read
 */
record ReadAttributes(SortedSet<String> names, boolean all) {
    /** Where the configuration names attributes (Pacemaker Explained: rules, colocation, fencing topology). */
    private static final List<String> PLACES =
            List.of("attribute", "score-attribute", "node-attribute", "target-attribute");

    private static final List<String> KNOWN_BY_START = List.of("#", "fail-count-", "last-failure-", "master-");
    private static final List<String> KNOWN = List.of(
            "maintenance",
            "probe_complete",
            "resource-discovery-enabled",
            "shutdown",
            "site-name",
            "standby",
            "terminate");

    ReadAttributes {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Whether every planner reads it, whatever is configured. */
    static boolean isKnown(String name) {
        return KNOWN.contains(name) || KNOWN_BY_START.stream().anyMatch(name::startsWith);
    }

    static ReadAttributes of(Cib cib) {
        Configuration configuration = cib.configuration();
        var names = new TreeSet<String>();
        ElementXml.read(CibXml.write(new Cib(cib.header(), configuration, Status.empty())))
                .element()
                .ifPresent(root -> collect(root, names));
        return new ReadAttributes(names, names.stream().anyMatch(name -> name.indexOf('%') >= 0));
    }

    private static void collect(Element element, SortedSet<String> names) {
        for (String place : PLACES) {
            String name = element.attribute(place);
            if (name != null) {
                names.add(name);
            }
        }
        element.children().forEach(child -> collect(child, names));
    }

    boolean reads(String name) {
        return all || names.contains(name);
    }
}
