package io.systole.policy;

import io.systole.cib.Cib;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.CollectiveActions;
import io.systole.policy.action.ConfigChanges;
import io.systole.policy.action.NodeActions;
import io.systole.policy.action.Probes;
import io.systole.policy.action.RemovedFailures;
import io.systole.policy.assign.Assignment;
import io.systole.policy.constraint.ConstraintReader;
import io.systole.policy.graph.GraphBuilder;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.history.FailCounts;
import io.systole.policy.history.HistoryReader;
import io.systole.policy.input.Unpacking;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.order.ConstraintRelations;
import io.systole.policy.order.InternalOrder;
import io.systole.policy.order.Ordering;
import io.systole.policy.order.RemoteOrder;
import io.systole.policy.output.TransitionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Decides from a CIB and a moment what the cluster is to do. A pure function: the phases below are the algorithm, and the
 * working state that they share is made for one run and handed out with the plan.
 */
public final class Planner {
    private final Unpacking unpacking;
    private final WorkingState state;
    private final ActionTable actions;
    private final FailCounts failCounts;
    private final Assignment assignment;

    private Planner(Cib cib, Instant now) {
        this.unpacking = Unpacking.of(CibUpgrade.toNewest(cib), now);
        this.state = unpacking.state();
        this.actions = new ActionTable(state);
        this.failCounts = new FailCounts(state);
        this.assignment = new Assignment(state, actions, failCounts);
    }

    public static Plan plan(Cib cib, Instant now) {
        return plan(cib, now, state -> {});
    }

    /**
     * Plans for the running cluster, whose CIB hides nothing: a private parameter that changed (a password) is a change as
     * any other. (Secure digests count in simulations alone.)
     */
    public static Plan planLive(Cib cib, Instant now) {
        return plan(cib, now, state -> state.sanitized = false);
    }

    /** The working state as it is read from a CIB, to be shown; nothing is decided. */
    public static WorkingState read(Cib cib, Instant now) {
        Planner planner = new Planner(cib, now);
        planner.read();
        return planner.state;
    }

    /**
     * Plans, and shows the working state as it was read, before anything is decided.
     *
     * @param whenRead is given the state once the history is read; it must not change what was read
     */
    public static Plan plan(Cib cib, Instant now, Consumer<WorkingState> whenRead) {
        Planner planner = new Planner(cib, now);
        planner.read();
        whenRead.accept(planner.state);
        planner.constrain();
        ConfigChanges changes = planner.compareWithHistory();
        planner.assignment.assignAll();
        changes.createPutOff();
        planner.act();
        return planner.result();
    }

    /** The states of the nodes, and what ran where. */
    private void read() {
        unpacking.readNodeStates(actions.fences());
        new HistoryReader(unpacking, actions, failCounts).read();
    }

    /** Constraints, the other criteria for nodes, and all that resources imply for each other. */
    private void constrain() {
        ConstraintReader.read(state, actions.fences());
        new ConstraintRelations(actions).add();
        assignment.applyCriteria();
        assignment.applyInternalConstraints();
        InternalOrder internal = new InternalOrder(actions);
        forEachResource(internal::add);
    }

    /** What the history shows to be configured differently now. */
    private ConfigChanges compareWithHistory() {
        ConfigChanges changes = new ConfigChanges(actions, this::failures);
        changes.create();
        return changes;
    }

    private int failures(PlanPrimitive primitive, PlanNode node) {
        return failCounts.effective(primitive, node, null).failures();
    }

    /** From the assignment to the actions and the order between them. */
    private void act() {
        new Probes(actions).create();
        RemovedFailures.clear(actions, this::failures);
        CollectiveActions collective = new CollectiveActions(actions);
        forEachResource(collective::create);
        new RemoteOrder(actions).add();
        new NodeActions(actions).create();
        new Ordering(actions).apply();
    }

    private void forEachResource(Consumer<PlanResource> step) {
        List.copyOf(state.resources).forEach(step);
    }

    private Plan result() {
        List<String> summary = TransitionSummary.of(actions);
        TransitionGraph graph = new GraphBuilder(actions).build();
        OptionalLong recheck = state.recheck.at();
        return new Plan(
                graph,
                summary,
                state.ledger.lines(),
                recheck.isPresent() ? Optional.of(Instant.ofEpochSecond(recheck.getAsLong())) : Optional.empty(),
                actions,
                state);
    }
}
