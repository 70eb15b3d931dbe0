package io.systole.agents.process;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One program to run.
 *
 * @param environment set on top of what this JVM was started with
 * @param input written to the program's standard input, which is then closed
 * @param outputMax the bytes kept of each of its two outputs: the last ones
 */
public record ProcessCall(
        List<String> command, SortedMap<String, String> environment, String input, Duration timeout, int outputMax) {
    public ProcessCall {
        command = List.copyOf(command);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
