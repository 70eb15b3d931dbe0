package io.systole.cib.xml;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element, and knows in the end what of it nobody asked for. So the readers of the elements are the schema: an
 * attribute or child that no reader names is a fault.
 */
final class Cursor {
    /** Stands for a required text that is missing; a document with such a fault gives no CIB. */
    static final String MISSING = "?";

    private final XmlElement element;
    private final Context context;
    /** Where the names that this cursor was asked for begin among those of all open cursors. */
    private final int attributesFrom;

    private final int childrenFrom;
    /** A bit for each of the first 64 attributes that was asked for. */
    private long seen;

    private int next;
    /** Attributes that were asked for all at once. */
    private @Nullable FieldNames fields;

    private Tolerance tolerance;

    private Cursor(XmlElement element, Context context, Tolerance tolerance) {
        this.element = element;
        this.context = context;
        this.tolerance = tolerance;
        this.attributesFrom = context.attributes().size();
        this.childrenFrom = context.children().size();
    }

    static Cursor of(XmlElement element, Context context, Tolerance tolerance) {
        return new Cursor(element, context, tolerance);
    }

    /** From here on, this element and all below it are read with this tolerance. */
    void tolerate(Tolerance other) {
        tolerance = other;
    }

    String name() {
        return element.name();
    }

    @Nullable
    String optional(String attribute) {
        context.attributes().add(attribute);
        int index = element.indexOf(attribute, next);
        if (index < 0) {
            return null;
        }
        seen |= index < Long.SIZE ? 1L << index : 0;
        next = index + 1;
        return element.attributeValue(index);
    }

