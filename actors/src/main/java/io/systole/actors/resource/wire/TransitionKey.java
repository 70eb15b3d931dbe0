package io.systole.actors.resource.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.UUID;

/**
 * Names one action of one transition in the operation history: {@code ACTION:TRANSITION:TARGETRC:UUID}.
 *
 * @param action the action's number in its graph
 * @param transition the number of the transition, counted by the DC that made it
 * @param targetRc the result code that the planner expects
 * @param dc the DC's term, as a UUID: two DCs never use the same one
 */
public record TransitionKey(int action, int transition, int targetRc, String dc) {
    private static final int ID_LENGTH = 8;

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

    /**
     * The last part of the keys that a DC gives: no two terms share it.
     *
     * @param node the DC's
     */
    public static String dc(String node, long term) {
        return UUID.nameUUIDFromBytes(("dc " + node + " " + term).getBytes(UTF_8))
                .toString();
    }

    /**
     * Names a transition among all of the cluster, as the log of every node has it: its number and the beginning of the
     * term's UUID.
     */
    public static String transitionId(int transition, String dc) {
        return transition + "." + dc.substring(0, Math.min(ID_LENGTH, dc.length()));
    }

    /** The name of the transition that the action is of. */
    public String transitionId() {
        return transitionId(transition, dc);
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
