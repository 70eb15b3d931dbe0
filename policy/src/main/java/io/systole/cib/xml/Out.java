package io.systole.cib.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes elements as text: two spaces a level, attributes in the order given, no empty end tags. */
final class Out {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean tagOpen;

    /** Begins an element; what follows up to its end belongs to it. */
    Out begin(String name) {
        closeTag();
        text.append("  ".repeat(open.size())).append('<').append(name);
        open.push(name);
        tagOpen = true;
        return this;
    }

    /** An attribute of the element just begun; one that is null is left out. */
    Out at(String name, @Nullable String value) {
        if (value != null) {
            text.append(' ').append(name).append("=\"");
            escape(value);
            text.append('"');
        }
        return this;
    }

    Out all(Map<String, String> attributes) {
        attributes.forEach(this::at);
        return this;
    }

    Out end() {
        String name = open.pop();
        if (tagOpen) {
            text.append("/>\n");
            tagOpen = false;
        } else {
            text.append("  ".repeat(open.size())).append("</").append(name).append(">\n");
        }
        return this;
    }

    <T> Out each(List<T> elements, BiConsumer<Out, T> writer) {
        elements.forEach(element -> writer.accept(this, element));
        return this;
    }

    <T> Out maybe(@Nullable T element, BiConsumer<Out, T> writer) {
        if (element != null) {
            writer.accept(this, element);
        }
        return this;
    }

    /** A section, written even when it is empty. */
    Out section(String name, Consumer<Out> content) {
        begin(name);
        content.accept(this);
        return end();
    }

    /** A section that is left out when there is nothing in it. */
    Out optionalSection(String name, boolean present, Consumer<Out> content) {
        return present ? section(name, content) : this;
    }

    private void closeTag() {
        if (tagOpen) {
            text.append(">\n");
            tagOpen = false;
        }
    }

    /** Characters that XML does not know at all become the replacement character. */
    private void escape(String value) {
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\n' -> text.append("&#10;");
                case '\r' -> text.append("&#13;");
                case '\t' -> text.append("&#9;");
                default -> text.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
    }

    private static boolean isXml(int c) {
        return c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
