package io.systole.policy.output;

import java.util.ArrayList;
import java.util.List;

/**
 * What a transition does with one resource.
 *
 * @param details roles and nodes
 * @param reason why, or empty
 * @param element the same for programs
 */
record SummaryLine(String verb, String resource, String details, String reason, ReportElement element) {

    private static final int VERB_WIDTH = 8;
    private static final int WIDTH_MIN = 5;

    /**
     * The lines in columns. The reference makes the list twice and keeps the widths: a longer id widens its column to its
     * length and two more, longer details to their length.
     */
    static List<ReportItem> aligned(List<SummaryLine> lines) {
        int[] widths = {WIDTH_MIN, WIDTH_MIN};
        lines.forEach(line -> line.text(widths));
        List<ReportItem> items = new ArrayList<>(lines.size());
        lines.forEach(line -> items.add(new ReportItem(line.text(widths), line.element())));
        return items;
    }

    private String text(int[] widths) {
        if (resource.length() > widths[0]) {
            widths[0] = resource.length() + 2;
        }
        widths[1] = Math.max(widths[1], details.length());
        String text = padRight(verb, VERB_WIDTH)
                + "   "
                + padRight(resource, widths[0])
                + "   ( "
                + " ".repeat(widths[1] - details.length())
                + details
                + " )";
        return reason.isEmpty() ? text : text + "  " + reason;
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
