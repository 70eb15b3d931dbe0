package io.systole.runtime.config;

import java.time.Duration;

/**
 * Leaving.
 *
 * @param escalation how long the node waits for its resources to be moved off before it leaves without
 */
public record ShutdownConfig(Duration escalation) {
    public ShutdownConfig {
        new Check()
                .between("escalation", escalation, Duration.ofSeconds(1), Duration.ofHours(24))
                .orThrow();
    }

    static ShutdownConfig from(Section section) {
        return new ShutdownConfig(section.duration("escalation"));
    }
}
