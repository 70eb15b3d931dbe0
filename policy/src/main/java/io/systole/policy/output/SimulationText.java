package io.systole.policy.output;

import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a whole simulation: status, transition, what was done, and the status after it, as the reference prints it. */
public final class SimulationText {

    private final List<String> lines = new ArrayList<>();
    private final @Nullable String dateLine;
    private final boolean quiet;
    private boolean printed;

    /**
     * Begins with the date that is planned at, where it is not the present.
     *
     * @param quiet nothing but scores is shown
     */
    public SimulationText(@Nullable String dateLine, boolean quiet) {
        this.dateLine = dateLine;
        this.quiet = quiet;
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

    /** The status as it is before anything is decided. */
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
        lines.addAll(StatusText.of(state, true));
        printed = true;
    }

    /** What was pretended. */
    public void modifications(List<String> changes) {
        section("Performing Requested Modifications:", changes);
        printed = true;
        date();
    }

    /** The scores; bare lines where nothing else is shown. */
    public void scores(List<String> scores) {
        spacer();
        if (quiet) {
            lines.addAll(scores);
        } else {
            lines.add("Assignment Scores:");
            scores.forEach(score -> lines.add("  * " + score));
        }
        printed = true;
    }

    /** What the transition does. */
    public void transition(List<String> summary) {
        section("Transition Summary:", summary);
    }

    /** What was done. */
    public void executed(List<String> actions) {
        if (quiet) {
            spacer();
            return;
        }
        lines.add("");
        lines.add("Executing Cluster Transition:");
        actions.forEach(action -> lines.add(action.startsWith("Pretending ") ? action : "  * " + action));
        date();
    }

    /** The status at the end. */
    public void revised(WorkingState state) {
        if (!quiet) {
            lines.add("");
            lines.add("Revised Cluster Status:");
            lines.addAll(StatusText.of(state, false));
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
