package io.systole.multijvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The file that all agents of a test cluster append to, one line for the begin and one for the end of each action:
 * {@code NANOS NODE RESOURCE ACTION begin|end RESULT}. It is what actually happened, whatever Systole says.
 */
final class AgentLog {
    private final Path file;

    AgentLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** All lines so far, in the order of their times. */
    List<AgentEvent> events() {
        try {
            return Files.exists(file) ? parse(Files.readAllLines(file, StandardCharsets.UTF_8)) : List.of();
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read " + file, failure);
        }
    }

    /** Writes down a fault that the test is about to cause. */
    void fault(String node, String kind) {
        append(new AgentEvent(now(), node, "-", "fault", AgentEvent.Phase.BEGIN, kind));
    }

    void append(AgentEvent event) {
        var line = "%d %s %s %s %s %s\n"
                .formatted(
                        event.nanos(),
                        event.node(),
                        event.resource(),
                        event.action(),
                        event.phase() == AgentEvent.Phase.BEGIN ? "begin" : "end",
                        event.result());
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new IllegalStateException("cannot write " + file, failure);
        }
    }

    static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Invariant: a line that is not one of ours is an error, never skipped: a judge who cannot read must not acquit. */
    static List<AgentEvent> parse(List<String> lines) {
        var events = new ArrayList<AgentEvent>();
        for (var line : lines) {
            events.add(parse(line).orElseThrow(() -> new IllegalArgumentException("not a line of an agent: " + line)));
        }
        events.sort(Comparator.comparingLong(AgentEvent::nanos));
        return List.copyOf(events);
    }

    private static Optional<AgentEvent> parse(String line) {
        var words = line.split(" ", -1);
        if (words.length != 6 || !words[0].matches("\\d{10,19}") || !words[4].matches("begin|end")) {
            return Optional.empty();
        }
        var phase = words[4].equals("begin") ? AgentEvent.Phase.BEGIN : AgentEvent.Phase.END;
        return Optional.of(new AgentEvent(Long.parseLong(words[0]), words[1], words[2], words[3], phase, words[5]));
    }

    /** Where resources are active after these events, as {@code RESOURCE@NODE}, in order. */
    static List<String> active(List<AgentEvent> events) {
        return SafetyRules.replay(events).activeNow();
    }
}
