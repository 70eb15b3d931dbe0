package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.core.FencerEffect.TellFindings;
import io.systole.actors.fencer.core.FencerEffect.UseDevice;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.DeviceFinding;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.FencingEffect.RunPower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the members found is told, and used. */
final class RehearsingTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final NodeName N3 = new NodeName("n3");
    private static final NodeName LOST = new NodeName("n9");
    private static final ResourceId D1 = new ResourceId("d1");
    private static final Instant NOW = Instant.EPOCH;

    private final List<FencerEffect> effects = new ArrayList<>();
    private FencerState state = FencerState.initial(N1, 10);

    @BeforeEach
    void configure() {
        var device = new ConfiguredDevice(
                new FenceDevice(D1, "f", new TreeMap<>(Map.of("pcmk_host_list", "n9"))),
                new TreeSet<>(),
                new TreeSet<>(List.of(N2)));
        step(new Configured(
                new FencingConfiguration(List.of(device), List.of(), new TreeMap<>(), Duration.ofSeconds(60))));
        step(new ViewChanged(List.of(N1, N2), true, NOW));
    }

    @Test
    void aNodeTellsAllWhatItFindsAndNewMembersLater() {
        step(found(N1, true));
        step(new ViewChanged(List.of(N1, N2, N3), true, NOW));
        step(found(N2, true));

        assertThat(effects.stream().filter(TellFindings.class::isInstance).map(it -> ((TellFindings) it).to()))
                .containsExactly(List.of(N2), List.of(N3));
    }

    @Test
    void aMemberOnWhichTheDeviceWorksIsUsedFirst() {
        step(found(N2, false));
        step(found(N1, true));

        assertThat(firstUse()).isEqualTo(N1);
    }

    @Test
    void theNodeOnWhichItsResourceIsStartedIsUsedFirstWhereNothingElseIsKnown() {
        assertThat(firstUse()).isEqualTo(N2);
    }

    private NodeName firstUse() {
        var key = new FencingKey(LOST, 7, true);
        step(new Wanted(new FencingRequest(key, FenceAction.REBOOT, "lost", "test", Duration.ZERO), NOW));
        return effects.stream()
                .filter(UseDevice.class::isInstance)
                .map(it -> ((RunPower) ((UseDevice) it).effect()).executor())
                .findFirst()
                .orElseThrow();
    }

    private static Rehearsed found(NodeName from, boolean works) {
        var took = Duration.ofMillis(5);
        return new Rehearsed(
                from, D1, List.of(new DeviceFinding(D1, from, null, works, "", took, Duration.ofSeconds(60), NOW)));
    }

    private void step(FencerEvent event) {
        var step = FencerCore.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
    }
}
