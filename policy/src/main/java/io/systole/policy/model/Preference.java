package io.systole.policy.model;

import io.systole.cib.value.Scores;

/** Applies a score on a node, or on all, to a resource and everything below it; missing entries are made. */
public final class Preference {
    private Preference() {}

    /** Adds a score on a node; a new entry starts from the present base score of the node. */
    public static void give(PlanResource resource, PlanNode node, int score, String source) {
        for (PlanResource child : resource.children) {
            give(child, node, score, source);
        }
        entry(resource, node).add(score, source);
    }

    /** Adds a score on every node of the cluster. */
    public static void giveAll(WorkingState state, PlanResource resource, int score, String source) {
        for (PlanNode node : state.nodes) {
            give(resource, node, score, source);
        }
        if (score <= -Scores.INFINITY && resource instanceof PlanPrimitive primitive) {
            primitive.assigned = null;
        }
    }

    public static void ban(PlanResource resource, PlanNode node, String source) {
        give(resource, node, -Scores.INFINITY, source);
    }

    public static void banEverywhere(WorkingState state, PlanResource resource, String source) {
        giveAll(state, resource, -Scores.INFINITY, source);
    }

    /** Replaces the table of just this resource by one of all nodes with minus infinity. */
    public static void replaceByBans(WorkingState state, PlanResource resource, String source) {
        CandidateTable table = new CandidateTable();
        for (PlanNode node : state.nodes) {
            table.put(new Candidate(node, -Scores.INFINITY, source));
        }
        resource.candidates = table;
    }

    /** The entry of a node, made if it is missing. */
    public static Candidate entry(PlanResource resource, PlanNode node) {
        Candidate candidate = resource.candidates.get(node);
        if (candidate == null) {
            candidate = new Candidate(node, node.baseScore, "base score of the node");
            resource.candidates.put(candidate);
        }
        return candidate;
    }
}
