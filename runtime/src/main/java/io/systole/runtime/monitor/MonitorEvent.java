package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.status.StatusDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to the live view. */
public sealed interface MonitorEvent {
    /** A node tells from now on. */
    record Connected(String node, Instant at) implements MonitorEvent {}

    /** The node that told is silent or gone, or none could be found; {@code why} says what was seen. */
    record Broken(String node, String why, Instant at) implements MonitorEvent {}

    /** A node told something: {@code name} is the event's, as the HTTP interface has it: state, transition, fencing. */
    record Told(String name, JsonNode data, Instant at) implements MonitorEvent {}

    /** The details of the status were read, or could not be, and {@code why} says why. */
    record Detailed(@Nullable StatusDetails details, String why) implements MonitorEvent {}

    /** A key was pressed. */
    record Pressed(NamedKey key) implements MonitorEvent {}

    /** A letter was typed. */
    record Typed(char letter) implements MonitorEvent {}

    /** The keys that are no letters. */
    enum NamedKey {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE
    }
}
