package io.systole.actors.resource.wire;

import java.util.Optional;

/**
 * Names one action of one transition in the operation history: {@code ACTION:TRANSITION:TARGETRC:UUID}.
 *
 * @param action the action's number in its graph
 * @param transition the number of the transition, counted by the DC that made it
 * @param targetRc the result code that the planner expects
 * @param dc the DC's term, as a UUID: two DCs never use the same one
 */
public record TransitionKey(int action, int transition, int targetRc, String dc) {

    /** Reads a key; empty for what nobody of ours wrote. */
    public static Optional<TransitionKey> parse(String text) {
        String[] parts = text.split(":", 4);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TransitionKey(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[3]));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** The key with the result: {@code STATUS:RC;KEY}. */
    public String magic(int opStatus, int rc) {
        return opStatus + ":" + rc + ";" + this;
    }

    @Override
    public String toString() {
        return action + ":" + transition + ":" + targetRc + ":" + dc;
    }
}
