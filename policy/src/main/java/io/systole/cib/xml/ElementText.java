package io.systole.cib.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes elements without regard to what they mean, with the same bounds and the same form as a whole CIB. */
public final class ElementText {
    private ElementText() {}

    /** Makes an element of what was read; children first. */
    public interface Maker<T> {
        T make(String name, SortedMap<String, String> attributes, List<T> children);
    }

    /** How to look into an element that is written. */
    public record View<T>(
            Function<T, String> name,
            Function<T, SortedMap<String, String>> attributes,
            Function<T, List<T>> children) {}

    /** The outermost element, or empty with what is wrong added to the faults. */
    public static <T> Optional<T> read(String document, Maker<T> maker, Consumer<CibFault> faults) {
        var found = new ArrayList<CibFault>();
        @Nullable XmlElement root = XmlParser.parse(document.getBytes(StandardCharsets.UTF_8), found);
        if (root == null && found.isEmpty()) {
            found.add(new CibFault(CibFault.Kind.STRUCTURE, 0, "xml", "no element", "one element", "give one"));
        }
        found.forEach(faults);
        return root == null ? Optional.empty() : Optional.of(make(root, maker));
    }

    private static <T> T make(XmlElement element, Maker<T> maker) {
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < element.attributeCount(); i++) {
            attributes.put(element.attributeName(i), element.attributeValue(i));
        }
        return maker.make(
                element.name(),
                attributes,
                element.children().stream().map(child -> make(child, maker)).toList());
    }

    /** The element as text, two spaces a level; its id is the first attribute, the others follow by name. */
    public static <T> String write(T element, View<T> view) {
        var out = new Out();
        write(out, element, view);
        return out.toString();
    }

    private static <T> void write(Out out, T element, View<T> view) {
        var attributes = view.attributes().apply(element);
        out.begin(view.name().apply(element)).at("id", attributes.get("id"));
        attributes.forEach((name, value) -> {
            if (!name.equals("id")) {
                out.at(name, value);
            }
        });
        view.children().apply(element).forEach(child -> write(out, child, view));
        out.end();
    }
}
