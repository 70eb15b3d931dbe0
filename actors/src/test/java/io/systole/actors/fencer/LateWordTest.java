package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.core.FencerCore;
import io.systole.actors.fencer.core.FencerEffect.AskLeader;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.PeerBegan;
import io.systole.actors.fencer.core.FencerEvent.PeerWanted;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.actors.fencer.core.FencerState;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.fencer.core.Pending;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import io.systole.fencing.config.FencingConfigurationReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a node said before it was lost may arrive after it was lost. */
final class LateWordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final NodeName N3 = new NodeName("n3");
    private static final FencingKey KEY = FencingKey.of(new NodeName("n9"), 7, FenceAction.REBOOT);
    private static final FencingRequest REQUEST =
            new FencingRequest(KEY, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO);

    @Test
    void aLeaderGoesOnWhenALostOneIsHeardToHaveBegun() {
        var leading = after(
                new ViewChanged(List.of(N1, N2, N3), true, NOW),
                new Configured(FencingConfigurationReader.read(FencingCibs.of("d1 pcmk_host_list=n9"), NOW)),
                new ViewChanged(List.of(N2, N3), true, NOW),
                new PeerWanted(N3, REQUEST, NOW));

        var later = FencerCore.step(leading, new PeerBegan(N1, REQUEST, NOW)).state();

        assertThat(lead(leading)).isInstanceOf(Pending.Own.class);
        assertThat(lead(later)).isInstanceOf(Pending.Own.class);
    }

    @Test
    void aLeaderGivesWayToALowerNamedMemberThatBegan() {
        var leading = after(
                new ViewChanged(List.of(N2, N3), true, NOW),
                new Configured(FencingConfigurationReader.read(FencingCibs.of("d1 pcmk_host_list=n9"), NOW)),
                new PeerWanted(N3, REQUEST, NOW),
                new ViewChanged(List.of(N1, N2, N3), true, NOW));

        var later = FencerCore.step(leading, new PeerBegan(N1, REQUEST, NOW)).state();

        assertThat(lead(later)).isEqualTo(new Pending.Other(N1));
    }

    /** An unfencing that was done is done anew when it is asked for anew, so the asker must not do that by itself. */
    @Test
    void theLeaderThatWasAskedIsNotAskedAgainWhenItSaysThatItBegan() {
        var asked = FencerCore.step(after(new ViewChanged(List.of(N1, N2, N3), true, NOW)), new Wanted(REQUEST, NOW));

        var later = FencerCore.step(asked.state(), new PeerBegan(N1, REQUEST, NOW));

        assertThat(asked.effects()).containsExactly(new AskLeader(N1, REQUEST));
        assertThat(later.effects()).isEmpty();
        assertThat(lead(later.state())).isEqualTo(new Pending.Other(N1));
    }

    private static Pending.Lead lead(FencerState state) {
        return Objects.requireNonNull(state.pending().get(KEY)).lead();
    }

    private static FencerState after(FencerEvent... events) {
        var state = FencerState.initial(N2, 10);
        for (var event : events) {
            state = FencerCore.step(state, event).state();
        }
        return state;
    }
}
