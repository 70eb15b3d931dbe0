package io.systole.actors.simulation;

import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.core.OwnMembership;
import io.systole.actors.resource.core.OwnStatus;
import io.systole.actors.resource.core.ResourceCore;
import io.systole.actors.resource.core.ResourceEffect;
import io.systole.actors.resource.core.ResourceEvent;
import io.systole.actors.resource.core.ResourceState;
import io.systole.actors.resource.core.Task;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The resources of one node: the real cores, and the rules of their supervisor about terms, pauses and slots. */
final class ResourcePart {
    private static final int TICK = 300;
    private static final int SLOTS = 4;

    private final NodeRun run;
    private final SortedMap<String, ResourceState> resources = new TreeMap<>();
    private final SortedMap<String, Consumer<OperationReport>> askers = new TreeMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private long term;
    private long calls;
    private int slotsUsed;
    private OwnMembership membership = OwnMembership.unknown();
    private long seenAt;

    ResourcePart(NodeRun run) {
        this.run = run;
        seenAt = run.time().now();
    }

    void start() {
        run.membership.ask(Part.RESOURCES, this::onView);
        run.later(Part.RESOURCES, run.time().draw(TICK), this::tick);
    }

    private void tick() {
        look();
        run.later(Part.RESOURCES, TICK, this::tick);
    }

    private boolean frozen() {
        return membership.frozen();
    }

    private Instant now() {
        return run.time().instant();
    }

    void order(long orderTerm, OperationOrder order, long incarnation, Consumer<OperationReport> replyTo) {
        look();
        if (incarnation != 0 && incarnation != run.id) {
            return;
        }
        if (!follows(orderTerm)) {
            replyTo.accept(refusal(order.transitionKey()));
            return;
        }
        calls++;
        askers.put(order.transitionKey().toString(), replyTo);
        take(order.resource(), new ResourceEvent.Ordered(order, calls, now()));
    }

    void withdraw(long orderTerm, OperationOrder order, Consumer<OperationReport> replyTo) {
        look();
        if (follows(orderTerm)) {
            askers.put(order.transitionKey().toString(), replyTo);
            take(order.resource(), new ResourceEvent.Withdrawn(order));
        }
    }

    void clear(long orderTerm, TransitionKey key, String resource, Consumer<OperationReport> replyTo) {
        if (!follows(orderTerm)) {
            replyTo.accept(refusal(key));
            return;
        }
        List<String> failures = OwnStatus.of(run.name, run.cib.published()).failureAttributes(resource);
        take(resource, new ResourceEvent.FailuresCleared(failures));
        replyTo.accept(new OperationReport(key, OperationReport.Outcome.DONE, 0, 0, ""));
    }

    TermAnswer answer(long asked) {
        boolean known = asked == term;
        if (follows(asked) && known) {
            List.copyOf(resources.keySet()).forEach(resource -> take(resource, new ResourceEvent.Superseded()));
        }
        var begun = new ArrayList<TransitionKey>();
        for (ResourceState resource : resources.values()) {
            TransitionKey key = resource.begun();
            if (key != null) {
                begun.add(key);
            }
        }
        return new TermAnswer(run.name, term, begun);
    }

    private OperationReport refusal(TransitionKey key) {
        return new OperationReport(key, OperationReport.Outcome.REFUSED, 1, 9, run.name + " follows a newer term");
    }

    private boolean follows(long other) {
        if (other > term) {
            List.copyOf(resources.keySet()).forEach(resource -> take(resource, new ResourceEvent.Superseded()));
            term = other;
        }
        return other == term;
    }

    void onView(MembershipView view) {
        OwnMembership.Heard heard = membership.hears(view, run.name);
        if (heard.revokes()) {
            List.copyOf(resources.keySet()).forEach(resource -> take(resource, new ResourceEvent.Revoked()));
        }
        freeze(heard.known());
        grant();
    }

    private void look() {
        long now = run.time().now();
        boolean slept = now - seenAt > MembershipPart.DETECTION + TICK;
        seenAt = now;
        if (slept) {
            freeze(membership.afterPause());
            run.membership.ask(Part.RESOURCES, this::onView);
        }
    }

    private void freeze(OwnMembership known) {
        boolean before = frozen();
        membership = known;
        if (frozen() != before) {
            for (String resource : List.copyOf(resources.keySet())) {
                take(resource, frozen() ? new ResourceEvent.Froze() : new ResourceEvent.Thawed(now()));
            }
        }
    }

    private void grant() {
        look();
        while (!frozen() && !waiting.isEmpty() && slotsUsed < SLOTS) {
            slotsUsed++;
            String resource = waiting.remove();
            take(resource, new ResourceEvent.SlotGranted(now()));
        }
    }

    private void take(String resource, ResourceEvent event) {
        ResourceState before = resources.getOrDefault(resource, ResourceState.of(resource, frozen()));
        ResourceCore.Step step = ResourceCore.step(before, event);
        resources.put(resource, step.state());
        var port = new Port(resource);
        step.effects().forEach(effect -> effect.runOn(port));
    }

    private void ended(String resource, int rc, Instant began) {
        var result = new OperationResult(rc, 0, "", began, Duration.between(began, now()), List.of());
        take(resource, new ResourceEvent.Ended(result, AgentTraits.unknown(), now()));
    }

    private final class Port implements ResourceEffect.Port {
        private final String resource;

        Port(String resource) {
            this.resource = resource;
        }

        @Override
        public void askSlot(ResourceEffect.AskSlot effect) {
            run.tell(Part.RESOURCES, () -> {
                waiting.add(resource);
                grant();
            });
        }

        @Override
        public void freeSlot(ResourceEffect.FreeSlot effect) {
            run.tell(Part.RESOURCES, () -> {
                slotsUsed--;
                grant();
            });
        }

        @Override
        public void runAgent(ResourceEffect.RunAgent effect) {
            Task task = effect.task();
            Instant began = now();
            run.world.agents.run(
                    run, task.order(), rc -> run.deliver(Part.RESOURCES, () -> ended(resource, rc, began)));
        }

        @Override
        public void recordStatus(ResourceEffect.RecordStatus effect) {
            run.cib.record(effect.changes());
        }

        @Override
        public void wakeForRun(ResourceEffect.WakeForRun effect) {
            run.later(
                    Part.RESOURCES,
                    effect.in().toMillis(),
                    () -> take(resource, new ResourceEvent.RunDue(effect.operationKey(), effect.generation(), now())));
        }

        @Override
        public void forgetRun(ResourceEffect.ForgetRun effect) {
            // a timer of an older generation is ignored by the core
        }

        @Override
        public void answer(ResourceEffect.Answer effect) {
            Consumer<OperationReport> asker =
                    askers.get(effect.report().transitionKey().toString());
            if (asker != null) {
                asker.accept(effect.report());
            }
        }
    }
}
