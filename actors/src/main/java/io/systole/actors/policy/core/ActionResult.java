package io.systole.actors.policy.core;

import io.systole.policy.graph.GraphAction;

/** What an operation came to: the agent's code, how it ended ({@code op-status}), and why if it failed. */
public record ActionResult(int rc, int opStatus, String why) {
    private static final int PROMOTED = 8;
    private static final int DEGRADED = 190;
    private static final int DEGRADED_PROMOTED = 191;

    public static ActionResult expectedOf(GraphAction action) {
        return new ActionResult(action.expectedRc(), 0, "");
    }

    /** Whether a code is what the planner expected; degraded counts as what it degrades from. */
    public static boolean meets(int rc, int expected) {
        return rc == expected || (rc == DEGRADED && expected == 0) || (rc == DEGRADED_PROMOTED && expected == PROMOTED);
    }

    boolean isExpectedOf(GraphAction action) {
        return meets(rc, action.expectedRc());
    }

    String against(GraphAction action) {
        String text = "rc " + rc + " instead of " + action.expectedRc();
        return why.isEmpty() ? text : text + " (" + why + ")";
    }
}
