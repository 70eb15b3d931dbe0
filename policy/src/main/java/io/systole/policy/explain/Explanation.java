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
 * @param causes what else bears on it: why it is stopped, what keeps it from starting
 * @param promotion how its role was chosen; null where it has but one
 */
public record Explanation(
        String resource,
        List<String> runsOn,
        @Nullable String assignedTo,
        String role,
        String because,
        List<String> causes,
        @Nullable Promotion promotion,
        List<NodeVerdict> nodes) {
    public Explanation {
        runsOn = List.copyOf(runsOn);
        causes = List.copyOf(causes);
        nodes = List.copyOf(nodes);
    }

    /** The same with what is said of one node alone; null leaves all. */
    public Explanation forNode(@Nullable String node) {
        return node == null
                ? this
                : new Explanation(
                        resource,
                        runsOn,
                        assignedTo,
                        role,
                        because,
                        causes,
                        promotion,
                        nodes.stream()
                                .filter(verdict -> verdict.node().equalsIgnoreCase(node))
                                .toList());
    }

    /**
     * What speaks for and against a node.
     *
     * @param score the total that the planner used
     * @param steps what led to it; added in order they give the score
     * @param whyNot why it is not this node; empty for the chosen one
     * @param needs what would have to change, all of it, for it to be this node; none for the chosen one
     */
    public record NodeVerdict(
            String node, boolean chosen, int score, List<Step> steps, String whyNot, List<Need> needs) {
        public NodeVerdict {
            steps = List.copyOf(steps);
            needs = List.copyOf(needs);
        }
    }

    /** One step of a score: where it came from and what it added. */
    public record Step(String source, int amount, int total) {}

    /**
     * How the role of an instance was chosen.
     *
     * @param score its promotion score, as the planner used it
     * @param steps what led to it
     * @param why why it is promoted, or is not
     */
    public record Promotion(boolean promoted, int score, List<Step> steps, String why) {
        public Promotion {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A change that is needed.
     *
     * @param subject the id or name that it is about; empty where there is none
     * @param score the score that a preference would have to have; 0 for other changes
     */
    public record Need(Kind kind, String subject, int score, String text) {

        /** What is to be changed. */
        public enum Kind {
            /** A location constraint is to prefer the node by a score. */
            PREFERENCE,
            /** A constraint is to go. */
            REMOVE_CONSTRAINT,
            /** The failures of a resource on the node are to be forgotten. */
            CLEAN_UP,
            /** The node is to be able to run resources. */
            NODE,
            /** The resource is to be managed. */
            MANAGE,
            /** The resource is to be allowed to run. */
            TARGET_ROLE,
            /** Something that no single change brings about. */
            OTHER
        }
    }
}
