package io.systole.actors.simulation;

import io.systole.actors.cib.Terms;
import io.systole.actors.fencer.TargetSign;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.policy.core.ActionRef;
import io.systole.actors.policy.core.Orders;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.actors.policy.core.PolicyCore;
import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.core.PolicyEvent;
import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.policy.graph.GraphAction;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A policy on one node: the real core and the real planner, with the timers and messages of its actor. */
final class PolicyPart implements PolicyEffect.Port {
    private static final int RESEND = 5000;
    private static final int TICK = 300;
    private static final int OPERATIONS = 4;
    private static final Duration REPORT_SHOWS = Duration.ofSeconds(2);
    private static final Duration FENCING_SHOWS = Duration.ofSeconds(3);

    final int number;
    private final NodeRun run;
    private final boolean forAll;
    private final Part part;
    private final SortedMap<String, Long> timers = new TreeMap<>();
    private final SortedMap<ActionRef, PolicyEffect.SendOrder> outstanding = new TreeMap<>();
    private PolicyState state;
    private long timerNumber;
    private long seenAt;
    private boolean ended;

    PolicyPart(NodeRun run, int number, boolean forAll) {
        this.run = run;
        this.number = number;
        this.forAll = forAll;
        part = forAll ? Part.POLICY : Part.GUARD;
        state = PolicyState.initial(new PolicyState.Setup(run.name, OPERATIONS, 5));
        seenAt = run.time().now();
    }

    void start() {
        run.membership.ask(part, this::onView);
        run.tell(Part.CIB, () -> {
            Cib present = run.cib.published();
            run.tell(part, () -> onCib(present));
        });
        if (forAll) {
            run.cib.becomeWriter(term -> apply(new PolicyEvent.TermGranted(term, now())));
        } else {
            askTerm(run.name, 0);
        }
        later(TICK, this::tick);
        later(RESEND, this::resend);
    }

    void end() {
        ended = true;
    }

    PolicyState state() {
        return state;
    }

    private Instant now() {
        return run.time().instant();
    }

    private void later(long millis, Runnable what) {
        run.later(part, millis, () -> {
            if (!ended) {
                what.run();
            }
        });
    }

    private void timer(String name, Duration in, Function<Instant, PolicyEvent> event) {
        timerNumber++;
        long set = timerNumber;
        timers.put(name, set);
        later(Math.max(0, in.toMillis()), () -> {
            if (timers.remove(name, set)) {
                apply(event.apply(now()));
            }
        });
    }

    private void tick() {
        look();
        state.unheard().forEach(node -> askTerm(node, state.term()));
        later(TICK, this::tick);
    }

    /** A message that was lost must not cost a minute. */
    private void resend() {
        look();
        if (forAll && state.isDeposedInVain()) {
            run.policies.beginAnew();
            return;
        }
        outstanding
                .keySet()
                .retainAll(state.transition().inFlight().stream()
                        .map(sent -> sent.ref())
                        .toList());
        if (state.mayAct()) {
            outstanding.values().forEach(this::send);
        }
        later(RESEND, this::resend);
    }

    void onView(MembershipView view) {
        apply(new PolicyEvent.MembershipArrived(view, now()));
    }

    void onCib(Cib cib) {
        apply(new PolicyEvent.CibArrived(cib, now()));
    }

    void onReport(OperationReport report) {
        apply(new PolicyEvent.OperationReported(report, now()));
    }

    void onTerm(TermAnswer answer) {
        if (!forAll && state.term() == 0) {
            apply(new PolicyEvent.TermGranted(Terms.aside(answer.newest()), now()));
        } else {
            apply(new PolicyEvent.TermAnswered(answer, now()));
        }
    }

    private void apply(PolicyEvent event) {
        if (!ended) {
            look();
            step(event);
        }
    }

