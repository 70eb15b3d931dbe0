package io.systole.policy.explain;

import io.systole.cib.value.Scores;
import io.systole.policy.explain.Explanation.NodeVerdict;
import io.systole.policy.explain.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows an explanation as lines of text. */
public final class ExplanationText {
    private ExplanationText() {}

    /**
     * The lines of an explanation.
     *
     * @param onlyNode shows this node alone; null shows all
     */
    public static List<String> lines(Explanation explanation, @Nullable String onlyNode) {
        List<String> lines = new ArrayList<>();
        String where = explanation.assignedTo() == null ? "nowhere" : "on " + explanation.assignedTo();
        lines.add(explanation.resource() + ": " + explanation.role() + " " + where + ", because "
                + explanation.because());
        if (!explanation.runsOn().isEmpty()) {
            lines.add("  active now on " + String.join(", ", explanation.runsOn()));
        }
        for (NodeVerdict verdict : explanation.nodes()) {
            if (onlyNode == null || onlyNode.equalsIgnoreCase(verdict.node())) {
                add(lines, verdict);
            }
        }
        return lines;
    }

    private static void add(List<String> lines, NodeVerdict verdict) {
        String head = "  " + verdict.node() + ": " + Scores.print(verdict.score());
        lines.add(verdict.chosen() ? head + " (chosen)" : head + ", not chosen: " + verdict.whyNot());
        for (Step step : verdict.steps()) {
            if (step.amount() != 0) {
                String sign = step.amount() > 0 ? "+" : "";
                lines.add("      " + sign + Scores.print(step.amount()) + "  " + step.source());
            }
        }
        if (!verdict.change().isEmpty()) {
            lines.add("      would need: " + verdict.change());
        }
    }
}
