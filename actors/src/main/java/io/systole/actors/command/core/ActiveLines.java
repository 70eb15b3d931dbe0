package io.systole.actors.command.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Leaves what is not active out of a list of resources: its lines, and the titles of collectives with nothing left below. */
final class ActiveLines {
    private static final String FULL = "Full List of Resources:";
    private static final Pattern INACTIVE =
            Pattern.compile("\\* .*\\):\\t Stopped.*|\\* Stopped: \\[.*|\\* No resources.*");

    private ActiveLines() {}

    static List<String> of(List<String> lines) {
        int from = lines.indexOf(FULL);
        if (from < 0) {
            return lines;
        }
        int to = from + 1;
        while (to < lines.size() && lines.get(to).startsWith(" ")) {
            to++;
        }
        var kept = new ArrayList<>(lines.subList(0, from));
        List<String> active = active(lines.subList(from + 1, to));
        kept.add("Active Resources:");
        kept.addAll(active.isEmpty() ? List.of("  * No active resources") : active);
        kept.addAll(lines.subList(to, lines.size()));
        return kept;
    }

    private static List<String> active(List<String> lines) {
        var kept = new ArrayList<String>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            boolean title = line.stripTrailing().endsWith(":");
            boolean hasPart = !kept.isEmpty() && indent(kept.get(kept.size() - 1)) > indent(line);
            if (title ? hasPart : !INACTIVE.matcher(line.strip()).matches()) {
                kept.add(line);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
