package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.output.DotText;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.SimulationReport;
import io.systole.policy.output.SimulationText;
import io.systole.policy.output.SimulationView;
import io.systole.policy.output.TransitionSummary;
import io.systole.policy.simulation.SimulateOptions.Events;
import io.systole.policy.simulation.SimulateOptions.Extent;
import io.systole.policy.simulation.SimulateOptions.Show;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole simulation: status, pretended events, plan, play, status; and the text that shows it. */
public final class SimulateRun {

    private SimulateRun() {}

    /**
     * What came of a simulation.
     *
     * @param text the lines to print; none where a report was asked for
     * @param report the parts of the report; none where text was asked for
     * @param graph the transition; empty where nothing was planned
     * @param dot the transition as a picture
     * @param planned the CIB that was planned for, pretended events included
     * @param reached the CIB at the end
     * @param errors what was asked for and cannot be
     * @param complete false where actions wait for each other for ever
     */
    public record Result(
            List<String> text,
            List<ReportElement> report,
            TransitionGraph graph,
            List<String> dot,
            Cib planned,
            Cib reached,
            List<String> errors,
            boolean complete) {
        public Result {
            text = List.copyOf(text);
            report = List.copyOf(report);
            dot = List.copyOf(dot);
            errors = List.copyOf(errors);
        }
    }

    /**
     * Runs a simulation.
     *
     * @param now the moment that is planned at
     * @param wallClock when simulated operations are recorded to have run
     * @param dateLine what is said about the moment, where it is not the present
     */
    public static Result run(
            Cib cib, Instant now, Instant wallClock, @Nullable String dateLine, SimulateOptions options) {
        Show show = options.show();
        SimulationText text = new SimulationText(dateLine, show.quiet(), show.status());
        SimulationReport report = new SimulationReport(show.status());
        SimulationView view = show.report() ? report : text;
        List<String> errors = new ArrayList<>();
        Cib upgraded = CibUpgrade.toNewest(cib);
        view.current(Planner.read(upgraded, now));
        Cib planned = upgraded;
        if (options.events().any()) {
            Injection.Outcome injected = Injection.apply(Planner.read(upgraded, now), options.events(), wallClock);
            planned = injected.cib();
            errors.addAll(injected.errors());
            view.modifications(injected.modifications());
        }
        TransitionGraph graph = Plan.nothing();
        List<String> dot = List.of();
        Cib reached = planned;
        boolean complete = true;
        if (options.extent() != Extent.STATUS) {
            Plan plan = Planner.plan(planned, now);
            if (show.scores() || show.utilization()) {
                view.scores(plan.state().ledger, show.scores(), show.utilization());
            }
            view.transition(TransitionSummary.items(plan.actions()));
            graph = plan.graph();
            dot = DotText.of(plan.actions(), graph, show.allActions(), show.numbers());
            if (options.extent() == Extent.SIMULATE) {
                Simulation.Outcome outcome = Simulation.play(plan.state(), graph, wallClock, options.failures());
                reached = entered(outcome, options.events());
                errors.addAll(outcome.errors());
                complete = outcome.complete();
                view.executed(outcome.items());
                view.revised(Planner.read(reached, now));
            }
        }
        return new Result(text.lines(), report.parts(), graph, dot, planned, reached, errors, complete);
    }

    /** Where nodes are made up, each node on which something was done has its entry in the configuration. */
    private static Cib entered(Simulation.Outcome outcome, Events events) {
        Cib cib = outcome.cib();
        return events.nodesUp().isEmpty()
                ? cib
                : new Cib(cib.header(), NodeEntries.with(cib.configuration(), outcome.touched()), cib.status());
    }
}
