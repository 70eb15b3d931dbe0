package io.systole.runtime.demo;

import java.util.Optional;

/** One line that an agent wrote about itself when an action ended. */
record AgentLine(long atMs, String node, String resource, String action, boolean done) {
    /** A line is time, node, resource, action, result; a line that is being written has less. */
    static Optional<AgentLine> parse(String line) {
        var words = line.strip().split(" +");
        if (words.length < 5 || !words[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new AgentLine(
                Long.parseLong(words[0]), words[1], instanceless(words[2]), words[3], words[4].equals("done")));
    }

    /** Instances of a clone may have a number behind a colon. */
    private static String instanceless(String resource) {
        var colon = resource.indexOf(':');
        return colon < 0 ? resource : resource.substring(0, colon);
    }
}
