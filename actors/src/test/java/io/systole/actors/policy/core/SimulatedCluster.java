package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.Status;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Real cores and the real planner on a network that delivers in any order, each link in its own; with agents that fail,
 * nodes that die and DCs that are replaced, all drawn from one seed. After each step one owner a resource is asserted.
 */
final class SimulatedCluster implements SimulatedNode.World, PolicyEffect.Port {
    private static final int STEPS_MAX = 20_000;

    private final Random random;
    private final Cib configured;
    private final SortedMap<NodeName, SimulatedNode> nodes = new TreeMap<>();
    private final SortedMap<NodeName, Standing> standings = new TreeMap<>();
    private final SortedMap<NodeName, SimulatedStatus> statuses = new TreeMap<>();
    private final SortedMap<String, Deque<Runnable>> links = new TreeMap<>();
    private final SortedMap<String, Timer> timers = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private PolicyState policy;
    private long term = 1;
    int failurePercent;
    int transitions;

    private record Timer(Instant due, PolicyEvent event) {}

    SimulatedCluster(int seed, String document, String... names) {
        random = new Random(seed);
        configured = Objects.requireNonNull(CibXml.read(document).cib());
        for (String name : names) {
            var node = new NodeName(name);
            nodes.put(node, new SimulatedNode(node, this));
            standings.put(node, Standing.ONLINE);
            statuses.put(node, new SimulatedStatus());
        }
        policy = PolicyState.initial(new PolicyState.Setup(nodes.firstKey(), 4, 10));
        becomeDc(nodes.firstKey());
    }

    // What happens

    void run() {
        run(STEPS_MAX);
    }

