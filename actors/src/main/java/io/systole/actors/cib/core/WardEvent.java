package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.NodeName;
import java.util.List;
import java.util.SortedMap;

/** What happened, as far as it concerns a node that does not speak for itself. */
public sealed interface WardEvent {
    /** This node is to speak for another one. */
    record Claimed(NodeName node, long floor, List<StatusChange> changes) implements WardEvent {}

    /** This node has something new to say of one that it speaks for. */
    record Recorded(NodeName node, List<StatusChange> changes) implements WardEvent {}

    /** A peer asks what this node knows; with a claim it will speak for the node. */
    record Asked(NodeName from, NodeName node, boolean claim) implements WardEvent {}

    /** A peer says all that it knows. */
    record Told(NodeName from, NodeName node, Ward ward) implements WardEvent {}

    /** Whoever speaks for the node says what is new. */
    record DeltaTold(NodeName from, NodeName node, long epoch, long sequence, List<StatusChange> changes)
            implements WardEvent {}

    /** A peer says how new its knowledge is. */
    record NumbersTold(NodeName from, SortedMap<NodeName, Ward> numbers) implements WardEvent {}
}
