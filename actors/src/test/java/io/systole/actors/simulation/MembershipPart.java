package io.systole.actors.simulation;

import io.systole.actors.fencer.TargetSign;
import io.systole.actors.node.FailureProfile;
import io.systole.actors.node.core.MembershipOptions;
import io.systole.actors.simulation.Gossip.Member;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Cut;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Phase;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.SurvivorCore;
import io.systole.splitbrain.core.SurvivorEffect;
import io.systole.splitbrain.core.SurvivorEvent;
import io.systole.splitbrain.core.SurvivorSettings;
import io.systole.splitbrain.core.SurvivorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The survivor decision of one node, as the downing provider carries it out, on the gossip of {@link PekkoPart}. */
final class MembershipPart implements SurvivorEffect.Port {
    static final long DETECTION = FailureProfile.DEFAULT.times().detection().toMillis();
    private static final int TICK = 100;
    private static final int ASK_EVERY = 200;
    private static final int CALM_LOOK = 500;

    private final NodeRun run;
    private final PekkoPart pekko;
    private final SurvivorSettings settings;
    private SurvivorState core;
    private MembershipView view;
    private MembershipOptions options = MembershipOptions.defaults();
    private Gossip told = Gossip.none();
    private long tickedAt;
    private long steppedAt;
    private boolean asking;
    private boolean fencerKnown;

    MembershipPart(NodeRun run) {
        this.run = run;
        settings = new SurvivorSettings(run.world.drawn.quorum(), FailureProfile.DEFAULT.times(), true, false);
        core = SurvivorState.started(run.name, settings, run.time().instant());
        view = SurvivorCore.view(core);
        pekko = new PekkoPart(run);
        tickedAt = run.time().now();
    }

    void start() {
        pekko.start();
        run.tell(Part.MEMBERSHIP, () -> {
            fencerKnown = true;
            step(new SurvivorEvent.FencingPortOpened(run.time().instant()));
        });
        run.later(Part.MEMBERSHIP, run.time().draw(TICK), this::tick);
    }

    PekkoPart pekko() {
        return pekko;
    }

    Gossip gossip() {
        return pekko.gossip();
    }

    MembershipView view() {
        return view;
    }

    SurvivorState core() {
        return core;
    }

    private void tick() {
        lookAtTheClock();
        run.later(Part.MEMBERSHIP, TICK, this::tick);
    }

    /** As the downing provider: a gap that is longer than others wait means that this process was paused. */
    void lookAtTheClock() {
        long now = run.time().now();
        long gap = now - tickedAt;
        tickedAt = now;
        if (gap > DETECTION) {
            run.say("notices that it was paused for " + gap + " ms");
            step(new SurvivorEvent.Slept(Duration.ofMillis(gap), run.time().instant()));
        } else if (isBusy() || now - steppedAt >= CALM_LOOK) {
            step(new SurvivorEvent.TimePassed(run.time().instant()));
        }
    }

    /** Whether anything waits for less than the time that passes between looks in calm. */
    private boolean isBusy() {
        if (view.asleep()) {
            return true;
        }
        for (NodeView node : view.nodes()) {
            if (node.standing() == Standing.SUSPECT) {
                return true;
            }
        }
        return false;
    }

    /** The gossip is another: its events come in the order in which Pekko publishes them. */
    void gossiped(Gossip news) {
        run.tell(Part.MEMBERSHIP, () -> onGossip(news));
    }

    private void onGossip(Gossip news) {
        Gossip before = told;
        told = news;
        before.members().forEach((id, member) -> {
            if (!news.has(id)) {
                boolean cleanly = member.phase() == Phase.EXITING;
                step(new SurvivorEvent.MemberRemoved(member.name(), id, cleanly, now()));
            }
        });
        news.members().forEach((id, member) -> {
            if (!member.equals(before.members().get(id))) {
                int age = member.upNumber() == 0 ? Integer.MAX_VALUE : member.upNumber();
                step(new SurvivorEvent.MemberSeen(member.name(), id, member.phase(), age, now()));
            }
        });
        if (!before.table().equals(news.table()) || !before.members().equals(news.members())) {
            step(new SurvivorEvent.ReachabilityChanged(cuts(news), now()));
        }
    }

    private static SortedSet<Cut> cuts(Gossip gossip) {
        var cuts = new TreeSet<Cut>();
        gossip.table().forEach((observer, row) -> {
            Member there = gossip.members().get(observer);
            for (long silent : row.silent()) {
                Member missed = gossip.members().get(silent);
                if (there != null && missed != null) {
                    cuts.add(new Cut(there.name(), missed.name()));
                }
            }
        });
        return cuts;
    }

    private java.time.Instant now() {
        return run.time().instant();
    }

    void quarantined(NodeRun by) {
        step(new SurvivorEvent.Quarantined(by.name + "#" + by.id, now()));
    }

