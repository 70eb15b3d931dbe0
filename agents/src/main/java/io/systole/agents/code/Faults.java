package io.systole.agents.code;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent threw, in words. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    static final int REASON_MAX = 512;

    private Faults() {}

    /** The fault and where it was thrown; whatever else is wrong with it, this answers. */
    static String inWords(Throwable thrown) {
        var cause = cause(thrown);
        try {
            var place = cause.getStackTrace();
            return bounded(place.length == 0 ? cause.toString() : cause + " at " + place[0]);
        } catch (Throwable faultOfTheFault) {
            return cause.getClass().getName();
        }
    }

    /** The fault, and what is at the bottom of it. */
    static String withCause(Throwable thrown) {
        var bottom = thrown;
        for (var cause = thrown.getCause(); cause != null && cause != bottom; cause = cause.getCause()) {
            bottom = cause;
        }
        try {
            return bounded(bottom == thrown ? thrown.toString() : thrown + ", because of " + bottom);
        } catch (Throwable faultOfTheFault) {
            return thrown.getClass().getName();
        }
    }

    /** What stages wrap is inside. */
    static Throwable cause(Throwable thrown) {
        var inner = thrown.getCause();
        return (thrown instanceof CompletionException || thrown instanceof ExecutionException) && inner != null
                ? inner
                : thrown;
    }

    static String bounded(String text) {
        return text.length() <= REASON_MAX ? text : text.substring(0, REASON_MAX);
    }

    /** Runs code of an agent for which nobody waits. */
    static void logged(String what, Runnable code) {
        try {
            code.run();
        } catch (Throwable fault) {
            LOG.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("why", inWords(fault))
                    .log("an agent in Java failed");
        }
    }
}
