package io.systole.multijvm;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Times between a fault and what followed it, from what the agents wrote down. */
final class Timeline {
    private Timeline() {}

    /** From the moment until the resource's start succeeded on the node. */
    static Duration untilStarted(List<AgentEvent> events, long since, String resource, String node) {
        return until(
                events,
                since,
                resource + " is started on " + node,
                event -> event.succeeded("start")
                        && event.resource().equals(resource)
                        && event.node().equals(node));
    }

    /** From the moment until fencing of the node was asked of the agent: how long it took to see the loss. */
    static Duration untilFencingBegan(List<AgentEvent> events, long since, String node) {
        return until(
                events,
                since,
                "fencing of " + node + " began",
                event -> event.is("fence", AgentEvent.Phase.BEGIN)
                        && event.node().equals(node));
    }

    static Duration untilFenced(List<AgentEvent> events, long since, String node) {
        return until(
                events,
                since,
                node + " was fenced",
                event -> event.succeeded("fence") && event.node().equals(node));
    }

    static Duration untilPromoted(List<AgentEvent> events, long since, String resource, String node) {
        return until(
                events,
                since,
                resource + " is promoted on " + node,
                event -> event.succeeded("promote")
                        && event.resource().equals(resource)
                        && event.node().equals(node));
    }

    private static Duration until(List<AgentEvent> events, long since, String what, Predicate<AgentEvent> sign) {
        return events.stream()
                .filter(event -> event.nanos() >= since && sign.test(event))
                .findFirst()
                .map(event -> Duration.ofNanos(event.nanos() - since))
                .orElseThrow(() -> new AssertionError("never: " + what + " in " + events));
    }
}
