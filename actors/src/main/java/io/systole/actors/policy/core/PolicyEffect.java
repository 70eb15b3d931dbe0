package io.systole.actors.policy.core;

import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the policy wants done. */
public sealed interface PolicyEffect {
    void runOn(Port port);

    /** Who carries the effects out. */
    interface Port {
        void computePlan(ComputePlan effect);

        void sendOrder(SendOrder effect);

        void withdrawOrder(WithdrawOrder effect);

        void fence(FenceNode effect);

        void markUnfenced(MarkUnfenced effect);

        void noteFenced(NoteFenced effect);

        void clusterAction(ClusterAction effect);

        void awaitReport(AwaitReport effect);

        void awaitFenced(AwaitFenced effect);

        void wakeForFencing(WakeForFencing effect);

        void wakeForRecheck(WakeForRecheck effect);

        void askTerms(AskTerms effect);

        void keepInput(KeepInput effect);

        void tell(Tell effect);
    }

    record ComputePlan(int request, Cib cib, Instant at) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.computePlan(this);
        }
    }

    /** Patience counts from now. The order is for this run of the executor and no other. */
    record SendOrder(ActionRef ref, NodeName executor, long incarnation, OperationOrder order, Duration patience)
            implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.sendOrder(this);
        }
    }

    /** The order's result is overdue. */
    record WithdrawOrder(ActionRef ref) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.withdrawOrder(this);
        }
    }

    /** The delay is what priority-fencing-delay asks for. */
    record FenceNode(NodeName target, long incarnation, String action, String reason, Duration delay)
            implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.fence(this);
        }
    }

    /** Have the node note that it was unfenced, when, and with which parameters of the devices. */
    record MarkUnfenced(NodeName target, SortedMap<String, String> attributes) implements PolicyEffect {
        public MarkUnfenced {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public void runOn(Port port) {
            port.markUnfenced(this);
        }
    }

    /** Have the CIB show that a remote node was fenced: it does not speak for itself. */
    record NoteFenced(NodeName target) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.noteFenced(this);
        }
    }

    /** Clear a fail count, delete history, let a node shut down. */
    record ClusterAction(ActionRef ref, TransitionKey key, GraphAction action, Duration patience)
            implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.clusterAction(this);
        }
    }

    /** The CIB should show what was reported within a moment. */
    record AwaitReport(OperationReport report) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.awaitReport(this);
        }
    }

    record AwaitFenced(NodeName target, long incarnation, String action) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.awaitFenced(this);
        }
    }

    record WakeForFencing(NodeName target, Duration in) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.wakeForFencing(this);
        }
    }

    /** Replaces the wish before. */
    record WakeForRecheck(String reason, Duration in) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.wakeForRecheck(this);
        }
    }

    /** Ask the nodes whether they know of a newer DC. */
    record AskTerms(List<NodeName> nodes) implements PolicyEffect {
        public AskTerms {
            nodes = List.copyOf(nodes);
        }

        @Override
        public void runOn(Port port) {
            port.askTerms(this);
        }
    }

    /** Remember what a plan was made from. */
    record KeepInput(PlanInput input) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.keepInput(this);
        }
    }

    /** What an operator would tell a colleague. */
    record Tell(News news, @Nullable TransitionSummary transition, String text) implements PolicyEffect {
        @Override
        public void runOn(Port port) {
            port.tell(this);
        }
    }

    /** What is told. */
    enum News {
        TRANSITION_STARTED,
        TRANSITION_ENDED,
        FENCING_FAILED,
        PLAN_FAILED,
        PLAN_REPEATS,
        PAUSED,
        DEPOSED
    }
}
