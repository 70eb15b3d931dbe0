package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import java.time.Instant;
import java.util.List;

/** What the operations of one resource on this node are moved by. */
public sealed interface ResourceEvent {

    /** The DC, or this node's own guard, wants an operation. */
    record Ordered(OperationOrder order, long callId, Instant at) implements ResourceEvent {}

    /** The node has room for one more operation, which this resource had asked for. */
    record SlotGranted(Instant at) implements ResourceEvent {}

    record Ended(OperationResult result, AgentTraits traits, Instant at) implements ResourceEvent {}

    /** A recurring operation is due; of an older generation it was cancelled or replaced meanwhile. */
    record RunDue(String operationKey, int generation, Instant at) implements ResourceEvent {}

    /** There is reason to look at once: whatever recurs is due now. */
    record Hurried(Instant at) implements ResourceEvent {}

    /** The DC waits no longer: the order is dropped unless its agent runs. */
    record Withdrawn(OperationOrder order) implements ResourceEvent {}

    /** Another DC took over: what was ordered and has not begun is dropped. */
    record Superseded() implements ResourceEvent {}

    /** This node woke up where nothing may be begun: what was ordered and has not begun is dropped, and reported as not done. */
    record Revoked() implements ResourceEvent {}

    /** This node may not act: it slept, or is no member. */
    record Froze() implements ResourceEvent {}

    record Thawed(Instant at) implements ResourceEvent {}

    /** The transient attributes are those that this node has of the resource's failures, whoever wrote them. */
    record FailuresCleared(List<String> attributes) implements ResourceEvent {}

    /** History and failures are to be forgotten, so that the resource is probed anew. */
    record Forgotten(List<String> attributes) implements ResourceEvent {}
}
