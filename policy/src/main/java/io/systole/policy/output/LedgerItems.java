package io.systole.policy.output;

import io.systole.cib.value.Scores;
import io.systole.policy.model.ScoreLedger;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.model.UtilizationLine;
import java.util.ArrayList;
import java.util.List;

/** Scores and the use of capacity in the order in which the assignment came upon them. */
final class LedgerItems {
    /** What the reference names as the source of each use of capacity. */
    private static final String ASSIGNED = "pcmk__assign_resource";

    private LedgerItems() {}

    static List<ReportItem> of(ScoreLedger ledger, boolean scores, boolean utilization) {
        List<ReportItem> items = new ArrayList<>();
        List<UtilizationLine> uses = utilization ? ledger.utilization() : List.of();
        int used = 0;
        List<ScoreLine> lines = ledger.lines();
        for (int i = 0; i <= lines.size(); i++) {
            while (used < uses.size() && uses.get(used).after() <= i) {
                items.add(use(uses.get(used)));
                used++;
            }
            if (scores && i < lines.size()) {
                items.add(score(lines.get(i)));
            }
        }
        return items;
    }

    private static ReportItem score(ScoreLine line) {
        String score = Scores.print(line.score());
        ReportElement element = line.phase().isEmpty()
                ? ReportElement.leaf("promotion_score")
                        .with("id", line.resource())
                        .with("score", score)
                        .with("node", line.node())
                : ReportElement.leaf("node_weight")
                        .with("function", line.phase())
                        .with("node", line.node())
                        .with("score", score)
                        .with("id", line.resource());
        return new ReportItem(line.text(), element);
    }

    private static ReportItem use(UtilizationLine line) {
        StringBuilder pairs = new StringBuilder();
        List<ReportElement> amounts = new ArrayList<>();
        line.amounts().forEach(amount -> {
            pairs.append(' ').append(amount.name()).append('=').append(amount.value());
            amounts.add(ReportElement.text(amount.name(), Integer.toString(amount.value())));
        });
        String resource = line.resource();
        if (resource == null) {
            return new ReportItem(
                    line.comment() + ": " + line.node() + " capacity:" + pairs,
                    ReportElement.list("capacity", amounts)
                            .with("node", line.node())
                            .with("comment", line.comment()));
        }
        return new ReportItem(
                ASSIGNED + ": " + resource + " utilization on " + line.node() + ":" + pairs,
                ReportElement.list("utilization", amounts)
                        .with("resource", resource)
                        .with("node", line.node())
                        .with("function", ASSIGNED));
    }
}
