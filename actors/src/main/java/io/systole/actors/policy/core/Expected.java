package io.systole.actors.policy.core;

import io.systole.policy.graph.GraphAction;
import java.util.List;
import java.util.function.Predicate;

/** Which changes of the status the running transition brings about itself. */
final class Expected {
    private static final List<String> CLEARING = List.of("clear_failcount", "lrm_delete", "delete");

    private Expected() {}

    static boolean isToGoDown(TransitionState transition, String node) {
        return anySent(transition, action -> letsGo(action, node) || (isOn(action, node) && takesDown(action)));
    }

    /** A remote node comes with its connection, which has its name, and a little before the result of that is told. */
    static boolean isConnecting(TransitionState transition, String node) {
        return transition.inFlight().stream().anyMatch(sent -> connects(sent.action(), node));
    }

    static boolean connects(GraphAction action, String node) {
        return action.operation().equals("start")
                && action.resource() != null
                && action.resource().id().equals(node);
    }

    private static boolean takesDown(GraphAction action) {
        boolean powerOff =
                InFlight.isFencing(action) && !InFlight.fencingAction(action).equals("on");
        return powerOff || action.operation().equals("do_shutdown");
    }

    /** A remote node goes with its connection, which has its name. */
    private static boolean letsGo(GraphAction action, String node) {
        return action.operation().equals("stop")
                && action.resource() != null
                && action.resource().id().equals(node);
    }

    static boolean clearsAttribute(TransitionState transition, String node, String attribute) {
        boolean counts = attribute.startsWith("fail-count-") || attribute.startsWith("last-failure-");
        return counts
                && anySent(
                        transition,
                        action -> isOn(action, node)
                                && CLEARING.contains(action.operation())
                                && action.resource() != null
                                && attribute.contains("-" + action.resource().id() + "#"));
    }

    static boolean marksUnfenced(TransitionState transition, String node, String attribute) {
        return Unfencing.isMark(attribute)
                && anySent(
                        transition,
                        action -> isOn(action, node)
                                && InFlight.isFencing(action)
                                && InFlight.fencingAction(action).equals("on"));
    }

    static boolean removesHistory(TransitionState transition, String node, String resource) {
        return anySent(
                transition,
                action -> isOn(action, node)
                        && action.resource() != null
                        && action.resource().id().equals(resource)
                        && (action.operation().equals("lrm_delete")
                                || action.operation().equals("delete")));
    }

    static boolean removesEntry(TransitionState transition, String node, String resource, String entry) {
        return anySent(
                transition,
                action -> isOn(action, node)
                        && action.resource() != null
                        && action.resource().id().equals(resource)
                        && (CLEARING.contains(action.operation())
                                || (action.operation().equals("cancel")
                                        && cancelled(action, resource).equals(entry))));
    }

    private static String cancelled(GraphAction action, String resource) {
        String task = action.meta("operation");
        return resource + "_" + (task == null ? "monitor" : task) + "_" + action.intervalMs();
    }

    private static boolean isOn(GraphAction action, String node) {
        return action.onNode() != null && action.onNode().value().equals(node);
    }

    private static boolean anySent(TransitionState transition, Predicate<GraphAction> wanted) {
        RunningTransition running = transition.running();
        if (running != null) {
            for (int rank = running.started().next(0);
                    rank >= 0;
                    rank = running.started().next(rank + 1)) {
                if (!running.failed().has(rank) && wanted.test(running.net().at(rank))) {
                    return true;
                }
            }
        }
        return transition.stragglers().stream().anyMatch(sent -> wanted.test(sent.action()));
    }
}
