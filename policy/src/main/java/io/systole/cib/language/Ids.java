package io.systole.cib.language;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of what has no name in the text, in one place: what a statement's element holds is called after the element it
 * is in, {@code <parent>-<element name>}. There are these exceptions, as in what crmsh and Systole's other commands write:
 * a pair is {@code <set>-<name>}, an operation {@code <resource>-<name>-<interval>}, a node's attributes
 * {@code nodes-<node id>}, a resource set {@code <constraint>-0} and on, a permission {@code <role>-<kind>}, a fencing
 * level {@code fl-<target>-<index>}. Where the statement has that id already, to the left, {@code -0}, {@code -1} and so
 * on is added. A character that an id may not have becomes a dot. Any other id stands in the text, as {@code $id=}.
 */
final class Ids {
    private final Set<String> taken = new HashSet<>();

    /** The id of an element within another. */
    static String within(@Nullable String parent, String element) {
        return parent + "-" + element;
    }

    static String operation(@Nullable String resource, @Nullable String name, @Nullable String interval) {
        return clean(resource + "-" + name + "-" + interval);
    }

    static String level(@Nullable String target, @Nullable String index) {
        return clean("fl-" + target + "-" + index);
    }

    static String nodeAttributes(@Nullable String node) {
        return clean("nodes-" + node);
    }

    static String clean(String id) {
        return id.replaceAll("[^A-Za-z0-9._-]", ".");
    }

    /** The id that was given, or else the one by the rule. */
    String choose(String base, @Nullable String given) {
        String chosen = given != null ? given : free(base);
        taken.add(chosen);
        return chosen;
    }

    /** What the text has to say of an id: nothing where it is the one by the rule. */
    @Nullable
    String unusual(String base, @Nullable String actual) {
        String usual = free(base);
        if (actual != null) {
            taken.add(actual);
        }
        return actual == null || actual.equals(usual) ? null : actual;
    }

    /** The same for those that are counted from the first on. */
    String chooseNumbered(String base, @Nullable String given) {
        String chosen = given != null ? given : numbered(base);
        taken.add(chosen);
        return chosen;
    }

    @Nullable
    String unusualNumbered(String base, @Nullable String actual) {
        String usual = numbered(base);
        if (actual != null) {
            taken.add(actual);
        }
        return actual == null || actual.equals(usual) ? null : actual;
    }

    private String free(String base) {
        String id = clean(base);
        return taken.contains(id) ? numbered(id) : id;
    }

    private String numbered(String base) {
        String id = clean(base);
        int number = 0;
        while (taken.contains(id + "-" + number)) {
            number++;
        }
        return id + "-" + number;
    }
}
