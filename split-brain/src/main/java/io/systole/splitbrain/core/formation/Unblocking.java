package io.systole.splitbrain.core.formation;

/** Whether a node that waits for all may be told not to, and what that means, or why not. */
public record Unblocking(boolean possible, String words) {
    static Unblocking refused(String why) {
        return new Unblocking(false, why);
    }
}
