package io.systole.policy.differential;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known to be named, decided or shown differently by the reference of another version, in one place: Systole follows
 * 3.0.2, Debian carries 2.1.5.
 */
final class KnownDifferences {
    /** Options that 3.0.2 calls by another name. */
    private static final List<String> OLD_NAMES = List.of(
            "fencing-enabled=stonith-enabled",
            "fencing-action=stonith-action",
            "fencing-timeout=stonith-timeout",
            "fencing-max-attempts=stonith-max-attempts",
            "fencing-watchdog-timeout=stonith-watchdog-timeout",
            "fencing-reaction=fence-reaction",
            "stop-removed-resources=stop-orphan-resources",
            "cancel-removed-actions=stop-orphan-actions");

    private static final String OPTIONS = "<cluster_property_set [^>]*[^/]>";
    /** The default that Debian builds the older version with is another one. */
    private static final String CONCURRENT =
            "<nvpair id=\"added-concurrent-fencing\" name=\"concurrent-fencing\" value=\"true\"/>";

    private KnownDifferences() {}

    /** The CIB as the older version understands it. */
    static String older(String cib) {
        String text = cib.replaceFirst("validate-with=\"pacemaker-4[.0-9]*\"", "validate-with=\"pacemaker-3.9\"");
        for (String pair : OLD_NAMES) {
            int at = pair.indexOf('=');
            text = text.replace("name=\"" + pair.substring(0, at) + "\"", "name=\"" + pair.substring(at + 1) + "\"");
        }
        return text.contains("concurrent-fencing") ? text : text.replaceFirst(OPTIONS, "$0" + CONCURRENT);
    }

    static Decided settle(Decided decided) {
        Map<String, List<String>> sections = new TreeMap<>(decided.sections());
        sections.computeIfPresent(
                Decided.SCORES,
                (name, lines) -> lines.stream()
                        .map(KnownDifferences::score)
                        .filter(line -> !line.isEmpty())
                        .toList());
        sections.computeIfPresent(
                Decided.SUMMARY,
                (name, lines) -> lines.stream().map(KnownDifferences::reason).toList());
        sections.computeIfPresent(
                Decided.PLAYED,
                (name, lines) -> lines.stream()
                        .filter(line -> !line.contains("clear_failcount"))
                        .map(line -> line.replaceAll("=(value\\+\\+|\\d+|INFINITY) into", "=N into"))
                        .toList());
        for (String status : List.of(Decided.BEFORE, Decided.AFTER)) {
            sections.computeIfPresent(
                    status,
                    (name, lines) ->
                            lines.stream().map(KnownDifferences::status).toList());
        }
        return new Decided(sections, withoutClearing(decided.actions()), withoutClearing(decided.order()));
    }

    /**
     * The newer version shows the scores of instances at more of its steps: each of the older one's lines must be among them,
     * once; what is not shown by it is left out.
     */
    static List<String> comparable(List<String> scores, List<String> reference) {
        Set<String> shown = new HashSet<>(reference);
        Set<String> seen = new HashSet<>();
        return scores.stream()
                .filter(line ->
                        !line.matches("\\S+(:|-docker-|-podman-)\\d+ .*") || (shown.contains(line) && seen.add(line)))
                .toList();
    }

    /** The newer version forgets failures in more situations. */
    private static List<String> withoutClearing(List<String> lines) {
        return lines.stream().filter(line -> !line.contains("clear_failcount")).toList();
    }

    /** What the older version decides by rules that the newer one no longer has. */
    static boolean beyondCompare(Decided reference) {
        return reference.actions().stream().anyMatch(action -> action.startsWith("rsc_op probe_again"));
    }

    /** The newer version says maintenance where the older said unmanaged, and spells results and removed resources otherwise. */
    private static String status(String line) {
        return line.replace("(maintenance", "(unmanaged")
                .replace(", maintenance", ", unmanaged")
                .replace("unmanaged, disabled", "disabled, unmanaged")
                .replace("Stopped (disabled): [", "Stopped: [")
                .replaceAll("(?i) \\(not installed\\)", "")
                .replaceAll("(?i) Stopped \\(not installed[^)]*\\)", " Stopped");
    }

    /** The older version takes a cancelled operation in the history for a sign that the resource is active. */
    static boolean afterwardsShownOtherwise(String played) {
        return played.contains(" cancel=");
    }

    private static String reason(String line) {
        return line.replace("'termination was requested'", "'fencing was requested'")
                .replace("due to unmigrateable", "due to unrunnable");
    }

    /** 2.1.5 calls its steps {@code _allocate}, and gives an inactive instance another promotion score. */
    private static String score(String line) {
        if (line.contains("promotion score on none") || line.contains("promotion score (inactive)")) {
            return "";
        }
        return line.replace("_allocate: ", "_assign: ");
    }
}
