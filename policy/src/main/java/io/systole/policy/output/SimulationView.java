package io.systole.policy.output;

import io.systole.policy.model.ScoreLedger;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** How a simulation is shown: it is told of each part in turn. */
public sealed interface SimulationView permits SimulationText, SimulationReport {
    /** The status as it is before anything is decided. */
    void current(WorkingState state);

    /** What was pretended. */
    void modifications(Modifications modifications);

    /** The scores, the use of capacity, or both. */
    void scores(ScoreLedger ledger, boolean scores, boolean utilization);

    /** What the transition does. */
    void transition(List<ReportItem> summary);

    /** What was done. */
    void executed(List<ReportItem> actions);

    /** The status at the end. */
    void revised(WorkingState state);
}
