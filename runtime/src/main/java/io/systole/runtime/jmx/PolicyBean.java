package io.systole.runtime.jmx;

import io.systole.runtime.http.ClusterDoor;
import java.util.List;

/** The policy by the status, and by what the DC remembers. */
final class PolicyBean implements PolicyMXBean {
    private final Door door;

    PolicyBean(Door door) {
        this.door = door;
    }

    private record Line(ClusterDoor.TransitionLine transition) implements TransitionLine {
        @Override
        public long getNumber() {
            return transition.number();
        }

        @Override
        public String getReason() {
            return transition.reason();
        }

        @Override
        public String getOutcome() {
            return transition.outcome();
        }

        @Override
        public List<String> getActions() {
            return transition.actions();
        }
    }

    @Override
    public String getPhase() {
        return door.status().phase();
    }

    @Override
    public boolean isHere() {
        var status = door.status();
        return status.askedNode().equals(status.dc());
    }

    @Override
    public String getCibVersion() {
        return door.status().cibVersion();
    }

    @Override
    public List<TransitionLine> getTransitions() {
        return door.ask("the transitions", ClusterDoor::transitions).stream()
                .<TransitionLine>map(Line::new)
                .toList();
    }
}
