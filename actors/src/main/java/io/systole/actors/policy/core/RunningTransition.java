package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A transition that runs, by the ranks of its net.
 *
 * @param startFailure what a failed start adds to its fail count (failed-start-offset)
 * @param ready all inputs are confirmed and nothing was sent yet
 * @param confirmed done, as its followers see it
 * @param abort why no new work starts, or empty; then only what is of infinite priority runs on
 */
record RunningTransition(
        int number,
        ActionNet net,
        String startFailure,
        Limits limits,
        RelatedResources related,
        Duration clusterDelay,
        SortedSet<NodeName> fencingHeld,
        SortedSet<ActionRef> granted,
        Marks ready,
        Marks started,
        Marks confirmed,
        Marks failed,
        String abort) {

    /** Actions of this priority run even in an aborted transition (post-notifications, completions). */
    static final int INFINITY = 1_000_000;

    private static final int WAITING_SHOWN = 5;

    static RunningTransition of(TransitionEvent.TransitionStarted event) {
        var net = new ActionNet(event.graph());
        Marks ready = Marks.NONE;
        for (int rank = 0; rank < net.size(); rank++) {
            if (net.at(rank).inputs().isEmpty()) {
                ready = ready.with(rank);
            }
        }
        return new RunningTransition(
                event.number(),
                net,
                event.graph().settings().getOrDefault("failed-start-offset", "INFINITY"),
                event.limits(),
                event.related(),
                event.clusterDelay(),
                event.fencingHeld(),
                event.granted(),
                ready,
                Marks.NONE,
                Marks.NONE,
                Marks.NONE,
                "");
    }

    ActionRef ref(int rank) {
        return new ActionRef(number, net.at(rank).id());
    }

    boolean isInFlight(int rank) {
        return started.has(rank) && !confirmed.has(rank) && !failed.has(rank);
    }

    List<InFlight> inFlight() {
        var found = new ArrayList<InFlight>();
        Marks open = started.except(confirmed).except(failed);
        for (int rank = open.next(0); rank >= 0; rank = open.next(rank + 1)) {
            found.add(new InFlight(ref(rank), net.at(rank)));
        }
        return found;
    }

    List<TransitionEffect.ActionEnd> actionEnds() {
        var ends = new ArrayList<TransitionEffect.ActionEnd>();
        for (int rank = 0; rank < net.size(); rank++) {
            if (net.at(rank).kind() != GraphAction.Kind.PSEUDO_EVENT) {
                ends.add(new TransitionEffect.ActionEnd(net.at(rank), phase(rank)));
            }
        }
        return ends;
    }

    String phase(int rank) {
        if (confirmed.has(rank)) return "done";
        if (failed.has(rank)) return "failed";
        return started.has(rank) ? "in flight" : "waiting";
    }

    boolean isComplete() {
        return confirmed.count() == net.size();
    }

    /** Some of what waits, each with what it waits for, to find the fault in the plan by. */
    String waitingInCircles() {
        var waiting = new ArrayList<String>();
        for (int rank = 0; rank < net.size() && waiting.size() < WAITING_SHOWN; rank++) {
            if (!started.has(rank)) {
                var inputs = new ArrayList<String>();
                for (int input : net.at(rank).inputs()) {
                    int of = net.rankOf(input);
                    if (of < 0) {
                        inputs.add("action " + input + ", which is not in the graph");
                    } else if (!confirmed.has(of)) {
                        inputs.add(net.at(of).operationKey());
                    }
                }
                waiting.add(net.at(rank).operationKey() + " for " + String.join(" and ", inputs));
            }
        }
        return String.join("; ", waiting);
    }

    /** Whether something of infinite priority has not been sent, which an aborted transition still owes. */
    boolean owesUrgentWork() {
        for (int rank = 0; rank < net.size(); rank++) {
            GraphAction action = net.at(rank);
            if (action.priority() < INFINITY) {
                return false;
            }
            if (action.kind() != GraphAction.Kind.PSEUDO_EVENT && !started.has(rank)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is still to be found out what runs there. */
    boolean awaitsProbeOn(NodeName node) {
        for (int rank = 0; rank < net.size(); rank++) {
            GraphAction action = net.at(rank);
            boolean probes = action.kind() == GraphAction.Kind.RESOURCE_OP
                    && action.operation().equals("monitor")
                    && action.intervalMs() == 0;
            if (probes && node.equals(action.onNode()) && !confirmed.has(rank)) {
                return true;
            }
        }
        return false;
    }

    RunningTransition start(int rank) {
        return with(ready.without(rank), started.with(rank), confirmed, failed, abort);
    }

    RunningTransition confirm(int rank) {
        return with(ready, started, confirmed.with(rank), failed, abort).wake(rank, false);
    }

    /** A failed action lets those of infinite priority go on, and no other. */
    RunningTransition fail(int rank) {
        return with(ready, started, confirmed, failed.with(rank), abort).wake(rank, true);
    }

    RunningTransition aborted(String reason) {
        return with(ready, started, confirmed, failed, abort.isEmpty() ? reason : abort);
    }

    RunningTransition released(NodeName node) {
        var held = new TreeSet<>(fencingHeld);
        held.remove(node);
        return new RunningTransition(
                number,
                net,
                startFailure,
                limits,
                related,
                clusterDelay,
                Collections.unmodifiableSortedSet(held),
                granted,
                ready,
                started,
                confirmed,
                failed,
                abort);
    }

    /** Urgent actions count failed inputs as ended, the others only what was confirmed. */
    private RunningTransition wake(int rank, boolean urgentOnly) {
        Marks woken = ready;
        for (int follower : net.followers(rank)) {
            boolean urgent = net.at(follower).priority() >= INFINITY;
            Marks ended = urgent ? confirmed.and(failed) : confirmed;
            if ((urgent || !urgentOnly) && !started.has(follower) && net.inputsAmong(follower, ended)) {
                woken = woken.with(follower);
            }
        }
        return with(woken, started, confirmed, failed, abort);
    }

    private RunningTransition with(Marks ready, Marks started, Marks confirmed, Marks failed, String abort) {
        return new RunningTransition(
                number,
                net,
                startFailure,
                limits,
                related,
                clusterDelay,
                fencingHeld,
                granted,
                ready,
                started,
                confirmed,
                failed,
                abort);
    }
}
