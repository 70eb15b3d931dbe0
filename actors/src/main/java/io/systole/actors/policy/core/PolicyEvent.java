package io.systole.actors.policy.core;

import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;

/** What the policy hears of. */
public sealed interface PolicyEvent {
    Instant at();

    /** This node is the DC from now on, and the configuration's writer. */
    record TermGranted(long term, Instant at) implements PolicyEvent {}

    record CibArrived(Cib cib, Instant at) implements PolicyEvent {}

    record MembershipArrived(MembershipView view, Instant at) implements PolicyEvent {}

    /** A plan is made; the answer to the {@link PolicyEffect.ComputePlan} of that number. */
    record PlanMade(int request, PlannedTransition plan, Duration took, Instant at) implements PolicyEvent {}

    /** The planner could not do it: a fault of ours, or a configuration that it does not understand. */
    record PlanFailed(int request, String why, Instant at) implements PolicyEvent {}

    record OperationReported(OperationReport report, Instant at) implements PolicyEvent {}

    /** The CIB should long since show what was reported. */
    record ReportOverdue(OperationReport report, Instant at) implements PolicyEvent {}

    /** The fencer's answer about this run of the node; failure is empty if that run is confirmed fenced. */
    record FencingAnswered(NodeName target, long incarnation, String action, String failure, Instant at)
            implements PolicyEvent {}

    /** The CIB should long since show this run of the node as fenced. */
    record FencingOverdue(NodeName target, long incarnation, String action, Instant at) implements PolicyEvent {}

    /** A fencing that failed may be tried again. */
    record FencingDue(NodeName target, Instant at) implements PolicyEvent {}

    record PatienceEnded(ActionRef ref, Instant at) implements PolicyEvent {}

    /** Time to plan again: an interval or a pause is over. */
    record RecheckDue(String reason, Instant at) implements PolicyEvent {}

    /** This process did not run for longer than others wait for it. */
    record Paused(Instant at) implements PolicyEvent {}

    record TermAnswered(TermAnswer answer, Instant at) implements PolicyEvent {}
}
