package io.systole.actors.policy.core;

import io.systole.actors.resource.core.OperationResult;
import io.systole.policy.graph.GraphAction;

/** What an operation came to: the agent's code, how it ended ({@code op-status}), and why if it failed. */
public record ActionResult(int rc, int opStatus, String why) {
    public static ActionResult expectedOf(GraphAction action) {
        return new ActionResult(action.expectedRc(), 0, "");
    }

    boolean isExpectedOf(GraphAction action) {
        return OperationResult.meets(rc, action.expectedRc());
    }

    String against(GraphAction action) {
        String text = "rc " + rc + " instead of " + action.expectedRc();
        return why.isEmpty() ? text : text + " (" + why + ")";
    }
}
