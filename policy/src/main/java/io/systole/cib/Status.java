package io.systole.cib;

import java.util.List;

/** What is known about the nodes, what ran on them, and the tickets, in document order. */
public record Status(List<NodeState> nodeStates, List<TicketState> tickets) {
    public Status {
        nodeStates = List.copyOf(nodeStates);
        tickets = List.copyOf(tickets);
    }

    /** The status of a cluster of which nothing is known. */
    public static Status empty() {
        return new Status(List.of(), List.of());
    }
}