    /** The values of all attributes that an element may have; one pass for what comes in great numbers. */
    @Nullable
    String[] fields(FieldNames names) {
        fields = names;
        @Nullable String[] values = new @Nullable String[names.all().size()];
        int[] positions = element.positions(names);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0) {
                values[positions[i]] = element.attributeValue(i);
                seen |= i < Long.SIZE ? 1L << i : 0;
            }
        }
        return values;
    }

    String required(String attribute) {
        String value = wanted(attribute);
        return value == null ? MISSING : value;
    }

    /** An attribute that has to be there: null, and a fault, where it is not. */
    @Nullable
    String wanted(String attribute) {
        String value = optional(attribute);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        context.fault(
                tolerance.incomplete(),
                element,
                value == null ? "no attribute " + attribute : attribute + "=\"\"",
                "the attribute " + attribute,
                tolerance.incomplete() == CibFault.Kind.IGNORED ? "it is left out" : "add " + attribute + "=\"...\"");
        return null;
    }

    /** The id of an element that defines it: required, and unique. */
    String definedId() {
        String id = required("id");
        define(id);
        return id;
    }

    /** The id of an element that may have none, because it refers to another. */
    @Nullable
    String optionalId() {
        String id = optional("id");
        if (id == null && optional("id-ref") == null) {
            return required("id");
        }
        if (id != null) {
            define(id);
        }
        return id;
    }

    private void define(String id) {
        if (!id.equals(MISSING) && tolerance != Tolerance.BOOKKEEPING) {
            context.defined(id, element);
        }
    }

    ResourceId definedResource() {
        return new ResourceId(definedId());
    }

    @Nullable
    ResourceId resource(String attribute) {
        String value = optional(attribute);
        return value == null || value.isEmpty() ? null : new ResourceId(value);
    }

    @Nullable
    NodeName node(String attribute) {
        String value = optional(attribute);
        return value == null || value.isEmpty() ? null : new NodeName(value);
    }

    /** An attribute that has to be one of some words, whatever their case. */
    @Nullable
    String oneOf(String attribute, List<String> words) {
        String lower = String.valueOf(element.attribute(attribute)).toLowerCase(Locale.ROOT);
        boolean fits =
                words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).equals(lower));
        return checked(attribute, value -> fits, "one of " + String.join(", ", words));
    }

    /** An attribute whose text has to pass a check. */
    @Nullable
    String checked(String attribute, Predicate<String> check, String expected) {
        String value = optional(attribute);
        if (value != null && !check.test(value)) {
            String found = attribute + "=\"" + value + "\"";
            context.fault(CibFault.Kind.VALUE, element, found, expected, "correct the attribute " + attribute);
        }
        return value;
    }

    /** All attributes that nobody asked for, now known. */
    SortedMap<String, String> otherAttributes(Predicate<String> wanted) {
        SortedMap<String, String> others = new TreeMap<>();
        element.attributes().forEach((name, value) -> {
            if (!isKnown(name) && wanted.test(name)) {
                others.put(name, value);
            }
        });
        others.keySet().forEach(this::optional);
        return others;
    }

    private boolean isKnown(String attribute) {
        return (fields != null && fields.position(attribute) >= 0)
                || asked(context.attributes(), attributesFrom).contains(attribute);
    }

    private static List<String> asked(List<String> names, int from) {
        return names.subList(from, names.size());
    }

    <T> List<T> each(String child, Function<Cursor, T> reader) {
        context.children().add(child);
        List<T> all = new ArrayList<>(element.children().size());
        for (XmlElement each : element.children()) {
            if (each.name().equals(child)) {
                all.add(read(each, reader));
            }
        }
        return all;
    }

    /** The children of several names, in document order. */
    <T> List<T> each(Map<String, ? extends Function<Cursor, ? extends T>> readers) {
        context.children().addAll(readers.keySet());
        List<T> all = new ArrayList<>();
        for (XmlElement child : element.children()) {
            var reader = readers.get(child.name());
            if (reader != null) {
                all.add(read(child, reader));
            }
        }
        return all;
    }

    /** The only child of that name, null when there is none. */
    <T> @Nullable T atMostOne(String child, Function<Cursor, T> reader) {
        context.children().add(child);
        T found = null;
        int count = 0;
        for (XmlElement candidate : element.children()) {
            if (candidate.name().equals(child)) {
                count++;
                if (count == 1) {
                    found = read(candidate, reader);
                }
                if (count == 2) {
                    context.fault(
                            tolerance.incomplete(),
                            candidate,
                            "a second one",
                            "at most one",
                            "keep one <" + child + ">");
                }
            }
        }
        return found;
    }

    private <T> T read(XmlElement child, Function<Cursor, T> reader) {
        var cursor = new Cursor(child, context, tolerance);
        T value = reader.apply(cursor);
        cursor.done();
        return value;
    }

    /** Whether there is a child of that name as the first. */
    boolean beginsWith(String child) {
        return !element.children().isEmpty() && element.children().get(0).name().equals(child);
    }

    void fault(String found, String expected, String advice) {
        context.fault(CibFault.Kind.STRUCTURE, element, found, expected, advice);
    }

    /** Names everything of the element that no reader asked for. */
    void done() {
        if (Long.bitCount(seen) < element.attributeCount()) {
            element.attributes().forEach((name, value) -> {
                if (!isKnown(name)) {
                    unknown(
                            tolerance.unknownAttribute(),
                            element,
                            "the attribute " + name + "=\"" + value + "\"",
                            names(true));
                }
            });
        }
        List<String> children = context.children();
        for (XmlElement child : element.children()) {
            if (!isKnownChild(child.name())) {
                unknown(tolerance.unknownElement(), child, "this element in <" + element.name() + ">", names(false));
            }
        }
        if (!element.text().isEmpty()) {
            unknown(tolerance.unknownElement(), element, "text", "no text");
        }
        forget(children, childrenFrom);
        forget(context.attributes(), attributesFrom);
    }

    private boolean isKnownChild(String child) {
        List<String> children = context.children();
        for (int i = childrenFrom; i < children.size(); i++) {
            if (children.get(i).equals(child)) {
                return true;
            }
        }
        return false;
    }

    private static void forget(List<String> names, int from) {
        for (int last = names.size() - 1; last >= from; last--) {
            names.remove(last);
        }
    }

    private void unknown(CibFault.Kind kind, XmlElement at, String found, String expected) {
        String advice = kind == CibFault.Kind.IGNORED ? "it is left out" : "it is not understood: remove it";
        context.fault(kind, at, found, expected, advice);
    }

    private String names(boolean attributes) {
        List<String> asked = asked(
                attributes ? context.attributes() : context.children(), attributes ? attributesFrom : childrenFrom);
        List<String> more = attributes && fields != null ? fields.all() : List.of();
        List<String> names = Stream.concat(asked.stream(), more.stream())
                .distinct()
                .sorted()
                .map(name -> attributes ? name : "<" + name + ">")
                .toList();
        if (names.isEmpty()) {
            return attributes ? "no attributes" : "no elements";
        }
        return "only " + String.join(", ", names);
    }
}
