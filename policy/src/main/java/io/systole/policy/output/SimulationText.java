package io.systole.policy.output;

import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a whole simulation: status, transition, what was done, and the status after it, as the reference prints it. */
public final class SimulationText {

    private final List<String> lines = new ArrayList<>();
    private final @Nullable String dateLine;

    /** Begins with the date that is planned at, where it is not the present. */
    public SimulationText(@Nullable String dateLine) {
        this.dateLine = dateLine;
        date();
    }

    private void date() {
        if (dateLine != null) {
            lines.add(dateLine);
        }
    }

    /** The status as it is before anything is decided. */
    public void current(WorkingState state) {
        boolean printed = false;
        if (state.options.maintenanceMode()) {
            lines.add("");
            lines.add("              *** Resource management is DISABLED ***");
            lines.add("  The cluster will not attempt to start, stop or recover services");
            printed = true;
        }
        String counts = StatusText.counts(state);
        if (counts != null) {
            if (printed) {
                lines.add("");
            }
            lines.add(counts);
            printed = true;
        }
        if (printed) {
            lines.add("");
        }
        lines.add("Current cluster status:");
        lines.addAll(StatusText.of(state, true));
    }

    /** What the transition does. */
    public void transition(List<String> summary) {
        section("Transition Summary:", summary);
    }

    /** What was done. */
    public void executed(List<String> actions) {
        section("Executing Cluster Transition:", actions);
        date();
    }

    /** The status at the end. */
    public void revised(WorkingState state) {
        lines.add("");
        lines.add("Revised Cluster Status:");
        lines.addAll(StatusText.of(state, false));
    }

    private void section(String title, List<String> items) {
        lines.add("");
        lines.add(title);
        items.forEach(item -> lines.add("  * " + item));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
