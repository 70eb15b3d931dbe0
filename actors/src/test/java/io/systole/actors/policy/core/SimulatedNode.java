package io.systole.actors.policy.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.core.ResourceCore;
import io.systole.actors.resource.core.ResourceEffect;
import io.systole.actors.resource.core.ResourceEvent;
import io.systole.actors.resource.core.ResourceState;
import io.systole.actors.resource.core.Task;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node whose resource cores are the real ones, and whose agents do what the simulation says. */
final class SimulatedNode {
    /** Whom it talks to. */
    interface World {
        Instant now();

        boolean fails(OperationOrder order);

        void record(SimulatedNode node, List<StatusChange> changes);

        void report(OperationReport report);

        void begins(SimulatedNode node, OperationOrder order);
    }

    final NodeName name;
    final SortedSet<String> active = new TreeSet<>();
    final Deque<Task> agents = new ArrayDeque<>();
    private final World world;
    private final SortedMap<String, ResourceState> resources = new TreeMap<>();
    private long term;
    private long calls;

    SimulatedNode(NodeName name, World world) {
        this.name = name;
        this.world = world;
    }

    void order(long orderTerm, OperationOrder order) {
        if (follows(orderTerm)) {
            calls++;
            take(order.resource(), new ResourceEvent.Ordered(order, calls, world.now()));
        }
    }

    void withdraw(long orderTerm, OperationOrder order) {
        if (follows(orderTerm)) {
            take(order.resource(), new ResourceEvent.Withdrawn(order));
        }
    }

    void clear(long orderTerm, TransitionKey key, String resource) {
        if (follows(orderTerm)) {
            take(resource, new ResourceEvent.FailuresCleared(List.of()));
            world.report(new OperationReport(key, OperationReport.Outcome.DONE, 0, 0, ""));
        }
    }

    TermAnswer answer(long asked) {
        follows(asked);
        var begun = new ArrayList<TransitionKey>();
        for (ResourceState resource : resources.values()) {
            if (resource.begun() != null) {
                begun.add(resource.begun());
            }
        }
        return new TermAnswer(name, term, begun);
    }

    private boolean follows(long other) {
        if (other > term) {
            List.copyOf(resources.keySet()).forEach(resource -> take(resource, new ResourceEvent.Superseded()));
            term = other;
        }
        return other == term;
    }

    /** One of the agents that run ends. */
    void endAgent() {
        Task task = agents.remove();
        OperationOrder order = task.order();
        String resource = order.resource();
        boolean fails = world.fails(order);
        int rc =
                switch (order.operation()) {
                    case "monitor" -> active.contains(resource) ? 0 : 7;
                    default -> fails ? 1 : 0;
                };
        if (order.operation().equals("monitor") && order.recurs() && fails) {
            rc = 7;
        }
        if (order.operation().equals("stop") && rc == 0) {
            active.remove(resource);
        }
        var result = new OperationResult(rc, 0, "", world.now(), Duration.ZERO, List.of());
        take(resource, new ResourceEvent.Ended(result, AgentTraits.unknown(), world.now()));
    }

    private void take(String resource, ResourceEvent event) {
        ResourceState before = resources.getOrDefault(resource, ResourceState.of(resource, false));
        ResourceCore.Step step = ResourceCore.step(before, event);
        resources.put(resource, step.state());
        var port = new Port(resource);
        step.effects().forEach(effect -> effect.runOn(port));
    }

    private final class Port implements ResourceEffect.Port {
        private final String resource;

        Port(String resource) {
            this.resource = resource;
        }

        @Override
        public void askSlot(ResourceEffect.AskSlot effect) {
            take(resource, new ResourceEvent.SlotGranted(world.now()));
        }

        @Override
        public void freeSlot(ResourceEffect.FreeSlot effect) {}

        @Override
        public void runAgent(ResourceEffect.RunAgent effect) {
            OperationOrder order = effect.task().order();
            if (order.operation().equals("start")) {
                world.begins(SimulatedNode.this, order);
                active.add(order.resource());
            }
            agents.add(effect.task());
        }

        @Override
        public void recordStatus(ResourceEffect.RecordStatus effect) {
            world.record(SimulatedNode.this, effect.changes());
        }

        @Override
        public void wakeForRun(ResourceEffect.WakeForRun effect) {}

        @Override
        public void forgetRun(ResourceEffect.ForgetRun effect) {}

        @Override
        public void answer(ResourceEffect.Answer effect) {
            world.report(effect.report());
        }
    }
}
