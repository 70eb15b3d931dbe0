package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node comes back before its lost run was proven dead: what that run said may still hold until the new one is asked. */
class NewRunOfALostNodeTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final long LOST_RUN = 2;
    private static final long NEW_RUN = 22;

    private CibState state =
            CibState.initial(N1, 1, List.of(N1, N2), StoredConfiguration.nothing(), History.empty(), 0);
    private List<CibEffect> effects = List.of();

    @Test
    void itsWordsReplaceThoseOfTheLostRunOnlyWhenItIsAMember() {
        membership(LOST_RUN, Standing.ONLINE);
        happens(new CibEvent.FullArrived(N2, new Part(LOST_RUN, 5, null, null)));
        membership(LOST_RUN, Standing.LOST);

        membership(NEW_RUN, Standing.LOST);
        happens(new CibEvent.FullArrived(N2, new Part(NEW_RUN, 0, null, null)));

        assertThat(state.parts().get(N2)).isEqualTo(new Part(LOST_RUN, 5, null, null));

        membership(NEW_RUN, Standing.ONLINE);

        assertThat(state.parts()).doesNotContainKey(N2);
        assertThat(effects).contains(new CibEffect.AskFull(N2));

        happens(new CibEvent.FullArrived(N2, new Part(NEW_RUN, 0, null, null)));

        assertThat(state.parts().get(N2)).isEqualTo(new Part(NEW_RUN, 0, null, null));
    }

    private void membership(long run, Standing standing) {
        var views = List.of(
                new NodeView(N1, 1, Standing.ONLINE, Instant.EPOCH), new NodeView(N2, run, standing, Instant.EPOCH));
        happens(new CibEvent.ViewChanged(new MembershipView(
                N1,
                views,
                new QuorumVerdict(true, 2, 1, 2, "test"),
                true,
                true,
                true,
                false,
                N1,
                List.of(),
                List.of())));
    }

    private void happens(CibEvent event) {
        Step step = CibCore.step(state, event);
        state = step.state();
        effects = step.effects();
    }
}
