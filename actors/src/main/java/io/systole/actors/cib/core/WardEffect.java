package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is to be done about nodes that do not speak for themselves. */
public sealed interface WardEffect {
    void runOn(Port port);

    record Ask(List<NodeName> to, NodeName node, boolean claim) implements WardEffect {
        @Override
        public void runOn(Port port) {
            port.ask(this);
        }
    }

    record Tell(List<NodeName> to, NodeName node, Ward ward) implements WardEffect {
        @Override
        public void runOn(Port port) {
            port.tell(this);
        }
    }

    record TellDelta(List<NodeName> to, NodeName node, long epoch, long sequence, List<StatusChange> changes)
            implements WardEffect {
        @Override
        public void runOn(Port port) {
            port.tellDelta(this);
        }
    }

    record TellNumbers(List<NodeName> to, SortedMap<NodeName, Ward> known) implements WardEffect {
        public TellNumbers {
            known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
        }

        @Override
        public void runOn(Port port) {
            port.tellNumbers(this);
        }
    }

    /** This node speaks for the other from now on. */
    record Grant(NodeName node, long epoch, NodeState state) implements WardEffect {
        @Override
        public void runOn(Port port) {
            port.grant(this);
        }
    }

    /** This node speaks for the other no more. */
    record Lose(NodeName node) implements WardEffect {
        @Override
        public void runOn(Port port) {
            port.lose(this);
        }
    }

    /** Who carries the effects out. */
    interface Port {
        void ask(Ask effect);

        void tell(Tell effect);

        void tellDelta(TellDelta effect);

        void tellNumbers(TellNumbers effect);

        void grant(Grant effect);

        void lose(Lose effect);
    }
}
