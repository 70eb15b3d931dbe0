package io.systole.policy.input;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cluster options that the planner follows, and those that the running cluster follows besides. */
public final class KnownOptions {
    private KnownOptions() {}

    /**
     * An option.
     *
     * @param oldName what it was called before, which still counts; null where it was always called so
     * @param byDefault what counts where it is not set; null for nothing
     * @param expected the values that it may have, in words
     */
    public record Known(
            String name, @Nullable String oldName, @Nullable String byDefault, String expected) {
        public boolean isCalled(String wanted) {
            return name.equals(wanted) || wanted.equals(oldName);
        }
    }

    private static final String TIME = "a time with its unit, like 30s";
    private static final String NUMBER = "an integer";

    /** What plans do not depend on. */
    private static final List<Known> BESIDES = List.of(
            new Known("enable-acl", null, "false", "true or false"),
            new Known("cluster-recheck-interval", null, "15min", TIME),
            new Known("transition-delay", "crmd-transition-delay", "0s", TIME),
            new Known("fencing-max-attempts", "stonith-max-attempts", "10", "an integer, at least 1"),
            new Known("fencing-watchdog-timeout", "stonith-watchdog-timeout", "0", TIME),
            new Known("node-action-limit", null, "0", NUMBER),
            new Known("load-threshold", null, "80%", "a percentage"),
            new Known("dc-deadtime", "dc_deadtime", "20s", TIME),
            new Known("pe-error-series-max", null, "-1", NUMBER),
            new Known("pe-warn-series-max", null, "5000", NUMBER),
            new Known("pe-input-series-max", null, "4000", NUMBER));

    /** Those of plans first. */
    public static List<Known> all() {
        return Stream.concat(OptionReader.known().stream(), BESIDES.stream()).toList();
    }
}
