package io.systole.policy.simulation;

import io.systole.cib.Cib;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.output.DotText;
import io.systole.policy.output.SimulationText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole simulation: status, pretended events, plan, play, status; and the text that shows it. */
public final class SimulateRun {

    private SimulateRun() {}

    /**
     * What came of a simulation.
     *
     * @param text the lines to print
     * @param graph the transition; empty where nothing was planned
     * @param dot the transition as a picture
     * @param planned the CIB that was planned for, pretended events included
     * @param reached the CIB at the end
     * @param complete false where actions wait for each other for ever
     */
    public record Result(
            List<String> text, TransitionGraph graph, List<String> dot, Cib planned, Cib reached, boolean complete) {
        public Result {
            text = List.copyOf(text);
            dot = List.copyOf(dot);
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
        boolean planning = options.run() || options.simulate() || options.scores();
        SimulationText text = new SimulationText(dateLine, options.quiet());
        text.current(Planner.read(cib, now));
        Cib planned = cib;
        if (options.events().any()) {
            Injection.Outcome injected = Injection.apply(Planner.read(cib, now), options.events(), wallClock);
            planned = injected.cib();
            text.modifications(injected.lines());
        }
        if (!planning) {
            return new Result(text.lines(), Plan.nothing(), List.of(), planned, planned, true);
        }
        Plan plan = Planner.plan(planned, now);
        if (options.scores()) {
            text.scores(plan.scores().stream().map(ScoreLine::text).toList());
        }
        text.transition(plan.summaryLines());
        List<String> dot = DotText.of(plan.actions(), plan.graph(), options.allActions());
        if (!options.simulate()) {
            return new Result(text.lines(), plan.graph(), dot, planned, planned, true);
        }
        Simulation.Outcome outcome = Simulation.play(plan.state(), plan.graph(), wallClock, options.failures());
        text.executed(outcome.lines());
        text.revised(Planner.read(outcome.cib(), now));
        return new Result(text.lines(), plan.graph(), dot, planned, outcome.cib(), outcome.complete());
    }
}
