package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.time.Duration;
import java.util.List;

/** What the execution of a transition wants done. */
public sealed interface TransitionEffect {
    void runOn(Port port);

    /** Who carries the effects out. */
    interface Port {
        void sendOperation(SendOperation effect);

        void requestFencing(RequestFencing effect);

        void runClusterAction(RunClusterAction effect);

        void pseudoDone(PseudoDone effect);

        void transitionEnded(TransitionEnded effect);

        void planAgain(PlanAgain effect);
    }

    /** Have the operation run on its node; without an answer for so long it has failed. */
    record SendOperation(ActionRef ref, GraphAction action, NodeName executor, Duration patience)
            implements TransitionEffect {
        @Override
        public void runOn(Port port) {
            port.sendOperation(this);
        }
    }

    record RequestFencing(ActionRef ref, GraphAction action, NodeName target, String fencingAction)
            implements TransitionEffect {
        @Override
        public void runOn(Port port) {
            port.requestFencing(this);
        }
    }

    /** Clear a fail count, delete history, let a node shut down. */
    record RunClusterAction(ActionRef ref, GraphAction action, Duration patience) implements TransitionEffect {
        @Override
        public void runOn(Port port) {
            port.runClusterAction(this);
        }
    }

    record PseudoDone(ActionRef ref, GraphAction action) implements TransitionEffect {
        @Override
        public void runOn(Port port) {
            port.pseudoDone(this);
        }
    }

    /** The actions are those that are more than ordering points. */
    record TransitionEnded(int number, Outcome outcome, String reason, List<ActionEnd> actions)
            implements TransitionEffect {
        public TransitionEnded {
            actions = List.copyOf(actions);
        }

        @Override
        public void runOn(Port port) {
            port.transitionEnded(this);
        }
    }

    /** Something that still ran of an aborted transition ended as no plan expects. */
    record PlanAgain(String reason) implements TransitionEffect {
        @Override
        public void runOn(Port port) {
            port.planAgain(this);
        }
    }

    /** How far an action had come when its transition ended: waiting, in flight, done or failed. */
    record ActionEnd(GraphAction action, String phase) {}

    /** How a transition ended. */
    enum Outcome {
        COMPLETE,
        ABORTED,
        FAILED,
        /** Nothing runs, something is left, and nothing failed: a loop in the plan. */
        STUCK
    }
}
