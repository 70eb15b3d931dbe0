package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.lease.core.LeaseCore;
import io.systole.splitbrain.lease.core.LeaseEffect;
import io.systole.splitbrain.lease.core.LeaseEvent;
import io.systole.splitbrain.lease.core.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lease of a {@link SplitWorld}, which the real core asks for on each node; nothing cuts a node off from it. */
final class SimulatedLease {
    private static final Duration EXPIRES = Duration.ofSeconds(10);

    private final SplitWorld world;
    private final SortedMap<NodeName, Asking> asking = new TreeMap<>();
    private @Nullable NodeName owner;
    private long ownerRun;
    private Instant seen = Instant.EPOCH;
    private Instant now = Instant.EPOCH;

    /** What one run of a node knows of the lease. */
    private record Asking(long run, LeaseState state) {}

    SimulatedLease(SplitWorld world) {
        this.world = world;
    }

    /** Every running node looks at its membership. */
    void look(Instant at) {
        now = at;
        if (owner != null && runs(owner, ownerRun)) seen = now;
        for (NodeName name : List.copyOf(world.running().keySet())) {
            SurvivorState state = world.running().get(name);
            LeaseRules rules =
                    state == null ? null : state.settings().quorum().rules().lease();
            if (state == null || rules == null) continue;
            long run = state.node(name).incarnation();
            Asking known = asking.get(name);
            if (known == null || known.run() != run) {
                asking.put(name, new Asking(run, LeaseState.started(rules, now)));
            }
            boolean leads = name.equals(SurvivorCore.leader(state, Side.of(state)));
            step(name, new LeaseEvent.SideSeen(LeaseNeed.of(state), leads, now));
        }
    }

    private boolean runs(NodeName name, long run) {
        SurvivorState state = world.running().get(name);
        return state != null && state.node(name).incarnation() == run;
    }

    private void step(NodeName name, LeaseEvent event) {
        Asking known = asking.get(name);
        if (known == null) return;
        var step = LeaseCore.step(known.state(), event);
        asking.put(name, new Asking(known.run(), step.state()));
        step.effects().forEach(effect -> effect.runOn(new Effects(name, known.run())));
    }

    /** The runs of effects of one node. */
    private final class Effects implements LeaseEffect.Port {
        private final NodeName at;
        private final long run;

        Effects(NodeName at, long run) {
            this.at = at;
            this.run = run;
        }

        @Override
        public void acquire() {
            boolean free = owner == null || !now.isBefore(seen.plus(EXPIRES));
            if (free) {
                owner = at;
                ownerRun = run;
                seen = now;
            }
            step(at, new LeaseEvent.Answered(at.equals(owner) && run == ownerRun, now));
        }

        @Override
        public void release() {
            if (at.equals(owner) && run == ownerRun) owner = null;
        }

        @Override
        public void vote(ArbiterVote vote) {
            world.step(at, new SurvivorEvent.ArbiterSpoke(vote, now));
        }

        @Override
        public void tellSide(Ring ring, boolean has) {
            ring.runs().keySet().stream()
                    .filter(other -> !other.equals(at) && world.linked(at).contains(other))
                    .forEach(other -> step(other, new LeaseEvent.Told(ring, has, now)));
        }
    }
}
