package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import io.systole.runtime.doctor.Finding.Verdict;
import java.util.Locale;

/** A diagnosis as text: what is not well first, each with what to do; what is well in a line for each area, or in full. */
public final class DoctorText {
    private DoctorText() {}

    /** The text; with {@code all} also what is well, one by one. */
    public static String of(Diagnosis diagnosis, boolean all) {
        var text = new StringBuilder();
        long bad = diagnosis.count(Verdict.BAD);
        long warnings = diagnosis.count(Verdict.WARNING);
        long ok = diagnosis.count(Verdict.OK);
        text.append(bad)
                .append(" bad, ")
                .append(warnings)
                .append(warnings == 1 ? " warning, " : " warnings, ")
                .append(ok)
                .append(" ok, as ")
                .append(diagnosis.asked())
                .append(" sees it\n");
        for (Finding finding : diagnosis.findings()) {
            if (finding.verdict() != Verdict.OK) {
                told(text, finding);
            } else if (all) {
                text.append("ok      ")
                        .append(head(finding))
                        .append(finding.found())
                        .append('\n');
            }
        }
        if (!all && ok > 0) {
            text.append("ok      ");
            String joint = "";
            for (Area area : Area.values()) {
                long count = diagnosis.findings().stream()
                        .filter(finding -> finding.area() == area && finding.verdict() == Verdict.OK)
                        .count();
                if (count > 0) {
                    text.append(joint).append(area.word()).append(' ').append(count);
                    joint = ", ";
                }
            }
            text.append(" (--all lists them)\n");
        }
        return text.toString();
    }

    private static String head(Finding finding) {
        return finding.area().word() + (finding.subject().isEmpty() ? "" : ": " + finding.subject()) + ": ";
    }

    private static void told(StringBuilder text, Finding finding) {
        String verdict = finding.verdict() == Verdict.BAD ? "BAD" : "warning";
        text.append(String.format(Locale.ROOT, "%-8s", verdict))
                .append(head(finding))
                .append(finding.found())
                .append('\n');
        if (!finding.expected().isEmpty()) {
            text.append("        expected: ").append(finding.expected()).append('\n');
        }
        if (!finding.advice().isEmpty()) {
            text.append("        do: ").append(finding.advice()).append('\n');
        }
    }
}
