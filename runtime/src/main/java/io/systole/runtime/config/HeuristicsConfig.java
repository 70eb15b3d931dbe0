package io.systole.runtime.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Commands that tell whether this node can do its work; the arbiter prefers sides whose nodes can.
 *
 * @param commands with their arguments, by name
 */
public record HeuristicsConfig(
        Mode mode, Duration timeout, Duration interval, SortedMap<String, List<String>> commands) {
    /** When they are run, by corosync-qdevice's words. */
    public enum Mode {
        OFF,
        /** When the membership changed or the arbiter was connected, and at intervals. */
        ON,
        /** When the membership changed or the arbiter was connected. */
        SYNC
    }

    public HeuristicsConfig {
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
        var check = new Check()
                .between("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(2))
                .between("interval", interval, Duration.ofSeconds(1), Duration.ofHours(1))
                .that(mode == Mode.OFF || !commands.isEmpty(), "commands", "{ }", "must have at least one command");
        commands.forEach((name, words) -> check.that(
                !words.isEmpty() && words.get(0).startsWith("/"),
                "commands",
                name + " = " + String.join(" ", words),
                "must begin with an absolute path"));
        check.orThrow();
    }

    static HeuristicsConfig off() {
        return new HeuristicsConfig(Mode.OFF, Duration.ofSeconds(2), Duration.ofSeconds(30), new TreeMap<>());
    }

    static HeuristicsConfig from(Section section) {
        var commands = new TreeMap<String, List<String>>();
        section.namedTexts("commands").forEach((name, text) -> {
            var words = CommandWords.of(text);
            if (words.isPresent()) {
                commands.put(name, words.get());
            } else {
                section.fault("commands", name + " = " + text, "a quotation mark is not closed");
            }
        });
        return new HeuristicsConfig(
                section.oneOf("mode", Mode.class), section.duration("timeout"), section.duration("interval"), commands);
    }

    public boolean isOn() {
        return mode != Mode.OFF;
    }
}
