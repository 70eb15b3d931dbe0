package io.systole.actors.simulation;

import io.systole.actors.policy.core.PolicyState;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.List;

/** Rule five: after the last fault all nodes are members, all resources run as they should, and nothing is left to plan. */
final class Rest {
    private static final List<String> SINGLE = List.of("disk", "web", "mail");

    private final World world;
    private List<String> missing = List.of("nothing was looked at yet");

    Rest(World world) {
        this.world = world;
    }

    boolean found() {
        return missing.isEmpty();
    }

    String missing() {
        return "it ends: the cluster does not come to rest: " + String.join("; ", missing);
    }

    void look() {
        missing = whatIsMissing();
        if (found()) {
            world.time.tell("all is at rest");
        }
    }

    private List<String> whatIsMissing() {
        var lacks = new ArrayList<String>();
        for (Host host : world.hosts().values()) {
            NodeRun run = host.process();
            if (run == null) {
                lacks.add(host.name + (host.powered ? " has no process" : " has no power"));
                continue;
            }
            var view = run.membership.view();
            boolean all =
                    view.nodes().stream().map(NodeView::standing).allMatch(standing -> standing == Standing.ONLINE);
            if (!all || !view.quorate() || view.asleep()) {
                lacks.add(run + " sees "
                        + view.nodes().stream().map(NodeView::standing).toList() + ", "
                        + view.quorum().reason() + ", " + run.formation.detail());
            }
            if (!host.active.contains("db") && !hasFailed(run, host)) {
                lacks.add("db does not run on " + host.name);
            }
        }
        for (String resource : SINGLE) {
            long owners = world.hosts().values().stream()
                    .filter(host -> host.active.contains(resource))
                    .count();
            if (owners != 1) {
                lacks.add(resource + " runs " + owners + " times");
            }
        }
        return lacks.isEmpty() ? policy() : lacks;
    }

    /** Whether the resource may not run there since it failed: that takes an operator's cleanup. */
    private static boolean hasFailed(NodeRun run, Host host) {
        return run.cib.cib().status().nodeStates().stream()
                .filter(state -> host.name.equals(state.uname()))
                .flatMap(state -> state.transientSets().stream())
                .flatMap(set -> set.pairs().stream())
                .anyMatch(pair ->
                        String.valueOf(pair.name()).startsWith("fail-count-db#") && "INFINITY".equals(pair.value()));
    }

    private List<String> policy() {
        var lacks = new ArrayList<String>();
        int acting = 0;
        for (Host host : world.hosts().values()) {
            NodeRun run = host.process();
            PolicyPart dc = run == null ? null : run.policies.dc();
            if (run == null || dc == null) {
                continue;
            }
            PolicyState state = dc.state();
            if (state.mayAct()) {
                acting++;
                if (state.transition().isRunning() || state.isPlanning()) {
                    lacks.add("the DC is at work");
                } else if (!world.plan(run.cib.published(), world.time.instant())
                        .graph()
                        .isEmpty()) {
                    lacks.add("the plan is not empty");
                }
            }
        }
        if (acting != 1) {
            lacks.add(acting + " nodes act as the DC");
        }
        return lacks;
    }
}