    /** A message for the core. */
    void told(SurvivorEvent event) {
        run.tell(Part.MEMBERSHIP, () -> step(event));
    }

    void options(MembershipOptions read) {
        if (!read.equals(options)) {
            options = read;
            told(new SurvivorEvent.SettingsChanged(
                    settings.withFencingEnabled(read.fencingEnabled())
                            .withIgnoreQuorum(read.ignoreQuorum())
                            .withStartupWait(read.startupWait()),
                    now()));
        }
    }

    /** Whoever subscribes anew is told the view of now. */
    void ask(Part part, Consumer<MembershipView> subscriber) {
        run.tell(Part.MEMBERSHIP, () -> {
            lookAtTheClock();
            MembershipView present = view;
            run.tell(part, () -> subscriber.accept(present));
        });
    }

    private void step(SurvivorEvent event) {
        steppedAt = run.time().now();
        Step<SurvivorState, SurvivorEffect> step = run.world.mutation.survive(core, event);
        boolean same = step.state().equals(core);
        core = step.state();
        MembershipView next = same ? view : SurvivorCore.view(core);
        if (!same && !next.equals(view)) {
            run.world.judge.seen(run, view, next);
            view = next;
            publish(next);
        }
        step.effects().forEach(effect -> effect.runOn(this));
    }

    private void publish(MembershipView next) {
        run.tell(Part.FORMATION, () -> run.formation.onView(next));
        run.tell(Part.NODE, () -> run.node.onView(next));
        run.tell(Part.CIB, () -> run.cib.onView(next));
        run.tell(Part.RESOURCES, () -> run.resources.onView(next));
        run.tell(Part.POLICY, () -> run.policies.onView(next));
        run.tell(Part.GUARD, () -> run.policies.onViewOfGuard(next));
        if (next.asleep() && !asking) {
            asking = true;
            run.later(Part.NODE, ASK_EVERY, this::askAround);
        }
    }

    /** Whoever was paused asks the others whether it is still a member. */
    private void askAround() {
        asking = view.asleep();
        if (!asking) {
            return;
        }
        long own = view.node(run.name).map(NodeView::incarnation).orElse(0L);
        for (NodeView other : view.nodes()) {
            boolean asked = !other.name().equals(run.name)
                    && other.standing() != Standing.ABSENT
                    && !other.standing().surelyDown();
            if (asked) {
                run.send(other.name(), Part.NODE, there -> there.membership.answerSleeper(run.name, own));
            }
        }
        run.later(Part.NODE, ASK_EVERY, this::askAround);
    }

    private void answerSleeper(NodeName from, long incarnation) {
        Standing standing = view.node(from)
                .filter(known -> known.incarnation() == incarnation)
                .map(NodeView::standing)
                .orElse(Standing.ABSENT);
        boolean member = view.vouchesFor(from, incarnation);
        boolean fenced = standing == Standing.FENCED;
        run.send(from, Part.NODE, there -> there.membership.answered(run.name, incarnation, member, fenced));
    }

    private void answered(NodeName by, long incarnation, boolean member, boolean fenced) {
        long own = view.node(run.name).map(NodeView::incarnation).orElse(0L);
        if (own == incarnation && fenced) {
            told(new SurvivorEvent.FencingConfirmed(run.name, incarnation, now()));
        } else if (own == incarnation && member) {
            told(new SurvivorEvent.StillMember(by, now()));
        }
    }

    @Override
    public void requestFencing(NodeName node, long incarnation, boolean gone, String reason) {
        if (!fencerKnown) {
            throw new AssertionError("the core asks only after the port was opened");
        }
        run.say("asks for the fencing of " + node + "#" + incarnation);
        run.tell(
                Part.FENCER,
                () -> run.fencer.want(
                        node,
                        incarnation,
                        options.poweroff(),
                        gone ? TargetSign.GONE : TargetSign.SILENT,
                        failure -> told(
                                failure.isEmpty()
                                        ? new SurvivorEvent.FencingConfirmed(node, incarnation, now())
                                        : new SurvivorEvent.FencingFailed(node, incarnation, failure, now()))));
    }

    @Override
    public void down(NodeName node, long incarnation, String reason) {
        run.tell(Part.PEKKO, () -> pekko.down(incarnation));
    }

    @Override
    public void downSelf(String reason) {
        run.say("is no member any more: " + reason);
    }

    List<NodeName> others(List<NodeName> all) {
        var rest = new ArrayList<>(all);
        rest.remove(run.name);
        return rest;
    }

    /** Where the policy's singleton is: on the oldest full member. */
    @Nullable
    NodeName dc() {
        Member oldest = gossip().oldest();
        return oldest == null ? null : Objects.requireNonNull(oldest).name();
    }
}
