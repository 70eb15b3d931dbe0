package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** When an operation ran and how long it took: epoch seconds and milliseconds, as texts. */
public record OpTimes(
        @Nullable String lastRun,
        @Nullable String lastRcChange,
        @Nullable String execTime,
        @Nullable String queueTime) {

    public static OpTimes none() {
        return new OpTimes(null, null, null, null);
    }
}
