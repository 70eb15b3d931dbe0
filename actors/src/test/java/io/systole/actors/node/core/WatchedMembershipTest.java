package io.systole.actors.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.Views;
import io.systole.cib.NodeName;
import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.QuorumVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedMembershipTest {
    @Test
    void quorumCountsForWhatItProves() {
        assertThat(sight(new QuorumVerdict(true, 2, 2, 3, ""))).isEqualTo(ClusterSight.QUORUM);
        assertThat(sight(new QuorumVerdict(true, 1, 1, 1, ""))).isEqualTo(ClusterSight.QUORUM);
        assertThat(sight(new QuorumVerdict(true, 1, 1, 2, "two_node"))).isEqualTo(ClusterSight.QUORUM_ALONE);
        assertThat(sight(new QuorumVerdict(true, 2, 1, 4, "half"))).isEqualTo(ClusterSight.QUORUM_ALONE);
        assertThat(sight(new QuorumVerdict(false, 2, 2, 3, "outvoted"))).isEqualTo(ClusterSight.NO_QUORUM);
    }

    @Test
    void whoSleptKnowsNothing() {
        assertThat(WatchedMembership.sight(Views.asleep("n1", "n1", "n2", "n3")))
                .isEqualTo(ClusterSight.NO_QUORUM);
    }

    private static ClusterSight sight(QuorumVerdict quorum) {
        MembershipView view = Views.of(new NodeName("n1"), List.of(), quorum);
        return WatchedMembership.sight(view);
    }
}
