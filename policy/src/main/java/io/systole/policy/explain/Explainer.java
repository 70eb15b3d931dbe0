package io.systole.policy.explain;

import io.systole.cib.value.Scores;
import io.systole.policy.Plan;
import io.systole.policy.explain.Explanation.NodeVerdict;
import io.systole.policy.explain.Explanation.Step;
import io.systole.policy.model.Choice;
import io.systole.policy.model.Contribution;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the ledger of a plan into explanations. It adds nothing of its own, so it cannot disagree with the plan. */
public final class Explainer {
    private static final String TRIED = "pcmk__primitive_assign";

    private final Plan plan;
    private final WorkingState state;

    private Explainer(Plan plan) {
        this.plan = plan;
        this.state = plan.state();
    }

    /** Explains a primitive, or all primitives of a collective resource; empty when there is no such resource. */
    public static List<Explanation> explain(Plan plan, String resource) {
        Explainer explainer = new Explainer(plan);
        List<Explanation> explanations = new ArrayList<>();
        for (PlanResource found : explainer.find(resource)) {
            for (PlanPrimitive leaf : found.leaves()) {
                explanations.add(explainer.explain(leaf));
            }
        }
        return explanations;
    }

    /** The resource of that id, or all instances that are configured under it. */
    private List<PlanResource> find(String id) {
        PlanResource exact = state.resource(id);
        if (exact != null) {
            return List.of(exact);
        }
        return state.allResources().stream()
                .filter(resource -> resource.configuredId.equals(id))
                .toList();
    }

    private Explanation explain(PlanPrimitive primitive) {
        Choice choice = choice(primitive);
        SortedMap<String, ScoreLine> scores = scores(primitive);
        @Nullable PlanNode assigned = primitive.assignedNode();
        @Nullable ScoreLine best = assigned == null ? null : scores.get(assigned.name);
        List<NodeVerdict> verdicts = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            ScoreLine line = scores.get(node.name);
            if (line != null) {
                verdicts.add(verdict(primitive, node, line, best, choice));
            }
        }
        return new Explanation(
                primitive.id,
                primitive.activeNodes.stream().map(node -> node.name).toList(),
                assigned == null ? null : assigned.name,
                primitive.nextRole.text(),
                choice == null
                        ? "as many instances as allowed run elsewhere"
                        : choice.criterion().text(),
                verdicts);
    }

    private @Nullable Choice choice(PlanPrimitive primitive) {
        @Nullable Choice last = null;
        for (Choice choice : state.ledger.choices()) {
            if (choice.resource().equals(primitive.id)) {
                last = choice;
            }
        }
        return last;
    }

    /** The scores that the last try looked at; of an instance that was never tried those that it began with. */
    private SortedMap<String, ScoreLine> scores(PlanPrimitive primitive) {
        TreeMap<String, ScoreLine> tried = new TreeMap<>();
        TreeMap<String, ScoreLine> shown = new TreeMap<>();
        for (ScoreLine line : plan.scores()) {
            if (line.node() != null
                    && line.lastStep() != null
                    && line.resource().equals(primitive.id)) {
                (line.phase().equals(TRIED) ? tried : shown).put(line.node(), line);
            }
        }
        return tried.isEmpty() ? shown : tried;
    }

    private static NodeVerdict verdict(
            PlanPrimitive primitive, PlanNode node, ScoreLine line, @Nullable ScoreLine best, @Nullable Choice choice) {
        List<Step> steps = new ArrayList<>();
        for (Contribution step : line.why()) {
            steps.add(new Step(step.source(), step.amount(), step.total()));
        }
        if (primitive.assignedNode() == node) {
            return new NodeVerdict(node.name, true, line.score(), steps, "", "");
        }
        if (choice != null && choice.criterion() == Choice.Criterion.UNMANAGED) {
            return new NodeVerdict(
                    node.name, false, line.score(), steps, "the resource is not managed", "the resource is managed");
        }
        if (choice != null && choice.criterion() == Choice.Criterion.STOP_ALL) {
            return new NodeVerdict(
                    node.name, false, line.score(), steps, "all resources stop", "stop-all-resources is not set");
        }
        String state = stateOf(node);
        if (!state.isEmpty()) {
            return new NodeVerdict(
                    node.name, false, line.score(), steps, "the node is " + state, "the node is no longer " + state);
        }
        if (line.score() < 0) {
            String source = forbidding(steps);
            return new NodeVerdict(
                    node.name,
                    false,
                    line.score(),
                    steps,
                    "forbidden by: " + source,
                    "this no longer holds: " + source);
        }
        return lower(node, line, steps, best);
    }

    private static NodeVerdict lower(PlanNode node, ScoreLine line, List<Step> steps, @Nullable ScoreLine best) {
        if (best == null) {
            return new NodeVerdict(
                    node.name,
                    false,
                    line.score(),
                    steps,
                    "it runs nowhere for another reason",
                    "what keeps it from running");
        }
        long missing = (long) best.score() - line.score();
        if (missing <= 0) {
            return new NodeVerdict(
                    node.name,
                    false,
                    line.score(),
                    steps,
                    "not a higher score than " + best.node(),
                    "a score of 1 or more for " + node.name);
        }
        String how = best.score() >= Scores.INFINITY
                ? "what gives " + best.node() + " INFINITY no longer holds"
                : missing + 1 + " or more for " + node.name;
        return new NodeVerdict(
                node.name,
                false,
                line.score(),
                steps,
                Scores.print((int) Math.min(missing, Scores.INFINITY)) + " less than " + best.node(),
                how);
    }

    /** The first step after which the score was negative and stayed so. */
    private static String forbidding(List<Step> steps) {
        String source = "";
        boolean negative = false;
        for (Step step : steps) {
            if (step.total() >= 0) {
                negative = false;
            } else if (!negative) {
                negative = true;
                source = step.source();
            }
        }
        return source;
    }

    private static String stateOf(PlanNode node) {
        if (node.unclean) {
            return "to be fenced";
        }
        if (!node.online) {
            return "offline";
        }
        if (node.shutdown) {
            return "shutting down";
        }
        if (node.maintenance) {
            return "in maintenance";
        }
        if (node.pending) {
            return "not joined yet";
        }
        return node.standby ? "in standby" : "";
    }
}
