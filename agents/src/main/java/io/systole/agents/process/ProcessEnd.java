package io.systole.agents.process;

/** How a program ended. */
public sealed interface ProcessEnd {
    /** By itself. */
    record Exited(int code) implements ProcessEnd {}

    /** By a signal that Systole did not send. */
    record Signalled(int signal) implements ProcessEnd {}

    /** It took longer than allowed and was killed. */
    record TimedOut() implements ProcessEnd {}

    /** It was killed because its caller asked for that. */
    record Cancelled() implements ProcessEnd {}

    /** The operating system did not start it. */
    record NotStarted(String why) implements ProcessEnd {}
}
