package io.systole.policy.output;

import io.systole.policy.model.ScoreLedger;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a whole simulation: status, transition, what was done, and the status after it, as the reference prints it. */
public final class SimulationText implements SimulationView {

    private final List<String> lines = new ArrayList<>();
    private final @Nullable String dateLine;
    private final boolean quiet;
    private final StatusWish wish;
    private boolean printed;

    /**
     * Begins with the date that is planned at, where it is not the present.
     *
     * @param quiet nothing but scores is shown
     */
    public SimulationText(@Nullable String dateLine, boolean quiet, StatusWish wish) {
        this.dateLine = dateLine;
        this.quiet = quiet;
        this.wish = wish;
        date();
    }

    private void date() {
        if (dateLine != null && !quiet) {
            lines.add(dateLine);
        }
    }

    private void spacer() {
        if (printed) {
            lines.add("");
        }
    }

    @Override
    public void current(WorkingState state) {
        if (quiet) {
            return;
        }
        if (state.options.maintenanceMode()) {
            lines.add("");
            lines.add("              *** Resource management is DISABLED ***");
            lines.add("  The cluster will not attempt to start, stop or recover services");
            printed = true;
        }
        String counts = StatusText.counts(state);
        if (counts != null) {
            spacer();
            lines.add(counts);
            printed = true;
        }
        spacer();
        lines.add("Current cluster status:");
        lines.addAll(StatusText.of(state, true, wish));
        printed = true;
    }

    @Override
    public void modifications(Modifications modifications) {
        section("Performing Requested Modifications:", modifications.lines());
        printed = true;
        date();
    }

    /** Bare lines where nothing but scores is shown. */
    @Override
    public void scores(ScoreLedger ledger, boolean scores, boolean utilization) {
        spacer();
        boolean plain = quiet && scores;
        if (!plain) {
            String both = utilization ? "Assignment Scores and Utilization Information:" : "Assignment Scores:";
            lines.add(scores ? both : "Utilization Information:");
        }
        LedgerItems.of(ledger, scores, utilization).forEach(item -> lines.add((plain ? "" : "  * ") + item.line()));
        printed = true;
    }

    @Override
    public void transition(List<ReportItem> summary) {
        section("Transition Summary:", summary.stream().map(ReportItem::line).toList());
    }

    /** What is only told to people, and has no part in the tree, stands without a bullet. */
    @Override
    public void executed(List<ReportItem> actions) {
        if (quiet) {
            spacer();
            return;
        }
        lines.add("");
        lines.add("Executing Cluster Transition:");
        actions.forEach(action -> lines.add(action.element() == null ? action.line() : "  * " + action.line()));
        date();
    }

    @Override
    public void revised(WorkingState state) {
        if (!quiet) {
            lines.add("");
            lines.add("Revised Cluster Status:");
            lines.addAll(StatusText.of(state, false, wish));
        }
    }

    private void section(String title, List<String> items) {
        if (!quiet) {
            spacer();
            lines.add(title);
            items.forEach(item -> lines.add("  * " + item));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
