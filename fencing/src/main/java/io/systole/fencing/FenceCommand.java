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
        Running start(FenceCommand command);
    }

    /** A program that runs. */
    public interface Running {
        /** Completes when the program has ended, always with a value. */
        CompletionStage<Ended> ended();

        /** Kills it with all that it started. */
        void cancel();
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
