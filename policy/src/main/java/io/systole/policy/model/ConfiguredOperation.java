package io.systole.policy.model;

import io.systole.cib.OperationConfig;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;

/** An operation of a resource's configuration with its interval as a number. */
public record ConfiguredOperation(OperationConfig config, long intervalMs) {
    public static ConfiguredOperation of(OperationConfig config) {
        return new ConfiguredOperation(config, Spans.intervalOr(config.interval(), 0));
    }

    public String name() {
        return config.name();
    }

    /** Not switched off by the attribute; meta sets and rules are not looked at. */
    public boolean enabled() {
        return !Truth.isFalse(config.enabled());
    }
}
