package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The levels at which two decisions are compared, as the judge of the shared cases does. */
final class Comparison {
    private Comparison() {}

    /** What differs: level, and the lines that only the reference ({@code -}) or only Systole ({@code +}) has. */
    static Map<String, List<String>> differences(Decided reference, Decided own) {
        Map<String, List<String>> found = new TreeMap<>();
        compare(
                found,
                "1 decision",
                lines(reference, Decided.SUMMARY, Comparison::withoutReason),
                lines(own, Decided.SUMMARY, Comparison::withoutReason));
        compare(
                found,
                "2 reasons",
                lines(reference, Decided.SUMMARY, line -> line),
                lines(own, Decided.SUMMARY, line -> line));
        compare(found, "3 actions", reference.actions(), own.actions());
        compare(found, "4 order", reference.order(), own.order());
        List<String> scores = lines(reference, Decided.SCORES, Comparison::score);
        compare(
                found,
                "5 scores",
                KnownDifferences.comparable(scores, scores),
                KnownDifferences.comparable(lines(own, Decided.SCORES, Comparison::score), scores));
        compare(found, "6 status", reference.section(Decided.BEFORE), own.section(Decided.BEFORE));
        if (reference.section(Decided.AFTER).isEmpty()) {
            return found; // it broke off while it played
        }
        compare(found, "7 played", reference.section(Decided.PLAYED), own.section(Decided.PLAYED));
        if (reference.section(Decided.PLAYED).stream().noneMatch(KnownDifferences::afterwardsShownOtherwise)) {
            compare(found, "8 revised", reference.section(Decided.AFTER), own.section(Decided.AFTER));
        }
        return found;
    }

    private static List<String> lines(Decided decided, String section, UnaryOperator<String> form) {
        return decided.section(section).stream()
                .map(form)
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }

    private static String withoutReason(String line) {
        return line.replaceAll("(Fence \\([a-z]+\\) \\S+).*", "$1").replaceAll("\\s+(due to|blocked).*$", "");
    }

    private static String score(String line) {
        boolean compared = line.contains("_assign: ") || line.contains("promotion score");
        return compared ? line.replaceAll("^\\* ", "").replaceAll("^\\w+: ", "") : "";
    }

    private static void compare(Map<String, List<String>> found, String level, List<String> want, List<String> got) {
        if (want.equals(got)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        List<String> missing = new ArrayList<>(want);
        got.forEach(missing::remove);
        List<String> more = new ArrayList<>(got);
        want.forEach(more::remove);
        missing.forEach(line -> lines.add("- " + line));
        more.forEach(line -> lines.add("+ " + line));
        if (lines.isEmpty()) {
            lines.add("the order of the lines");
            for (int i = 0; i < want.size(); i++) {
                if (!want.get(i).equals(got.get(i))) {
                    lines.add("- " + want.get(i));
                    lines.add("+ " + got.get(i));
                    break;
                }
            }
        }
        found.put(level, lines);
    }
}
