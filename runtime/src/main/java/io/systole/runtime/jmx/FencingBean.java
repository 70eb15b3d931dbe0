package io.systole.runtime.jmx;

import io.systole.cib.NodeName;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceDeviceView;
import io.systole.runtime.status.PastFencing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Fencing by the Fencer. */
final class FencingBean implements FencingOperationsMXBean {
    private final Door door;

    FencingBean(Door door) {
        this.door = door;
    }

    private record Node(FenceCheckView check) implements TargetLine {
        @Override
        public String getNode() {
            return check.node();
        }

        @Override
        public String getFenceable() {
            return check.fenceable();
        }

        @Override
        public List<String> getMissing() {
            return check.missing();
        }
    }

    private record Device(FenceDeviceView device) implements DeviceLine {
        @Override
        public String getId() {
            return device.id();
        }

        @Override
        public String getAgent() {
            return device.agent();
        }

        @Override
        public List<String> getHosts() {
            return device.hosts();
        }

        @Override
        public List<String> getVerified() {
            return device.verified();
        }

        @Override
        public String getDistrust() {
            return device.distrust();
        }
    }

    private record Past(PastFencing fencing) implements FencingLine {
        @Override
        public String getTarget() {
            return fencing.target();
        }

        @Override
        public String getAction() {
            return fencing.action();
        }

        @Override
        public String getOutcome() {
            return fencing.outcome().name();
        }

        @Override
        public String getReason() {
            return fencing.reason();
        }

        @Override
        public String getRequestedBy() {
            return fencing.requestedBy();
        }

        @Override
        public String getDevices() {
            return fencing.devices();
        }

        @Override
        public long getDurationMs() {
            return fencing.durationMs();
        }

        @Override
        public String getWhy() {
            return fencing.why();
        }

        @Override
        public String getAt() {
            return fencing.at().toString();
        }
    }

    @Override
    public List<TargetLine> getTargets() {
        return door.ask("the fence check", cluster -> cluster.fencing().check()).orElse(List.of()).stream()
                .<TargetLine>map(Node::new)
                .toList();
    }

    @Override
    public List<DeviceLine> getDevices() {
        return door.ask("the fence devices", cluster -> cluster.fencing().devices()).orElse(List.of()).stream()
                .<DeviceLine>map(Device::new)
                .toList();
    }

    @Override
    public List<FencingLine> getHistory() {
        return door.ask("the history of fencing", cluster -> cluster.fencing().history(Optional.empty())).stream()
                .<FencingLine>map(Past::new)
                .toList();
    }

    @Override
    public String fence(String node) {
        return door.change(
                "fencing of node " + node, cluster -> cluster.fencing().fence(new NodeName(node), Duration.ZERO));
    }

    @Override
    public String check() {
        return door.change(
                "a check of the fence devices", cluster -> cluster.fencing().checkNow());
    }
}
