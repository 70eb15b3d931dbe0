package io.systole.policy.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one primitive, or instance of one, goes where the plan sends it.
 *
 * @param runsOn where it is active now
 * @param assignedTo where the plan wants it; null for nowhere
 * @param role the role that the plan wants
 * @param because what decided
 */
public record Explanation(
        String resource,
        List<String> runsOn,
        @Nullable String assignedTo,
        String role,
        String because,
        List<NodeVerdict> nodes) {
    public Explanation {
        runsOn = List.copyOf(runsOn);
        nodes = List.copyOf(nodes);
    }

    /**
     * What speaks for and against a node.
     *
     * @param score the total that the planner used
     * @param steps what led to it; added in order they give the score
     * @param whyNot why it is not this node; empty for the chosen one
     * @param change what would have to change for it to be this node; empty for the chosen one
     */
    public record NodeVerdict(String node, boolean chosen, int score, List<Step> steps, String whyNot, String change) {
        public NodeVerdict {
            steps = List.copyOf(steps);
        }
    }

    /** One step of a score: where it came from and what it added. */
    public record Step(String source, int amount, int total) {}
}
