package io.systole.policy.output;

import io.systole.policy.output.ReportElement.Field;

/** A report as XML: two spaces a level, no empty end tags, as the field's tools write theirs. */
public final class ReportXml {
    private final StringBuilder out = new StringBuilder();

    private ReportXml() {}

    public static String write(ReportElement root) {
        ReportXml xml = new ReportXml();
        xml.element(root, 0);
        return xml.out.toString();
    }

    private void element(ReportElement element, int depth) {
        out.append("  ".repeat(depth)).append('<').append(element.name());
        for (Field field : element.fields()) {
            out.append(' ').append(field.name()).append("=\"");
            escape(field.value().toString(), true);
            out.append('"');
        }
        String text = element.text();
        if (text != null) {
            out.append('>');
            escape(text, false);
            close(element);
        } else if (element.children().isEmpty()) {
            out.append("/>\n");
        } else {
            out.append(">\n");
            element.children().forEach(child -> element(child, depth + 1));
            out.append("  ".repeat(depth));
            close(element);
        }
    }

    private void close(ReportElement element) {
        out.append("</").append(element.name()).append(">\n");
    }

    /** Characters that XML does not know at all become the replacement character. */
    private void escape(String text, boolean attribute) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n' -> out.append(attribute ? "&#10;" : "\n");
                case '\t' -> out.append(attribute ? "&#9;" : "\t");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
    }

    private static boolean isXml(int c) {
        return c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF);
    }
}
