package io.systole.agents.process;

/** Why a program took too long, as far as it can be seen from outside. */
final class SlowProcess {
    private static final int LINE_MAX = 120;

    private SlowProcess() {}

    /**
     * What it was doing in the end, whether that was the same before, and what it said last; in a line.
     *
     * @param before when most of its time was over
     * @param end when it was killed
     */
    static String inWords(ProcessPicture before, ProcessPicture end, String stderr, String stdout) {
        var doing = end.inWords();
        var words = new StringBuilder(doing.isEmpty() ? "none of its processes is left" : doing);
        if (!doing.isEmpty() && !before.tasks().isEmpty()) {
            words.append(end.isAs(before) ? "; the same before" : "; before: " + before.inWords());
        }
        var said = lastLine(stderr.isBlank() ? stdout : stderr);
        return (said.isEmpty() ? words : words.append("; it said last: ").append(said)).toString();
    }

    private static String lastLine(String text) {
        var last =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (earlier, later) -> later);
        return last.length() <= LINE_MAX ? last : last.substring(0, LINE_MAX) + "...";
    }
}
