package io.systole.multijvm;

/**
 * One line of the log that agents and faults are written to by those who did them.
 *
 * @param nanos wall clock in nanoseconds since 1970, of the one kernel that all hosts of a test share
 * @param node where it happened; for fencing and faults, the node that it happened to
 * @param resource the resource instance; {@code -} for fencing and faults
 * @param action start, stop, promote, demote, conflict, fence or fault
 * @param phase whether the action began or ended
 * @param result an ended action's exit code; what kind of fault; who asked for fencing
 */
record AgentEvent(long nanos, String node, String resource, String action, Phase phase, String result) {
    enum Phase {
        BEGIN,
        END
    }

    boolean is(String wantedAction, Phase wantedPhase) {
        return action.equals(wantedAction) && phase == wantedPhase;
    }

    /** Whether it is the end of an action that succeeded. */
    boolean succeeded(String wantedAction) {
        return is(wantedAction, Phase.END) && result.equals("0");
    }

    @Override
    public String toString() {
        return "%d.%09d %s %s %s %s %s"
                .formatted(
                        nanos / 1_000_000_000L,
                        nanos % 1_000_000_000L,
                        node,
                        resource,
                        action,
                        phase == Phase.BEGIN ? "begin" : "end",
                        result);
    }
}
