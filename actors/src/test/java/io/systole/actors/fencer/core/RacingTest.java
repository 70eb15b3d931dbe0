package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.TargetSign;
import io.systole.actors.fencer.core.FencerEffect.HoldBack;
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
import io.systole.splitbrain.core.Rival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which fencing of the other of two nodes is held back: this is n1. */
final class RacingTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final ResourceId D = new ResourceId("d");
    private static final Duration BASE = Duration.ofMillis(1200);
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void ofASilentOneThatGoesFirstForTheTimeThatItNeeds() {
        var state = after(new ViewChanged(List.of(N1), true, new Rival(N2, true), NOW), checked(400));

        assertThat(waits(state, TargetSign.SILENT, Duration.ZERO)).isEqualTo(BASE.plusMillis(800));
    }

    @Test
    void evenWhenItIsAskedForBeforeTheMembershipIsKnownToHaveChanged() {
        var state = after(new ViewChanged(List.of(N1, N2), true, new Rival(N2, true), NOW));

        assertThat(waits(state, TargetSign.SILENT, Duration.ZERO)).isEqualTo(BASE);
    }

    @Test
    void andWhoeverAsksForItAsLongAsItIsNotHeard() {
        var state = after(new ViewChanged(List.of(N1), true, new Rival(N2, true), NOW));

        assertThat(waits(state, TargetSign.NONE, Duration.ZERO)).isEqualTo(BASE);
    }

    @Test
    void notOfOneThatIsHeard() {
        var state = after(new ViewChanged(List.of(N1, N2), true, new Rival(N2, true), NOW));

        assertThat(waits(state, TargetSign.NONE, Duration.ZERO)).isZero();
    }

    @Test
    void notOfOneWhoseProcessIsGone() {
        var state = after(new ViewChanged(List.of(N1), true, new Rival(N2, true), NOW));

        assertThat(waits(state, TargetSign.GONE, Duration.ZERO)).isZero();
    }

    @Test
    void notWhereThisNodeGoesFirstOrNobodyDoes() {
        var first = after(new ViewChanged(List.of(N1), true, new Rival(N2, false), NOW));
        var nobody = after(new ViewChanged(List.of(N1), true, NOW));

        assertThat(waits(first, TargetSign.SILENT, Duration.ZERO)).isZero();
        assertThat(waits(nobody, TargetSign.SILENT, Duration.ZERO)).isZero();
    }

    @Test
    void noLongerThanItsMoreImportantWorkHoldsItBack() {
        var state = after(new ViewChanged(List.of(N1), true, new Rival(N2, true), NOW));
        var priority = Duration.ofSeconds(15);

        assertThat(waits(state, TargetSign.SILENT, priority)).isEqualTo(priority);
    }

    @Test
    void isToldBeforehandByEitherOfThem() {
        var second = after(new ViewChanged(List.of(N1, N2), true, new Rival(N2, true), NOW));
        var first = after(new ViewChanged(List.of(N1, N2), true, new Rival(N2, false), NOW));

        assertThat(Racing.outlook(second)).contains(new RaceOutlook(N2, N1, BASE, false));
        assertThat(Racing.outlook(first)).contains(new RaceOutlook(N1, N2, BASE, false));
        assertThat(Racing.outlook(after(new ViewChanged(List.of(N1, N2), true, NOW))))
                .isEmpty();
    }

    private static Rehearsed checked(int tookMs) {
        var took = Duration.ofMillis(tookMs);
        return new Rehearsed(
                N2, D, List.of(new DeviceFinding(D, N2, null, true, "", took, Duration.ofSeconds(60), NOW)));
    }

    private static FencerState after(FencerEvent... events) {
        var device = new ConfiguredDevice(
                new FenceDevice(D, "f", new TreeMap<>(Map.of("pcmk_host_list", "n1 n2"))),
                new TreeSet<>(),
                new TreeSet<>());
        var state = FencerCore.step(
                        FencerState.initial(N1, 10, BASE),
                        new Configured(new FencingConfiguration(
                                List.of(device), List.of(), new TreeMap<>(), Duration.ofSeconds(60))))
                .state();
        for (var event : events) {
            state = FencerCore.step(state, event).state();
        }
        return state;
    }

    /** How long the device waits; what is said about it is the same, or nothing. */
    private static Duration waits(FencerState state, TargetSign sign, Duration priority) {
        var request = new FencingRequest(
                new FencingKey(N2, 7, true), FenceAction.REBOOT, "it is lost", "test", priority, sign);
        var effects = FencerCore.step(state, new Wanted(request, NOW)).effects();
        var run = effects.stream()
                .filter(UseDevice.class::isInstance)
                .map(it -> (RunPower) ((UseDevice) it).effect())
                .findFirst()
                .orElseThrow();
        var said = effects.stream()
                .filter(HoldBack.class::isInstance)
                .map(it -> ((HoldBack) it).held())
                .findFirst()
                .orElse(Duration.ZERO);
        assertThat(said).isEqualTo(priority.isZero() ? run.delay() : Duration.ZERO);
        return run.delay();
    }
}