    private void step(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(this));
    }

    private void look() {
        long now = run.time().now();
        boolean paused = now - seenAt > MembershipPart.DETECTION + MembershipPart.DETECTION / 4;
        seenAt = now;
        if (paused) {
            step(new PolicyEvent.Paused(now()));
            run.membership.ask(part, this::onView);
        }
    }

    private void askTerm(NodeName node, long term) {
        run.send(node, Part.RESOURCES, there -> {
            TermAnswer answer = there.resources.answer(term);
            there.send(run.name, part, back -> {
                if (back.id == run.id) {
                    back.policies.answered(number, answer);
                }
            });
        });
    }

    /** How the node that got an order answers. */
    private Consumer<OperationReport> answerFrom(NodeRun there) {
        return report -> there.send(run.name, part, back -> {
            if (back.id == run.id) {
                back.policies.reported(number, report);
            }
        });
    }

    private void send(PolicyEffect.SendOrder effect) {
        long term = state.term();
        OperationOrder order = effect.order();
        if (run.membership.gossip().of(effect.executor()) == null) {
            return;
        }
        run.world.judge.orders(run, order, effect.executor());
        run.send(
                effect.executor(),
                Part.RESOURCES,
                there -> there.resources.order(term, order, effect.incarnation(), answerFrom(there)));
    }

    @Override
    public void computePlan(PolicyEffect.ComputePlan effect) {
        later(5, () -> {
            PlannedTransition plan = run.world.plan(effect.cib(), effect.at());
            run.world.judge.dc(state.dc(), run.host);
            apply(new PolicyEvent.PlanMade(effect.request(), plan, Duration.ZERO, now()));
        });
    }

    @Override
    public void sendOrder(PolicyEffect.SendOrder effect) {
        outstanding.put(effect.ref(), effect);
        timer("patience " + effect.ref(), effect.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
        send(effect);
    }

    @Override
    public void withdrawOrder(PolicyEffect.WithdrawOrder effect) {
        PolicyEffect.SendOrder sent = outstanding.get(effect.ref());
        if (sent != null) {
            long term = state.term();
            timer("patience " + effect.ref(), sent.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
            run.send(
                    sent.executor(),
                    Part.RESOURCES,
                    there -> there.resources.withdraw(term, sent.order(), answerFrom(there)));
        }
    }

    @Override
    public void fence(PolicyEffect.FenceNode effect) {
        FenceAction action = FenceAction.of(effect.action());
        FencingKey key = FencingKey.of(effect.target(), effect.incarnation(), action);
        run.say("plans the fencing of " + effect.target() + "#" + effect.incarnation());
        run.tell(
                Part.FENCER,
                () -> run.fencer.want(
                        new FencingRequest(
                                key, action, effect.reason(), "policy@" + run.name, effect.delay(), TargetSign.NONE),
                        failure -> run.tell(
                                part,
                                () -> apply(new PolicyEvent.FencingAnswered(
                                        effect.target(), effect.incarnation(), effect.action(), failure, now())))));
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
        timer("patience " + effect.ref(), effect.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
        GraphAction action = effect.action();
        NodeName node = action.onNode();
        var resource = action.resource();
        if (node != null && action.operation().equals("do_shutdown")) {
            run.send(node, Part.RESOURCES, there -> {
                there.node.granted();
                answerFrom(there).accept(new OperationReport(effect.key(), Outcome.DONE, 0, 0, ""));
            });
            return;
        }
        if (node == null || resource == null) {
            throw new AssertionError("no cluster action of the kind is configured here: " + action);
        }
        long term = state.term();
        boolean isMember = run.membership.gossip().of(node) != null;
        if (action.operation().equals("clear_failcount") && isMember) {
            run.send(
                    node,
                    Part.RESOURCES,
                    there -> there.resources.clear(term, effect.key(), resource.id(), answerFrom(there)));
        } else if (action.operation().equals("lrm_delete") && isMember) {
            OperationOrder order = Orders.of(effect.key(), action, "INFINITY").as("delete");
            run.send(node, Part.RESOURCES, there -> there.resources.order(term, order, 0, answerFrom(there)));
        } else {
            boolean forgets = action.operation().equals("lrm_delete");
            if (forgets) {
                run.cib.forget(node, new ResourceId(resource.id()));
            }
            Outcome outcome = forgets ? Outcome.DONE : Outcome.REFUSED;
            later(1, () -> onReport(new OperationReport(effect.key(), outcome, 0, 0, "")));
        }
    }

    @Override
    public void awaitReport(PolicyEffect.AwaitReport effect) {
        String name = "report " + effect.report().transitionKey();
        timer(name, REPORT_SHOWS, at -> new PolicyEvent.ReportOverdue(effect.report(), at));
    }

    @Override
    public void awaitFenced(PolicyEffect.AwaitFenced effect) {
        String name = "fenced " + effect.target();
        timer(
                name,
                FENCING_SHOWS,
                at -> new PolicyEvent.FencingOverdue(effect.target(), effect.incarnation(), effect.action(), at));
    }

    @Override
    public void wakeForFencing(PolicyEffect.WakeForFencing effect) {
        timer("fence " + effect.target(), effect.in(), at -> new PolicyEvent.FencingDue(effect.target(), at));
    }

    @Override
    public void wakeForRecheck(PolicyEffect.WakeForRecheck effect) {
        timer("recheck", effect.in(), at -> new PolicyEvent.RecheckDue(effect.reason(), at));
    }

    @Override
    public void askTerms(PolicyEffect.AskTerms effect) {
        effect.nodes().forEach(node -> askTerm(node, state.term()));
    }

    @Override
    public void keepInput(PolicyEffect.KeepInput effect) {
        // what plans were made from is not kept here
    }

    @Override
    public void tell(PolicyEffect.Tell effect) {
        run.say((forAll ? "DC: " : "own policy: ") + effect.news() + " " + effect.text());
    }
}
