package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.Introduce;
import io.systole.actors.fencer.core.FencerEffect.Remember;
import io.systole.actors.fencer.core.FencerEffect.ReportLie;
import io.systole.actors.fencer.core.FencerEffect.TellLies;
import io.systole.actors.fencer.core.FencerEffect.TellTrust;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.Introduced;
import io.systole.actors.fencer.core.FencerEvent.LiesHeard;
import io.systole.actors.fencer.core.FencerEvent.PeerEnded;
import io.systole.actors.fencer.core.FencerEvent.Trusted;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.FencingConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A device's word and the boot id of the host that it was about. */
final class ProvingTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final NodeName N3 = new NodeName("n3");
    private static final ResourceId D1 = new ResourceId("d1");
    private static final Instant NOW = Instant.EPOCH;

    private final List<FencerEffect> effects = new ArrayList<>();
    private FencerState state = FencerState.initial(N1, 10);

    @Test
    void believesADeviceWhenTheHostHasAnotherBootId() {
        configure("report");
        introduce(7, "boot-a");
        fenced(7, FenceAction.REBOOT, "d1");

        introduce(8, "boot-b");

        assertThat(lies()).isEmpty();
        assertThat(state.proofs().lies()).isEmpty();
    }

    @Test
    void reportsADeviceWhenTheHostHasTheSameBootId() {
        configure("report");
        introduce(7, "boot-a");
        fenced(7, FenceAction.REBOOT, "d1");

        introduce(8, "boot-a");

        assertThat(lies()).extracting(it -> it.lie().device()).containsExactly(D1);
        assertThat(lies()).extracting(ReportLie::distrusted).containsExactly(false);
        assertThat(state.distrusted()).isEmpty();
    }

    @Test
    void distrustsItWhereThatIsConfiguredUntilSomebodyTrustsItAgain() {
        configure("require");
        introduce(7, "boot-a");
        fenced(7, FenceAction.OFF, "d1");

        introduce(8, "boot-a");
        assertThat(state.distrusted()).containsExactly(D1);

        step(new Trusted(D1, NOW, true));
        assertThat(state.distrusted()).isEmpty();
        assertThat(effects).last().isEqualTo(new TellTrust(D1, NOW, List.of(N2)));
    }

    @Test
    void saysNothingOfANodeThatCameBackWithoutHavingBeenFenced() {
        configure("require");
        introduce(7, "boot-a");

        introduce(8, "boot-a");

        assertThat(lies()).isEmpty();
    }

    @Test
    void saysNothingOfAFencingThatAPersonConfirmed() {
        configure("require");
        introduce(7, "boot-a");
        fenced(7, FenceAction.REBOOT, FencingRecord.BY_HAND);

        introduce(8, "boot-a");

        assertThat(lies()).isEmpty();
    }

    @Test
    void saysNothingWhereTheHostIsThisOneToo() {
        configure("require");
        introduce(7, "own");
        fenced(7, FenceAction.REBOOT, "d1");

        introduce(8, "own");

        assertThat(lies()).isEmpty();
    }

    @Test
    void saysNothingOfADeviceThatDoesNotRestartHosts() {
        configure("none");
        introduce(7, "boot-a");
        fenced(7, FenceAction.OFF, "d1");

        introduce(8, "boot-a");

        assertThat(lies()).isEmpty();
    }

    @Test
    void saysNothingOfANodeThatIsUnfenced() {
        configure("require");
        introduce(7, "boot-a");
        fenced(7, FenceAction.ON, "d1");
        fenced(7, FenceAction.OFF, "d1");

        introduce(8, "boot-a");

        assertThat(lies()).isEmpty();
    }

    @Test
    void tellsNewMembersWhoItIsAndWhomNotToBelieve() {
        configure("require");
        var lie = new Proofs.Lie(D1, N2, NOW);
        step(new LiesHeard(List.of(lie)));

        step(new ViewChanged(List.of(N1, N2, N3), true, NOW));

        assertThat(effects).contains(new Introduce(List.of(N3)), new TellLies(List.of(lie), List.of(N3)));
    }

    @Test
    void whatWasForgivenIsNotBroughtBackByANodeThatWasAway() {
        configure("require");
        var lie = new Proofs.Lie(D1, N2, NOW);
        step(new LiesHeard(List.of(lie)));
        step(new Trusted(D1, NOW.plusSeconds(60), true));

        step(new LiesHeard(List.of(lie)));
        assertThat(state.distrusted()).isEmpty();
        effects.clear();
        step(new ViewChanged(List.of(N1, N2, N3), true, NOW));
        assertThat(effects).contains(new TellTrust(D1, NOW.plusSeconds(60), List.of(N3)));

        step(new LiesHeard(List.of(new Proofs.Lie(D1, N2, NOW.plusSeconds(61)))));
        assertThat(state.distrusted()).as("a later lie counts").containsExactly(D1);
    }

    @Test
    void aLieThatIsFoundOutLaterCountsThoughTheDeviceWasTrustedMeanwhile() {
        configure("require");
        introduce(7, "boot-a");
        fenced(7, FenceAction.REBOOT, "d1");
        step(new Trusted(D1, NOW.plusSeconds(60), true));

        introduce(8, "boot-a");

        assertThat(state.distrusted()).containsExactly(D1);
    }

    @Test
    void whatChangesIsRememberedAndWhatWasRememberedCounts() {
        configure("require");
        var lie = new Proofs.Lie(D1, N2, NOW);
        step(new LiesHeard(List.of(lie)));
        step(new LiesHeard(List.of(lie)));

        var remembered = effects.stream()
                .filter(Remember.class::isInstance)
                .map(Remember.class::cast)
                .toList();
        assertThat(remembered).as("once").hasSize(1);
        state = FencerState.initial(N1, 10, Duration.ZERO, remembered.get(0).proofs());
        configure("require");
        assertThat(state.distrusted()).containsExactly(D1);
    }

    private List<ReportLie> lies() {
        return effects.stream()
                .filter(ReportLie.class::isInstance)
                .map(ReportLie.class::cast)
                .toList();
    }

    private void configure(String proof) {
        var parameters = new TreeMap<>(Map.of("pcmk_host_list", "n2", "systole_proof", proof));
        var device = new ConfiguredDevice(new FenceDevice(D1, "f", parameters), new TreeSet<>(), new TreeSet<>());
        step(new Configured(
                new FencingConfiguration(List.of(device), List.of(), new TreeMap<>(), Duration.ofSeconds(60))));
        step(new ViewChanged(List.of(N1, N2), true, NOW));
    }

    private void introduce(long incarnation, String bootId) {
        step(new Introduced(N2, incarnation, bootId, "own"));
    }

    private void fenced(long incarnation, FenceAction action, String by) {
        var outcome = new Fenced(by, N1, NOW, Duration.ZERO);
        step(new PeerEnded(List.of(new FencingRecord(N2, incarnation, action, "lost", "test", NOW, outcome)), NOW));
    }

    private void step(FencerEvent event) {
        var step = FencerCore.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
    }
}
