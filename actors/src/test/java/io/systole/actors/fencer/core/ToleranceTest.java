package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.Answer;
import io.systole.actors.fencer.core.FencerEvent.PeerEnded;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an earlier fencing is enough for an operator. */
final class ToleranceTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final Instant NOW = Instant.EPOCH.plusSeconds(1000);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void oneThatADeviceHasDoneWithinTheTimeIsWhateverRunItWas() {
        assertThat(answered(done("d1", 59), 7, MINUTE)).contains(done("d1", 59).outcome());
        assertThat(answered(done("d1", 59), 7, MINUTE)).isEqualTo(answered(done("d1", 59), 8, MINUTE));
    }

    @Test
    void anOlderOneIsNot() {
        assertThat(answered(done("d1", 60), 8, MINUTE)).isEmpty();
    }

    @Test
    void noneIsWhereNothingIsSaidEvenByAClockThatIsAhead() {
        assertThat(answered(done("d1", 1), 8, Duration.ZERO)).isEmpty();
        assertThat(answered(done("d1", -30), 8, Duration.ZERO)).isEmpty();
    }

    @Test
    void aPersonsWordIsNot() {
        assertThat(answered(done(FencingRecord.BY_HAND, 1), 8, MINUTE)).isEmpty();
    }

    @Test
    void oneThatFailedIsNot() {
        assertThat(answered(record(new Failed("broken"), 1), 8, MINUTE)).isEmpty();
    }

    private static FencingRecord done(String by, int secondsAgo) {
        var at = NOW.minusSeconds(secondsAgo);
        return record(new Fenced(by, N1, at, Duration.ofMillis(10)), secondsAgo);
    }

    private static FencingRecord record(FencingOutcome outcome, int secondsAgo) {
        return new FencingRecord(N2, 7, FenceAction.REBOOT, "lost", "test", NOW.minusSeconds(secondsAgo), outcome);
    }

    /** What is answered at once; empty where the node is fenced (here no device can, which is another answer). */
    private static Optional<FencingOutcome> answered(FencingRecord before, long run, Duration tolerance) {
        var state = FencerState.initial(N1, 10);
        for (var event : List.of(new ViewChanged(List.of(N1, N2), true, NOW), new PeerEnded(List.of(before), NOW))) {
            state = FencerCore.step(state, event).state();
        }
        var request = new FencingRequest(
                new FencingKey(N2, run, true), FenceAction.REBOOT, "asked for", "root", Duration.ZERO);
        return FencerCore.step(state, new Wanted(request, tolerance, NOW)).effects().stream()
                .filter(Answer.class::isInstance)
                .map(it -> ((Answer) it).ended())
                .filter(ended -> ended.incarnation() == run)
                .map(FencingRecord::outcome)
                .filter(outcome -> outcome.equals(before.outcome()))
                .findFirst();
    }
}
