package io.systole.policy;

import io.systole.cib.Cib;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times plans (CPU of the planning thread) of generated clusters: every primitive prefers a node; nothing runs yet (start), all runs (steady), or one
 * node was just fenced (down). Arguments: nodes, primitives, rounds.
 */
public final class PlanTiming {
    private static final PrintStream OUT = System.out;

    private PlanTiming() {}

    /** The states of a generated cluster. */
    enum State {
        START,
        STEADY,
        DOWN
    }

    public static void main(String[] args) {
        int nodes = Integer.parseInt(args[0]);
        int primitives = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        for (State state : State.values()) {
            Cib cib = cluster(nodes, primitives, state);
            StringBuilder times = new StringBuilder();
            for (int i = 0; i < rounds; i++) {
                long before = cpuNanos();
                Plan plan = Planner.plan(cib, Instant.ofEpochSecond(2000));
                long ms = Duration.ofNanos(cpuNanos() - before).toMillis();
                times.append(' ')
                        .append(ms)
                        .append(" ms (")
                        .append(plan.graph().actions().size())
                        .append(')');
            }
            OUT.println(state.name().toLowerCase(Locale.ROOT) + ":" + times);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static Cib cluster(int nodes, int primitives, State state) {
        List<String> lines = new ArrayList<>();
        StringBuilder names = new StringBuilder("nodes");
        for (int n = 0; n < nodes; n++) {
            names.append(" node").append(n);
        }
        lines.add(names.toString());
        lines.add("option stonith-enabled=false");
        if (state == State.DOWN) {
            lines.add("lost node1");
        }
        for (int i = 0; i < primitives; i++) {
            lines.add("primitive r" + i + " +op:monitor:10s +param:index=" + i);
            lines.add("<rsc_location id='l" + i + "' rsc='r" + i + "' node='node" + i % nodes + "' score='100'/>");
            for (int n = 0; n < nodes && state != State.START; n++) {
                if (state == State.DOWN && n == 1) {
                    continue;
                }
                lines.add("ran node" + n + " r" + i + (i % nodes == n ? " start=0 monitor/10000=0" : " monitor=7"));
            }
        }
        return CibSketch.read(lines);
    }
}
