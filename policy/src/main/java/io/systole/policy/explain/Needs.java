package io.systole.policy.explain;

import io.systole.cib.value.Scores;
import io.systole.policy.explain.Explanation.Need;
import io.systole.policy.explain.Explanation.Need.Kind;
import io.systole.policy.explain.Explanation.Step;
import io.systole.policy.model.Choice;
import io.systole.policy.model.Choice.Criterion;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have to change for a resource to go to a node: everything that forbids it has to go, and what is left has to
 * be more than the best other node has. Other resources are taken to stay where they are.
 */
final class Needs {
    private static final String LOCATION = "location ";
    private static final String COLOCATION = "colocation ";
    private static final List<String> FAILURES = List.of(
            "migration-threshold",
            "on-fail of",
            "probe says",
            "agent is not installed",
            "hard error",
            "fatal error",
            "stop failed");

    private final PlanPrimitive primitive;
    private final PlanNode node;
    private final List<Rival> rivals;
    private final List<Need> needs = new ArrayList<>();
    /** Where scores come from that the needs so far take away on every node. */
    private final List<String> gone = new ArrayList<>();

    /** Another node, and how its score came about. */
    record Rival(PlanNode node, List<Step> steps) {}

    private Needs(PlanPrimitive primitive, PlanNode node, List<Rival> rivals) {
        this.primitive = primitive;
        this.node = node;
        this.rivals = rivals;
    }

    /**
     * All that is needed.
     *
     * @param all the candidates with their scores, the node itself included
     */
    static List<Need> of(
            PlanPrimitive primitive, PlanNode node, List<Step> steps, List<Rival> all, @Nullable Choice choice) {
        var needs = new Needs(primitive, node, all);
        Criterion criterion = choice == null ? null : choice.criterion();
        if (criterion == Criterion.UNMANAGED) {
            needs.add(Kind.MANAGE, primitive.id, "the resource is managed");
        } else if (criterion == Criterion.STOP_ALL) {
            needs.add(Kind.OTHER, "stop-all-resources", "the option stop-all-resources is not set");
        } else {
            needs.able();
            needs.forbidding(steps);
            needs.enough(steps);
        }
        if (needs.needs.isEmpty()) {
            needs.add(Kind.OTHER, "", "what else keeps it from running");
        }
        return needs.needs;
    }

    private void add(Kind kind, String subject, String text) {
        needs.add(new Need(kind, subject, 0, text));
    }

    private void able() {
        String state = NodeWords.state(node);
        if (!state.isEmpty()) {
            add(Kind.NODE, node.name, node.name + " is no longer " + state);
        }
    }

    /** Each source of minus infinity has to go. */
    private void forbidding(List<Step> steps) {
        List<String> sources = new ArrayList<>();
        for (Step step : steps) {
            if (step.amount() <= -Scores.INFINITY && !sources.contains(step.source())) {
                sources.add(step.source());
                forbids(step.source());
            }
        }
    }

    private void forbids(String source) {
        if (source.startsWith(LOCATION)) {
            String id = source.substring(LOCATION.length());
            gone.add(source);
            add(Kind.REMOVE_CONSTRAINT, id, "without the location constraint " + id);
        } else if (source.startsWith(COLOCATION)) {
            colocation(source);
        } else if (FAILURES.stream().anyMatch(source::startsWith)) {
            add(
                    Kind.CLEAN_UP,
                    primitive.id,
                    "its failures on " + node.name + " are forgotten: systole resource cleanup "
                            + primitive.configuredId + " --node " + node.name);
        } else if (source.equals("next role is Stopped")) {
            targetRole();
        } else if (source.startsWith("base score")) {
            if (needs.isEmpty()) {
                add(Kind.OTHER, node.name, "a location constraint that allows " + node.name);
            }
        } else {
            add(Kind.OTHER, source, "this no longer holds: " + source);
        }
    }

    private void colocation(String source) {
        String rest = source.substring(COLOCATION.length());
        int with = rest.indexOf(" with ");
        String id = with < 0 ? rest : rest.substring(0, with);
        String other = with < 0 ? "the other resource" : rest.substring(with + " with ".length());
        if (id.startsWith("#")) {
            add(Kind.OTHER, other, other + " goes to " + node.name + " as well");
        } else {
            gone.add(source);
            add(
                    Kind.REMOVE_CONSTRAINT,
                    id,
                    "without the colocation " + id + ", or with " + other + " placed to suit it");
        }
    }

    private void targetRole() {
        gone.add("next role is Stopped");
        boolean configured = "Stopped".equalsIgnoreCase(primitive.meta("target-role"));
        add(
                configured ? Kind.TARGET_ROLE : Kind.OTHER,
                primitive.id,
                configured ? "target-role is not Stopped" : "it is not to be stopped");
    }

    /** What is left has to beat what is left of every other node that is able, and must not be negative. */
    private void enough(List<Step> steps) {
        int left = left(steps, -Scores.INFINITY);
        long wanted = 0;
        String by = "";
        for (Rival rival : rivals) {
            int score = left(rival.steps(), -Scores.INFINITY - 1);
            if (rival.node() != node && rival.node().able() && score >= 0 && score + 1L > wanted) {
                wanted = score + 1L;
                by = rival.node().name;
            }
        }
        if (wanted > Scores.INFINITY) {
            add(Kind.OTHER, by, "what gives " + by + " INFINITY no longer holds");
        } else if (wanted > left) {
            int missing = (int) (wanted - left);
            needs.add(new Need(
                    Kind.PREFERENCE,
                    node.name,
                    missing,
                    "a location constraint with " + missing + " or more for " + node.name));
        }
    }

    /** The sum of all steps but those that are gone and those that are not above a bound. */
    private int left(List<Step> steps, int above) {
        int left = 0;
        for (Step step : steps) {
            if (step.amount() > above && !gone.contains(step.source())) {
                left = Scores.add(left, step.amount());
            }
        }
        return left;
    }
}
