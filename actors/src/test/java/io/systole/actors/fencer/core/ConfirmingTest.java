package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.AnnounceEnd;
import io.systole.actors.fencer.core.FencerEffect.Answer;
import io.systole.actors.fencer.core.FencerEffect.AnswerConfirmation;
import io.systole.actors.fencer.core.FencerEvent.Confirmed;
import io.systole.actors.fencer.core.FencerEvent.PeerBegan;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person's word does. */
final class ConfirmingTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final NodeName N3 = new NodeName("n3");
    private static final Instant NOW = Instant.EPOCH;
    private static final FencingKey LOST = new FencingKey(N3, 7, true);

    private final List<FencerEffect> effects = new ArrayList<>();
    private FencerState state = FencerState.initial(N2, 10);

    @Test
    void endsTheFencingThatAnotherNodeLeads() {
        see(true, N1, N2);
        step(new PeerBegan(N1, request(), NOW));

        step(new Confirmed(N3, 7, "ada@n2", NOW));

        assertThat(state.pending()).isEmpty();
        var told = effects.stream().filter(AnnounceEnd.class::isInstance).toList();
        assertThat(told).hasSize(1);
        assertThat(((AnnounceEnd) told.get(0)).to()).containsExactly(N1);
        assertThat(answer().noted()).extracting(FencingRecord::requestedBy).containsExactly("ada@n2");
    }

    @Test
    void answersWhoeverWaitsAndWhoeverAsksLater() {
        see(true, N1, N2);
        step(new Wanted(request(), NOW));

        step(new Confirmed(N3, 7, "ada", NOW));
        step(new Wanted(request(), NOW.plusSeconds(600)));

        var answers = effects.stream()
                .filter(Answer.class::isInstance)
                .map(it -> ((Answer) it).ended())
                .toList();
        assertThat(answers).hasSize(2).allMatch(it -> it.outcome() instanceof Fenced && !it.isProvedByDevice());
    }

    @Test
    void countsForEveryRunThatSomebodyWantsFenced() {
        see(true, N1, N2);
        step(new PeerBegan(N1, request(), NOW));

        step(new Confirmed(N3, 0, "ada", NOW));

        assertThat(answer().noted()).extracting(FencingRecord::incarnation).containsExactly(0L, 7L);
        assertThat(state.confirmed(LOST, NOW)).isPresent();
    }

    @Test
    void isNotTakenForAMemberThatCanBeReached() {
        see(true, N1, N2, N3);

        step(new Confirmed(N3, 7, "ada", NOW));

        assertThat(answer().refused()).contains("n3 is a member");
        assertThat(state.history()).isEmpty();
    }

    @Test
    void isNotTakenWithoutQuorum() {
        see(false, N2);

        step(new Confirmed(N3, 7, "ada", NOW));

        assertThat(answer().refused()).contains("no quorum");
        assertThat(state.history()).isEmpty();
    }

    private AnswerConfirmation answer() {
        return (AnswerConfirmation) effects.get(effects.size() - 1);
    }

    private static FencingRequest request() {
        return new FencingRequest(LOST, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO);
    }

    private void see(boolean quorate, NodeName... reachable) {
        step(new ViewChanged(List.of(reachable), quorate, NOW));
    }

    private void step(FencerEvent event) {
        var step = FencerCore.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
    }
}
