package io.systole.actors.policy.wire;

import io.systole.actors.policy.wire.TransitionSummary.ActionSummary;
import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.List;

/**
 * That a transition begins, or goes on by some actions, or has ended: the DC tells it to all members, and nobody waits for it.
 *
 * @param stage one of {@link #BEGUN}, {@link #ACTION} and {@link #ENDED}
 * @param dc who carries the transition out
 * @param term the DC's term; with the number it names the transition
 * @param outcome of the transition, as in {@link TransitionSummary}
 * @param done how many actions are done, ordering points counted
 * @param total how many there are, ordering points counted
 * @param summary what the plan does, in the planner's lines, at most {@link #LINES_MAX}; with {@link #BEGUN} alone
 * @param actions that were done or failed just now; with {@link #ACTION} alone
 */
public record TransitionNews(
        String stage,
        NodeName dc,
        long term,
        int number,
        String reason,
        String outcome,
        int done,
        int total,
        List<String> summary,
        List<ActionSummary> actions,
        Instant at)
        implements NewsCommand, WireMessage {
    /** A plan of thousands of lines is not sent around; it can be asked for. */
    public static final int LINES_MAX = 50;

    public static final String BEGUN = "begun";
    public static final String ACTION = "action";
    public static final String ENDED = "ended";

    public TransitionNews {
        summary = List.copyOf(summary.size() > LINES_MAX ? summary.subList(0, LINES_MAX) : summary);
        actions = List.copyOf(actions);
    }
}
