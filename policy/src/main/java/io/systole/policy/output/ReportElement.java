package io.systole.policy.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a report for programs: the tree that is written as XML or as JSON.
 *
 * @param kind how it holds what is below it
 * @param fields its attributes, in the order in which they are written
 * @param text its text; null where it has none
 */
public record ReportElement(
        String name,
        Kind kind,
        List<Field> fields,
        @Nullable String text,
        List<ReportElement> children) {

    public ReportElement {
        fields = List.copyOf(fields);
        children = List.copyOf(children);
    }

    /** How an element holds what is below it. */
    public enum Kind {
        /** Each child is a part with a name of its own. */
        SECTION,
        /** The children are a sequence, possibly of different kinds. */
        LIST,
        /** It has no children. */
        LEAF
    }

    /**
     * An attribute.
     *
     * @param value a String, Boolean, Integer or Long
     */
    public record Field(String name, Object value) {}

    public static ReportElement section(String name, List<ReportElement> parts) {
        return new ReportElement(name, Kind.SECTION, List.of(), null, parts);
    }

    public static ReportElement list(String name, List<ReportElement> items) {
        return new ReportElement(name, Kind.LIST, List.of(), null, items);
    }

    public static ReportElement leaf(String name) {
        return new ReportElement(name, Kind.LEAF, List.of(), null, List.of());
    }

    public static ReportElement text(String name, String text) {
        return new ReportElement(name, Kind.LEAF, List.of(), text, List.of());
    }

    /** The same with one more attribute; none where the value is null. */
    public ReportElement with(String field, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(field, value));
        return new ReportElement(name, kind, more, text, children);
    }

    /** The same with other children. */
    public ReportElement containing(List<ReportElement> items) {
        return new ReportElement(name, kind, fields, text, items);
    }
}
