package io.systole.actors.alert;

import io.systole.actors.alert.core.AlertCall;
import java.util.concurrent.CompletionStage;

/** Calls an alert agent. */
public interface AlertRunner {
    /** What became of the call: empty, or why it failed. Never fails, and never waits. */
    CompletionStage<AlertOutcome> run(AlertCall call);

    /**
     * What became of a call.
     *
     * @param why it failed; empty where it did not
     * @param printed what the agent printed, in a line
     */
    record AlertOutcome(String why, String printed) {
        static AlertOutcome done(String printed) {
            return new AlertOutcome("", printed);
        }

        static AlertOutcome failed(String why, String printed) {
            return new AlertOutcome(why, printed);
        }
    }
}
