package io.systole.fencing;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a device waits before it takes a node's power, so that of two nodes that fence each other one wins: a fixed
 * part, which may differ by target, and a random part that lifts the sum to the maximum at most.
 */
public record DelaySettings(Duration base, SortedMap<NodeName, Duration> baseByTarget, Duration max) {
    public DelaySettings {
        baseByTarget = Collections.unmodifiableSortedMap(new TreeMap<>(baseByTarget));
    }

    static DelaySettings of(SortedMap<String, String> parameters) {
        var base = parameters.getOrDefault("pcmk_delay_base", "");
        var byTarget = new TreeMap<NodeName, Duration>();
        HostTexts.map(base)
                .forEach((node, text) -> HostTexts.duration(text).ifPresent(wait -> byTarget.put(node, wait)));
        return new DelaySettings(
                HostTexts.duration(base).orElse(Duration.ZERO),
                byTarget,
                HostTexts.duration(parameters.get("pcmk_delay_max")).orElse(Duration.ZERO));
    }

    /** The part that is not left to chance. */
    public Duration fixed(NodeName target) {
        return baseByTarget.getOrDefault(target, base);
    }

    /** The bound of the part that is. */
    public Duration random(NodeName target) {
        var rest = max.minus(fixed(target));
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
