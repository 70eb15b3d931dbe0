package io.systole.policy.output;

import io.systole.policy.model.ScoreLedger;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The parts of a whole simulation as a tree, element for element that of the reference's XML. */
public final class SimulationReport implements SimulationView {
    private final StatusWish wish;
    private final List<ReportElement> parts = new ArrayList<>();

    public SimulationReport(StatusWish wish) {
        this.wish = wish;
    }

    @Override
    public void current(WorkingState state) {
        parts.add(StatusReport.of("cluster_status", state, true, wish));
    }

    @Override
    public void modifications(Modifications modifications) {
        parts.add(list("modifications", modifications.items())
                .with("quorum", modifications.quorum())
                .with("watchdog", modifications.watchdog()));
    }

    @Override
    public void scores(ScoreLedger ledger, boolean scores, boolean utilization) {
        String name = !utilization ? "allocations" : !scores ? "utilizations" : "allocations_utilizations";
        parts.add(list(name, LedgerItems.of(ledger, scores, utilization)));
    }

    @Override
    public void transition(List<ReportItem> summary) {
        parts.add(list("actions", summary));
    }

    @Override
    public void executed(List<ReportItem> actions) {
        parts.add(list("transition", actions));
    }

    @Override
    public void revised(WorkingState state) {
        parts.add(StatusReport.of("revised_cluster_status", state, false, wish));
    }

    private static ReportElement list(String name, List<ReportItem> items) {
        List<ReportElement> elements = new ArrayList<>();
        items.stream().map(ReportItem::element).filter(Objects::nonNull).forEach(elements::add);
        return ReportElement.list(name, elements);
    }

    public List<ReportElement> parts() {
        return List.copyOf(parts);
    }
}
