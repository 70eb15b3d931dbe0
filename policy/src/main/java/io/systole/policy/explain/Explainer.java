package io.systole.policy.explain;

import io.systole.cib.value.Scores;
import io.systole.policy.Plan;
import io.systole.policy.explain.Explanation.NodeVerdict;
import io.systole.policy.explain.Explanation.Promotion;
import io.systole.policy.explain.Explanation.Step;
import io.systole.policy.model.Choice;
import io.systole.policy.model.Choice.Criterion;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        List<Needs.Rival> candidates = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            ScoreLine line = scores.get(node.name);
            if (line != null) {
                candidates.add(new Needs.Rival(node, steps(line)));
            }
        }
        for (Needs.Rival candidate : candidates) {
            ScoreLine line = Objects.requireNonNull(scores.get(candidate.node().name));
            boolean chosen = assigned == candidate.node();
            verdicts.add(new NodeVerdict(
                    candidate.node().name,
                    chosen,
                    line.score(),
                    candidate.steps(),
                    chosen ? "" : whyNot(candidate, line, best, choice),
                    chosen ? List.of() : Needs.of(primitive, candidate.node(), candidate.steps(), candidates, choice)));
        }
        return new Explanation(
                primitive.id,
                primitive.activeNodes.stream().map(node -> node.name).toList(),
                assigned == null ? null : assigned.name,
                primitive.nextRole.text(),
                choice == null
                        ? "as many instances as allowed run elsewhere"
                        : choice.criterion().text(),
                Causes.of(plan, primitive),
                promotion(primitive),
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
                    && !line.phase().isEmpty()
                    && line.resource().equals(primitive.id)) {
                (line.phase().equals(TRIED) ? tried : shown).put(line.node(), line);
            }
        }
        return tried.isEmpty() ? shown : tried;
    }

    private static List<Step> steps(ScoreLine line) {
        return line.why().stream()
                .map(step -> new Step(step.source(), step.amount(), step.total()))
                .toList();
    }

    private static String whyNot(
            Needs.Rival candidate, ScoreLine line, @Nullable ScoreLine best, @Nullable Choice choice) {
        Criterion criterion = choice == null ? null : choice.criterion();
        if (criterion == Criterion.UNMANAGED) {
            return "the resource is not managed";
        }
        if (criterion == Criterion.STOP_ALL) {
            return "all resources stop";
        }
        String condition = NodeWords.state(candidate.node());
        if (!condition.isEmpty()) {
            return "the node is " + condition;
        }
        if (line.score() < 0) {
            return "forbidden by: " + forbidding(candidate.steps());
        }
        if (best == null) {
            return "it runs nowhere for another reason";
        }
        long missing = (long) best.score() - line.score();
        return missing <= 0
                ? "not a higher score than " + best.node()
                : Scores.print((int) Math.min(missing, Scores.INFINITY)) + " less than " + best.node();
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

    /** How the instance that the primitive is, or is part of, came to its role. */
    private @Nullable Promotion promotion(PlanPrimitive primitive) {
        if (!(primitive.top() instanceof PlanClone clone) || !clone.promotable) {
            return null;
        }
        PlanResource instance = primitive;
        while (instance.parent != null && instance.parent != clone) {
            instance = instance.parent;
        }
        ScoreLine last = null;
        for (ScoreLine line : plan.scores()) {
            if (line.phase().isEmpty() && line.resource().equals(instance.id)) {
                last = line;
            }
        }
        if (last == null) {
            return null;
        }
        boolean promoted = instance.highestNextRole() == Role.PROMOTED;
        return new Promotion(promoted, last.score(), steps(last), roleReason(clone, instance, last, promoted));
    }

    private String roleReason(PlanClone clone, PlanResource instance, ScoreLine line, boolean promoted) {
        if (promoted) {
            return "among the " + clone.promotedMax + " highest promotion scores";
        }
        if (instance.assignedNodes().isEmpty()) {
            return "it runs nowhere";
        }
        if (line.score() < 0) {
            return "its promotion score is negative: the agent has to set one (crm_attribute -p), or a location constraint"
                    + " with role Promoted";
        }
        List<String> others = clone.children.stream()
                .filter(other -> other.highestNextRole() == Role.PROMOTED)
                .map(other -> other.id)
                .toList();
        if (others.size() >= clone.promotedMax) {
            return "promoted-max is " + clone.promotedMax + ", and " + String.join(", ", others) + " came first";
        }
        return state.quorate ? "its node cannot take a promoted one now" : "the partition has no quorum";
    }
}
