package io.systole.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the commands of systole in a page of Markdown: in code spans, and in the lines of fenced blocks. */
final class DocumentedCommands {
    /**
     * A command as a page has it.
     *
     * @param line of the page, from 1
     * @param words behind {@code systole}, without what the shell would take away
     */
    record Mention(int line, List<String> words) {
        @Override
        public String toString() {
            return "line " + line + ": systole " + String.join(" ", words);
        }
    }

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"']+");
    /** What may stand before the command on its line. */
    private static final Pattern BEFORE =
            Pattern.compile("\\$|sudo|exec|time|watch|ssh|if|until|while|!|[A-Z_]+=.*|[a-z0-9.@-]+@[a-z0-9.-]+");

    private static final Pattern END = Pattern.compile("\\|\\|?|&&?|;|#|<.*|2?>.*");

    private DocumentedCommands() {}

    static List<Mention> of(String page) {
        var found = new ArrayList<Mention>();
        var lines = page.lines().toList();
        boolean fenced = false;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (fenced) {
                int first = at;
                while (line.endsWith("\\") && at + 1 < lines.size()) {
                    line = line.substring(0, line.length() - 1) + " "
                            + lines.get(++at).strip();
                }
                add(found, first + 1, line);
            } else {
                int number = at + 1;
                SPAN.matcher(line.replace("\\|", "|")).results().forEach(span -> add(found, number, span.group(1)));
            }
        }
        return found;
    }

    /** A line of a shell has one command behind another. */
    private static void add(List<Mention> found, int number, String text) {
        List<String> rest =
                WORD.matcher(text).results().map(word -> word.group()).toList();
        while (!rest.isEmpty()) {
            int end = 0;
            while (end < rest.size()
                    && !END.matcher(rest.get(end)).matches()
                    && !rest.get(end).endsWith(";")) {
                end++;
            }
            boolean last = end < rest.size()
                    && rest.get(end).length() > 1
                    && rest.get(end).endsWith(";");
            var one = new ArrayList<>(rest.subList(0, end));
            if (last) {
                one.add(rest.get(end).substring(0, rest.get(end).length() - 1));
            }
            while (!one.isEmpty() && BEFORE.matcher(one.get(0)).matches()) {
                one.remove(0);
            }
            // "systole {" and "systole =" are of the configuration file.
            boolean setting =
                    one.size() > 1 && (one.get(1).startsWith("{") || one.get(1).startsWith("="));
            if (!one.isEmpty()
                    && !setting
                    && (one.get(0).equals("systole") || one.get(0).equals("bin/systole"))) {
                found.add(new Mention(number, List.copyOf(one.subList(1, one.size()))));
            }
            if (end >= rest.size() || rest.get(end).equals("#")) {
                return;
            }
            rest = rest.subList(end + 1, rest.size());
        }
    }
}
