package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.List;

/** What a fencing wants done. */
public sealed interface FencingEffect {
    void runOn(Port port);

    /** Let this node find out whether the device can fence the target. */
    record AskHosts(ResourceId device, NodeName executor, NodeName target) implements FencingEffect {
        @Override
        public void runOn(Port port) {
            port.askHosts(this);
        }
    }

    /**
     * Let this node run the device, after a wait.
     *
     * @param delay how long to wait first
     * @param delayRandom the bound of a further wait that is drawn at random
     */
    record RunPower(
            ResourceId device,
            NodeName executor,
            NodeName target,
            FenceAction action,
            Duration timeout,
            Duration delay,
            Duration delayRandom)
            implements FencingEffect {
        @Override
        public void runOn(Port port) {
            port.runPower(this);
        }
    }

    /** The fencing is over: done by these devices, or failed for these reasons. */
    record Conclude(boolean done, List<ResourceId> by, List<String> failures) implements FencingEffect {
        public Conclude {
            by = List.copyOf(by);
            failures = List.copyOf(failures);
        }

        @Override
        public void runOn(Port port) {
            port.conclude(this);
        }
    }

    /** Whoever carries the effects out. */
    interface Port {
        void askHosts(AskHosts effect);

        void runPower(RunPower effect);

        void conclude(Conclude effect);
    }
}
