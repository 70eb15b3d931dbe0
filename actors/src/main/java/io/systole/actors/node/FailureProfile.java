package io.systole.actors.node;

import io.systole.splitbrain.core.SurvivorTimes;
import java.time.Duration;
import java.util.Locale;

/** A named set of failure-detection times; its Pekko part lies in the resource {@code systole-pekko-NAME.conf}. */
public enum FailureProfile {
    /** A LAN: a dead node is noticed in about 1.4 s and taken over from in about 2 s. */
    DEFAULT(Duration.ofMillis(1200), Duration.ofMillis(150)),
    /** A quiet LAN and hosts that never pause: silence is noticed in about 0.5 s, taken over from in about 1 s. */
    FAST(Duration.ofMillis(350), Duration.ofMillis(30)),
    /** Sites apart, or hosts that pause: noticed in about 7 s. */
    WAN(Duration.ofSeconds(6), Duration.ofSeconds(1));

    private final Duration detection;
    private final Duration stableAfter;

    FailureProfile(Duration detection, Duration stableAfter) {
        this.detection = detection;
        this.stableAfter = stableAfter;
    }

    public SurvivorTimes times() {
        return new SurvivorTimes(
                detection,
                stableAfter,
                detection.multipliedBy(8),
                detection.multipliedBy(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20));
    }

    /** The profile's name in the configuration: default, fast or wan. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
