package io.systole.actors.alert.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.MembershipView;
import java.time.Instant;

/** What {@link AlertCore} is told. */
public sealed interface AlertEvent {
    /** The CIB is another: its alerts, its attributes, its DC. */
    record CibSeen(Cib cib, Instant at) implements AlertEvent {}

    /** The membership is another. */
    record ViewSeen(MembershipView view, Instant at) implements AlertEvent {}

    /** A fencing ended, here or elsewhere. */
    record FencingEnded(FencingRecord fencing, Instant at) implements AlertEvent {}

    /** This node recorded the result of an operation, of its own or of a remote node that it is connected to. */
    record OperationEnded(NodeName node, ResourceId resource, OpHistory entry, Instant at) implements AlertEvent {}

    /** A call of an agent is over. */
    record CallEnded(AlertCall call) implements AlertEvent {}
}
