package io.systole.actors.simulation;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.TargetSign;
import io.systole.actors.fencer.core.FencerEffect;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerState;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.config.FencingConfigurationReader;
import io.systole.fencing.core.FencingEffect;
import io.systole.fencing.core.FencingEvent;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.SurvivorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Fencer of one node: the real core with the real choice of devices, and messages as its actor sends them. */
final class FencerPart implements FencerEffect.Port {
    private static final int ASK_AGAIN = 1000;
    private static final int TICK = 300;
    private static final int HISTORY_MAX = 100;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final NodeRun run;
    private final SortedMap<FencingKey, List<Consumer<String>>> waiting = new TreeMap<>();
    /** The timers that are set, each by its name and number: one that is set anew, or cancelled, rings no more. */
    private final SortedMap<String, Long> timers = new TreeMap<>();

    private long timerNumber;
    private FencerState core;
    private @Nullable Cib unread;
    private long incarnation;
    private long seenAt;
    private long pausedUntil;

    FencerPart(NodeRun run) {
        this.run = run;
        seenAt = run.time().now();
        core = FencerState.initial(run.name, HISTORY_MAX, Duration.ofMillis(MembershipPart.DETECTION));
    }

    void start() {
        run.later(Part.FENCER, run.time().draw(TICK), this::tick);
    }

    FencerState core() {
        return core;
    }

    private Instant now() {
        return run.time().instant();
    }

    void onCib(Cib cib) {
        unread = cib;
    }

    void onView(MembershipView view) {
        incarnation = view.node(run.name).map(NodeView::incarnation).orElse(0L);
        step(new FencerEvent.ViewChanged(view.online(), view.mayFence(), view.rival(), now()));
    }

    /** Somebody on this node wants it; told why not, or nothing if it is done. */
    void want(NodeName target, long born, boolean off, TargetSign sign, Consumer<String> then) {
        FenceAction action = off ? FenceAction.OFF : FenceAction.REBOOT;
        FencingKey key = FencingKey.of(target, born, action);
        want(new FencingRequest(key, action, "lost", "split-brain@" + run.name, Duration.ZERO, sign), then);
    }

    void want(FencingRequest request, Consumer<String> then) {
        waiting.computeIfAbsent(request.key(), fresh -> new ArrayList<>()).add(then);
        step(new FencerEvent.Wanted(request, now()));
    }

    /** Who was paused fences nobody before it has heard of the members. */
    private void look() {
        boolean paused = run.time().now() - seenAt > MembershipPart.DETECTION;
        seenAt = run.time().now();
        if (paused) {
            pausedUntil = seenAt;
            follow(new FencerEvent.ViewChanged(core.reachable(), false, now()));
            run.membership.ask(Part.FENCER, this::onView);
        }
    }

    private void tick() {
        look();
        run.later(Part.FENCER, TICK, this::tick);
    }

    private void step(FencerEvent event) {
        look();
        Cib cib = unread;
        if (cib != null) {
            unread = null;
            follow(new FencerEvent.Configured(FencingConfigurationReader.read(cib, now())));
        }
        follow(event);
    }

