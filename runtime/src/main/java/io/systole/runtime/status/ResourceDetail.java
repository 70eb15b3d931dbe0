package io.systole.runtime.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is configured, and what was done with it.
 *
 * @param kind primitive, group, clone or bundle
 * @param agent empty where it has none of its own
 * @param text its statement in the configuration language
 * @param inside the primitives that it holds; of a primitive itself
 * @param parameters what is set for its agent, in their order; of a primitive alone
 * @param history the newest operation first
 */
public record ResourceDetail(
        String id,
        String kind,
        String agent,
        String text,
        List<String> inside,
        List<Setting> parameters,
        List<Operation> history) {
    public ResourceDetail {
        inside = List.copyOf(inside);
        parameters = List.copyOf(parameters);
        history = List.copyOf(history);
    }

    /** A parameter with its value. */
    public record Setting(String name, String value) {}

    /**
     * An entry of the operation history.
     *
     * @param operation start, monitor, ...
     * @param intervalMs 0 of what is done once
     * @param result the exit code in words
     * @param status whether the agent ended, in words
     * @param at when its result was last another; null where that is not known
     */
    public record Operation(
            String resource,
            String node,
            String operation,
            long intervalMs,
            int rc,
            String result,
            String status,
            String exitReason,
            @Nullable Instant at,
            long execMs) {}
}
