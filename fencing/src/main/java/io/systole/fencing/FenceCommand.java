package io.systole.fencing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** A program to run for a fence device, its standard input included. */
public record FenceCommand(
        List<String> command, SortedMap<String, String> environment, String input, Duration timeout, int outputMax) {
    public FenceCommand {
        command = List.copyOf(command);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** Whoever runs programs: in a session of their own, bounded in time and output, killed with all that they started. */
    public interface Port {
        CompletionStage<Ended> run(FenceCommand command);
    }

    /**
     * How the program ended.
     *
     * @param rc its exit code; -1 where there is none
     * @param why empty if it ended by itself
     */
    public record Ended(
            boolean timedOut, int rc, String why, String stdout, String stderr, Instant started, Duration duration) {}
}