    private void follow(FencerEvent event) {
        var step = run.world.mutation.fence(core, event);
        core = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    /** Tells the Fencer of a node, if membership has it. */
    private void peer(NodeName to, Consumer<FencerPart> what) {
        if (core.reachable().contains(to) && !to.equals(run.name)) {
            run.send(to, Part.FENCER, there -> what.accept(there.fencer));
        }
    }

    private void peers(List<NodeName> to, Consumer<FencerPart> what) {
        to.forEach(node -> peer(node, what));
    }

    @Override
    public void askLeader(FencerEffect.AskLeader effect) {
        peer(effect.leader(), there -> there.step(new FencerEvent.PeerWanted(run.name, effect.request(), there.now())));
        FencingKey key = effect.request().key();
        timer("ask " + key, ASK_AGAIN, () -> step(new FencerEvent.AskAgainDue(key, now())));
    }

    @Override
    public void announceBegin(FencerEffect.AnnounceBegin effect) {
        FencingKey key = effect.request().key();
        run.say("leads the fencing of " + key.target() + "#" + key.incarnation());
        peers(effect.to(), there -> there.step(new FencerEvent.PeerBegan(run.name, effect.request(), there.now())));
    }

    @Override
    public void holdBack(FencerEffect.HoldBack effect) {
        run.say("waits " + effect.held().toMillis() + " ms before it fences " + effect.target());
    }

    @Override
    public void announceEnd(FencerEffect.AnnounceEnd effect) {
        peers(effect.to(), there -> there.step(new FencerEvent.PeerEnded(effect.records(), there.now())));
    }

    @Override
    public void useDevice(FencerEffect.UseDevice effect) {
        effect.effect().runOn(new Devices(effect.key()));
    }

    @Override
    public void answer(FencerEffect.Answer effect) {
        List<Consumer<String>> askers = waiting.remove(FencingKey.of(effect.ended()));
        if (askers != null) {
            String failure = effect.ended().outcome() instanceof FencingOutcome.Failed failed ? failed.why() : "";
            boolean failed = effect.ended().outcome() instanceof FencingOutcome.Failed;
            askers.forEach(asker -> asker.accept(failed && failure.isEmpty() ? "failed" : failure));
        }
    }

    @Override
    public void publish(FencerEffect.Publish effect) {
        FencingRecord ended = effect.ended();
        if (!(ended.outcome() instanceof FencingOutcome.Fenced)) {
            run.say("hears that the fencing of " + ended.target() + " failed");
        } else if (ended.action().takesPower()) {
            run.world.judge.confirmed(run, ended);
            run.tell(
                    Part.NODE,
                    () -> run.membership.told(
                            new SurvivorEvent.FencingConfirmed(ended.target(), ended.incarnation(), now())));
        }
    }

    @Override
    public void introduce(FencerEffect.Introduce effect) {
        if (incarnation != 0) {
            long own = incarnation;
            String life = run.host.life();
            peers(
                    effect.to(),
                    there -> there.step(new FencerEvent.Introduced(run.name, own, life, there.run.host.life())));
        }
    }

    @Override
    public void reportLie(FencerEffect.ReportLie effect) {
        run.say("finds that " + effect.lie().device() + " lied about "
                + effect.lie().target());
    }

    @Override
    public void tellLies(FencerEffect.TellLies effect) {
        peers(effect.to(), there -> there.step(new FencerEvent.LiesHeard(effect.lies())));
    }

    @Override
    public void remember(FencerEffect.Remember effect) {
        // No disk is read again here: a node that is started anew hears it from the others.
    }

    @Override
    public void tellTrust(FencerEffect.TellTrust effect) {
        peers(effect.to(), there -> there.step(new FencerEvent.Trusted(effect.device(), there.now(), false)));
    }

    @Override
    public void tellFindings(FencerEffect.TellFindings effect) {
        throw new AssertionError("devices are not checked here: " + effect);
    }

    @Override
    public void answerConfirmation(FencerEffect.AnswerConfirmation effect) {
        throw new AssertionError("nobody confirms anything here: " + effect);
    }

    /** A person trusts all devices that were found to lie. */
    void trustAll() {
        for (ResourceId device : core.distrusted()) {
            step(new FencerEvent.Trusted(device, now(), true));
        }
    }

    /** A peer wants a device run: for strangers, or without quorum, nothing is done. */
    private void serve(NodeRun leader, FencingKey key, FencingEffect.RunPower power, Duration delay) {
        look();
        if (core.quorate() && core.reachable().contains(leader.name)) {
            use(key, power, delay, ended -> peer(leader.name, there -> there.answered(key, power, ended)));
        }
    }

    private void answered(FencingKey key, FencingEffect.RunPower power, FencingEvent ended) {
        timers.remove(patience(key, power));
        progress(key, ended);
    }

    private static String patience(FencingKey key, FencingEffect.RunPower power) {
        return "patience " + key + " " + power.device();
    }

    private void timer(String name, long millis, Runnable what) {
        timerNumber++;
        long number = timerNumber;
        timers.put(name, number);
        run.later(Part.FENCER, millis, () -> {
            if (timers.remove(name, number)) {
                what.run();
            }
        });
    }

    private void use(FencingKey key, FencingEffect.RunPower power, Duration delay, Consumer<FencingEvent> then) {
        long since = run.time().now();
        run.later(Part.FENCER, delay.toMillis(), () -> {
            look();
            if (power.action().takesPower() && (pausedUntil > since || !core.quorate())) {
                String why = pausedUntil > since ? "paused" : "no right to fence any more";
                then.accept(new FencingEvent.DeviceEnded(power.device(), run.name, false, why, now()));
                return;
            }
            run.world.devices.run(
                    run,
                    key,
                    power,
                    (done, why) -> run.deliver(
                            Part.FENCER,
                            () -> then.accept(
                                    new FencingEvent.DeviceEnded(power.device(), run.name, done, why, now()))));
        });
    }

    private void progress(FencingKey key, FencingEvent event) {
        step(new FencerEvent.Progressed(key, event, now()));
    }

    /** Has devices run, here or elsewhere. */
    private final class Devices implements FencingEffect.Port {
        private final FencingKey key;

        Devices(FencingKey key) {
            this.key = key;
        }

        @Override
        public void askHosts(FencingEffect.AskHosts effect) {
            throw new AssertionError("all devices have lists here: " + effect);
        }

        @Override
        public void runPower(FencingEffect.RunPower effect) {
            int random = (int) effect.delayRandom().toMillis();
            Duration delay = effect.delay().plusMillis(random > 0 ? run.time().draw(random + 1) : 0);
            if (effect.executor().equals(run.name)) {
                use(key, effect, delay, event -> progress(key, event));
                return;
            }
            peer(effect.executor(), there -> there.serve(run, key, effect, delay));
            Duration patience = effect.timeout().plus(delay).plus(GRACE);
            String why = "no answer from " + effect.executor();
            timer(
                    patience(key, effect),
                    patience.toMillis(),
                    () -> progress(
                            key, new FencingEvent.DeviceEnded(effect.device(), effect.executor(), false, why, now())));
        }

        @Override
        public void conclude(FencingEffect.Conclude effect) {
            throw new AssertionError("the Fencer concludes");
        }
    }
}
