package io.systole.policy.explain;

import io.systole.cib.value.Scores;
import io.systole.policy.explain.Explanation.NodeVerdict;
import io.systole.policy.explain.Explanation.Promotion;
import io.systole.policy.explain.Explanation.Step;
import java.util.ArrayList;
import java.util.List;

/** Shows an explanation as lines of text. */
public final class ExplanationText {
    private ExplanationText() {}

    public static List<String> lines(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        String where = explanation.assignedTo() == null ? "nowhere" : "on " + explanation.assignedTo();
        lines.add(explanation.resource() + ": " + explanation.role() + " " + where + ", because "
                + explanation.because());
        if (!explanation.runsOn().isEmpty()) {
            lines.add("  active now on " + String.join(", ", explanation.runsOn()));
        }
        explanation.causes().forEach(cause -> lines.add("  " + cause));
        Promotion promotion = explanation.promotion();
        if (promotion != null) {
            lines.add("  " + (promotion.promoted() ? "promoted" : "not promoted") + " with promotion score "
                    + Scores.print(promotion.score()) + ": " + promotion.why());
            add(lines, promotion.steps());
        }
        for (NodeVerdict verdict : explanation.nodes()) {
            add(lines, verdict);
        }
        return lines;
    }

    private static void add(List<String> lines, NodeVerdict verdict) {
        String head = "  " + verdict.node() + ": " + Scores.print(verdict.score());
        lines.add(verdict.chosen() ? head + " (chosen)" : head + ", not chosen: " + verdict.whyNot());
        add(lines, verdict.steps());
        verdict.needs().forEach(need -> lines.add("      would need: " + need.text()));
    }

    private static void add(List<String> lines, List<Step> steps) {
        for (Step step : steps) {
            if (step.amount() != 0) {
                String sign = step.amount() > 0 ? "+" : "";
                lines.add("      " + sign + Scores.print(step.amount()) + "  " + step.source());
            }
        }
    }
}