    /** Goes on until nothing is left to happen but the regular recheck, or so many steps. */
    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            var choices = new ArrayList<Runnable>();
            links.values().stream()
                    .filter(link -> !link.isEmpty())
                    .forEach(link -> choices.add(() -> link.remove().run()));
            nodes.values().stream().filter(node -> !node.agents.isEmpty()).forEach(node -> choices.add(node::endAgent));
            now = now.plusMillis(random.nextInt(20));
            if (!choices.isEmpty()) {
                choices.get(random.nextInt(choices.size())).run();
            } else if (!ring()) {
                return;
            }
        }
        assertThat(steps).as("it never comes to rest").isLessThan(STEPS_MAX);
    }

    /** The next timer, but not the recheck in a quarter of an hour, nor patience with what has ended. */
    private boolean ring() {
        Instant horizon = now.plus(Duration.ofMinutes(10));
        String next = null;
        for (String name : timers.keySet()) {
            Timer timer = timer(name);
            if (timer.due().isBefore(horizon)
                    && (next == null || timer.due().isBefore(timer(next).due()))) {
                next = name;
            }
        }
        if (next == null) {
            return false;
        }
        Timer rung = timer(next);
        timers.remove(next);
        now = rung.due().isAfter(now) ? rung.due() : now;
        take(rung.event());
        return true;
    }

    private Timer timer(String name) {
        return Objects.requireNonNull(timers.get(name));
    }

    void kill(String name) {
        var node = new NodeName(name);
        standings.put(node, Standing.LOST);
        cibChanged();
        viewChanged();
        if (policy.setup().self().equals(node)) {
            anotherBecomesDc();
        }
    }

    private void anotherBecomesDc() {
        becomeDc(standings.keySet().stream()
                .filter(other -> standings.get(other) == Standing.ONLINE)
                .findFirst()
                .orElseThrow());
    }

    /** Another node, or the same one anew, becomes the DC; orders of the one before may still be on their way. */
    void becomeDc(NodeName node) {
        term++;
        timers.clear();
        links.remove("dc");
        links.remove("planner");
        policy = PolicyState.initial(new PolicyState.Setup(node, 4, 10));
        take(new PolicyEvent.MembershipArrived(view(), now));
        take(new PolicyEvent.CibArrived(cib(), now));
        take(new PolicyEvent.TermGranted(term, now));
    }

    /** A recurring monitor finds the resource dead. */
    void die(String resource) {
        nodes.values().forEach(node -> node.active.remove(resource));
    }

    boolean isRunning(String resource) {
        return nodes.values().stream()
                .anyMatch(node -> standings.get(node.name) == Standing.ONLINE && node.active.contains(resource));
    }

    Plan planOfNow() {
        return Planner.plan(cib(), now);
    }

    PolicyState policy() {
        return policy;
    }

    private void trace(String text) {
        if (Boolean.getBoolean("sim.trace")) {
            System.out.println(now + " " + text);
        }
    }

    private void take(PolicyEvent event) {
        if (!(event instanceof PolicyEvent.CibArrived)) {
            trace("  event "
                    + event.toString()
                            .substring(0, Math.min(300, event.toString().length())));
        }
        var step = PolicyCore.step(policy, event);
        policy = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    private void send(String link, Runnable message) {
        links.computeIfAbsent(link, missing -> new ArrayDeque<>()).add(message);
    }

    private void sendNode(NodeName node, Consumer<SimulatedNode> message) {
        SimulatedNode there = nodes.get(node);
        if (there != null) {
            send("to " + node, () -> {
                if (isUp(node)) {
                    message.accept(there);
                }
            });
        }
    }

    private boolean isUp(NodeName node) {
        return standings.get(node) == Standing.ONLINE;
    }

    private void cibChanged() {
        send("dc", () -> take(new PolicyEvent.CibArrived(cib(), now)));
    }

    private void viewChanged() {
        take(new PolicyEvent.MembershipArrived(view(), now));
    }

    private Cib cib() {
        var states = new ArrayList<NodeState>();
        statuses.forEach((name, status) -> states.add(
                status.state(name, Objects.requireNonNull(standings.get(name)).fields())));
        return new Cib(configured.header(), configured.configuration(), new Status(states, List.of()));
    }

    private MembershipView view() {
        var views = new ArrayList<NodeView>();
        standings.forEach((name, standing) -> views.add(new NodeView(name, 1, standing, now)));
        return Views.of(policy.setup().self(), views, new QuorumVerdict(true, 3, 2, 3, "all"));
    }

    // What nodes do

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public boolean fails(OperationOrder order) {
        return !order.isProbe() && random.nextInt(100) < failurePercent;
    }

    @Override
    public void begins(SimulatedNode node, OperationOrder order) {
        boolean clone = order.attributes().containsKey("CRM_meta_clone")
                || order.agentClass().equals("stonith");
        trace("BEGIN " + order.operationKey() + " on " + node.name + " " + order.transitionKey());
        for (SimulatedNode other : nodes.values()) {
            boolean dead = standings.get(other.name) == Standing.FENCED;
            if (!clone && !dead && other != node && other.active.contains(order.resource())) {
                throw new AssertionError(
                        order.resource() + " starts on " + node.name + " and is active on " + other.name);
            }
        }
    }

    @Override
    public void record(SimulatedNode node, List<StatusChange> changes) {
        send("status " + node.name, () -> {
            if (isUp(node.name)) {
                changes.forEach(change ->
                        Objects.requireNonNull(statuses.get(node.name)).apply(change));
                cibChanged();
            }
        });
    }

    @Override
    public void report(OperationReport report) {
        send("reports " + report.transitionKey().action(), () -> take(new PolicyEvent.OperationReported(report, now)));
    }

    // What the policy wants

    @Override
    public void computePlan(PolicyEffect.ComputePlan effect) {
        send("planner", () -> {
            Plan plan = Planner.plan(effect.cib(), effect.at());
            var planned = new PlannedTransition(plan.graph(), plan.summaryLines());
            take(new PolicyEvent.PlanMade(effect.request(), planned, Duration.ZERO, now));
        });
    }

    @Override
    public void sendOrder(PolicyEffect.SendOrder effect) {
        long sentBy = policy.term();
        trace("ORDER " + effect.order().operationKey() + " to " + effect.executor() + " "
                + effect.order().transitionKey());
        later("patience " + effect.ref(), effect.patience(), new PolicyEvent.PatienceEnded(effect.ref(), now));
        sendNode(effect.executor(), node -> node.order(sentBy, effect.order()));
    }

    @Override
    public void withdrawOrder(PolicyEffect.WithdrawOrder effect) {
        throw new AssertionError("no message is lost here, so nothing is overdue: " + effect);
    }

    @Override
    public void fence(PolicyEffect.FenceNode effect) {
        boolean works = random.nextInt(3) > 0;
        send("fencer", () -> {
            if (works) {
                standings.put(effect.target(), Standing.FENCED);
                statuses.put(effect.target(), new SimulatedStatus());
                Objects.requireNonNull(nodes.get(effect.target())).agents.clear();
                cibChanged();
                viewChanged();
            }
            if (works && policy.setup().self().equals(effect.target())) {
                anotherBecomesDc();
                return;
            }
            take(new PolicyEvent.FencingAnswered(
                    effect.target(), effect.incarnation(), effect.action(), works ? "" : "the device is off", now));
        });
    }

    @Override
    public void markUnfenced(PolicyEffect.MarkUnfenced effect) {
        throw new AssertionError("nothing here needs unfencing: " + effect);
    }

    @Override
    public void noteFenced(PolicyEffect.NoteFenced effect) {
        throw new AssertionError("there are no remote nodes here: " + effect);
    }

    @Override
    public void clusterAction(PolicyEffect.ClusterAction effect) {
        long sentBy = policy.term();
        String resource = Objects.requireNonNull(effect.action().resource()).id();
        sendNode(Objects.requireNonNull(effect.action().onNode()), node -> node.clear(sentBy, effect.key(), resource));
    }

    @Override
    public void awaitReport(PolicyEffect.AwaitReport effect) {
        var overdue = new PolicyEvent.ReportOverdue(effect.report(), now);
        later("report " + effect.report().transitionKey(), Duration.ofSeconds(2), overdue);
    }

    @Override
    public void awaitFenced(PolicyEffect.AwaitFenced effect) {
        var overdue = new PolicyEvent.FencingOverdue(effect.target(), effect.incarnation(), effect.action(), now);
        later("fenced " + effect.target(), Duration.ofSeconds(3), overdue);
    }

    @Override
    public void wakeForFencing(PolicyEffect.WakeForFencing effect) {
        later("fence " + effect.target(), effect.in(), new PolicyEvent.FencingDue(effect.target(), now));
    }

    @Override
    public void wakeForRecheck(PolicyEffect.WakeForRecheck effect) {
        later("recheck", effect.in(), new PolicyEvent.RecheckDue(effect.reason(), now.plus(effect.in())));
    }

    @Override
    public void askTerms(PolicyEffect.AskTerms effect) {
        long asking = policy.term();
        for (NodeName node : effect.nodes()) {
            sendNode(node, there -> {
                var answer = there.answer(asking);
                send("terms " + node, () -> take(new PolicyEvent.TermAnswered(answer, now)));
            });
        }
    }

    @Override
    public void keepInput(PolicyEffect.KeepInput effect) {
        // a disk is not part of this world
    }

    @Override
    public void tell(PolicyEffect.Tell effect) {
        trace(effect.news() + " " + effect.text() + " " + effect.transition());
        transitions += effect.news() == PolicyEffect.News.TRANSITION_STARTED ? 1 : 0;
    }

    private void later(String name, Duration in, PolicyEvent event) {
        timers.put(name, new Timer(now.plus(in), event));
    }
}
