package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resources that are locked to a member that left, as two other members come to know of it. */
final class LocksTest {
    private static final NodeName DC = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n2");
    private static final NodeName GONE = new NodeName("n3");
    private static final List<NodeName> NODES = List.of(DC, OTHER, GONE);
    private static final ResourceId RESOURCE = new ResourceId("r");

    private final Member dc = new Member(DC);
    private final Member other = new Member(OTHER);

    @Test
    void aLockThatWasTakenAwayStaysAwayWhereTheLeavingIsHeardOfLater() {
        dc.sees(3, Standing.ONLINE);
        other.sees(3, Standing.ONLINE);
        dc.hearsLock(3);
        other.hearsLock(3);

        dc.sees(3, Standing.LEFT);
        assertThat(dc.locks()).hasSize(1);
        dc.happens(new CibEvent.HistoryForgotten(GONE, RESOURCE));
        other.hears(dc.told());
        other.sees(3, Standing.LEFT);

        assertThat(dc.locks()).isEmpty();
        assertThat(other.locks()).isEmpty();
        assertThat(other.ward().isNewerThan(dc.ward())).isFalse();
    }

    @Test
    void theNextIncarnationIsLockedAnew() {
        dc.sees(3, Standing.ONLINE);
        dc.hearsLock(3);
        dc.sees(3, Standing.LEFT);
        dc.happens(new CibEvent.HistoryForgotten(GONE, RESOURCE));

        dc.sees(4, Standing.ONLINE);
        dc.hearsLock(4);
        dc.sees(4, Standing.LEFT);

        assertThat(dc.locks()).hasSize(1);
    }

    /** What one member knows and says. */
    private static final class Member {
        private final NodeName self;
        private final List<CibEffect> effects = new ArrayList<>();
        private CibState state;

        Member(NodeName self) {
            this.self = self;
            this.state = CibState.initial(self, 1, NODES, StoredConfiguration.nothing(), History.empty(), 0);
        }

        void happens(CibEvent event) {
            Step step = CibCore.step(state, event);
            state = step.state();
            effects.addAll(step.effects());
        }

        void sees(long incarnation, Standing standing) {
            var quorum = new QuorumVerdict(true, 3, 2, 3, "test");
            List<NodeView> nodes = List.of(
                    new NodeView(DC, 1, Standing.ONLINE, Instant.EPOCH),
                    new NodeView(OTHER, 1, Standing.ONLINE, Instant.EPOCH),
                    new NodeView(GONE, incarnation, standing, Instant.EPOCH));
            happens(new CibEvent.ViewChanged(
                    new MembershipView(self, nodes, quorum, true, true, true, false, DC, List.of(), List.of())));
        }

        void hearsLock(long incarnation) {
            var locked = new LrmResource(RESOURCE, "ocf", "heartbeat", "Dummy", null, "1795908754", List.of());
            var lrm = new Lrm(GONE.value(), List.of(locked));
            happens(new CibEvent.FullArrived(GONE, new Part(incarnation, 7, null, lrm)));
        }

        /** What it said last of the node that is gone. */
        Ward told() {
            return effects.stream()
                    .filter(effect -> effect instanceof CibEffect.ForWard)
                    .map(effect -> ((CibEffect.ForWard) effect).effect())
                    .filter(effect -> effect instanceof WardEffect.Tell)
                    .map(effect -> ((WardEffect.Tell) effect).ward())
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        void hears(Ward ward) {
            happens(new CibEvent.OfWard(new WardEvent.Told(DC, GONE, ward)));
        }

        Ward ward() {
            return state.wards().of(GONE);
        }

        List<LrmResource> locks() {
            return state.cib().status().nodeStates().stream()
                    .filter(node -> GONE.equals(node.uname()))
                    .flatMap(node -> node.lrmResources().stream())
                    .toList();
        }
    }
}
