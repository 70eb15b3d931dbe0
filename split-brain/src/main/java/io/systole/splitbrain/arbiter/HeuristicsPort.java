package io.systole.splitbrain.arbiter;

import java.util.concurrent.CompletionStage;

/** Runs the commands that tell whether this node can do its work. */
@FunctionalInterface
public interface HeuristicsPort {
    /** All ended well, or which did not and why. */
    record Result(boolean passed, String detail) {}

    /** Runs all of them at one time, and ends those that take too long. It does not fail. */
    CompletionStage<Result> run();
}
