package io.systole.splitbrain.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.LeaseNeed;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.lease.core.LeaseEvent.Answered;
import io.systole.splitbrain.lease.core.LeaseEvent.Failed;
import io.systole.splitbrain.lease.core.LeaseEvent.SideSeen;
import io.systole.splitbrain.lease.core.LeaseEvent.TimePassed;
import io.systole.splitbrain.lease.core.LeaseEvent.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LeaseCoreTest {
    private static final Ring SIDE = ring("n1", "n2");
    private static final Ring SMALLER = ring("n1");
    private static final LeaseRules RULES =
            new LeaseRules("some.lease", "", Duration.ofSeconds(2), Duration.ofSeconds(40));

    private final List<String> done = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private LeaseState state = LeaseState.started(RULES, now);

    @Test
    void theLargerSidesLeaderAsksAtOnceAndTellsTheOthersAgainAndAgain() {
        needs(SIDE, false, true);
        step(new Answered(true, now));
        pass(2);

        assertThat(done).containsExactly("acquire", "ACK n1 n2", "tell n1 n2", "tell n1 n2", "tell n1 n2");
    }

    @Test
    void theSmallerSideGivesTheLargerATimeStart() {
        needs(SMALLER, true, true);
        pass(1);
        assertThat(done).isEmpty();

        pass(1);

        assertThat(done).containsExactly("acquire");
    }

    @Test
    void whoDoesNotLeadBelievesWhatItHearsForAsLongAsItHearsIt() {
        needs(SIDE, false, false);
        pass(10);
        step(new Told(SMALLER, true, now));
        assertThat(done).isEmpty();

        step(new Told(SIDE, true, now));
        pass(3);
        assertThat(done).containsExactly("ACK n1 n2");
        pass(1);
        assertThat(done).containsExactly("ACK n1 n2", "NACK n1 n2");
    }

    @Test
    void thatTheLeaseIsLostIsToldAndBelievedAtOnce() {
        needs(SIDE, false, true);
        step(new Answered(true, now));
        done.clear();

        step(new Failed(now));
        assertThat(done).containsExactly("lost n1 n2", "NACK n1 n2");
        done.clear();
        pass(1);
        assertThat(done).as("and it is asked for again").containsExactly("acquire");
    }

    @Test
    void whoDoesNotGetItAsksAgainSinceItsOwnerMayHaveDied() {
        needs(SIDE, false, true);
        step(new Answered(false, now));
        done.clear();

        pass(4);
        assertThat(done).isEmpty();
        pass(1);
        assertThat(done).containsExactly("acquire");
    }

    @Test
    void itIsKeptForAWhileAfterItWasNeededButItsWordDoesNotCountForTheNextPartition() {
        needs(SIDE, false, true);
        step(new Answered(true, now));
        done.clear();

        step(new SideSeen(null, true, now));
        assertThat(done).containsExactly("UNKNOWN n1 n2");
        done.clear();
        pass(39);
        assertThat(done).isEmpty();
        pass(1);
        assertThat(done).containsExactly("release");
    }

    @Test
    void whoStillHasItGoesOnWithAnyOtherSide() {
        needs(SIDE, false, true);
        step(new Answered(true, now));
        done.clear();

        needs(SMALLER, true, false);

        assertThat(done).containsExactly("ACK n1", "tell n1");
        assertThat(state.believed()).isEqualTo(SMALLER);
    }

    private void needs(Ring ring, boolean minority, boolean leads) {
        step(new SideSeen(new LeaseNeed(ring, minority), leads, now));
    }

    private void pass(int seconds) {
        for (var second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            step(new TimePassed(now));
        }
    }

    private void step(LeaseEvent event) {
        var step = LeaseCore.step(state, event);
        state = step.state();
        step.effects()
                .forEach(effect -> effect.runOn(new LeaseEffect.Port() {
                    @Override
                    public void acquire() {
                        done.add("acquire");
                    }

                    @Override
                    public void release() {
                        done.add("release");
                    }

                    @Override
                    public void vote(ArbiterVote vote) {
                        done.add(vote.answer() + " " + words(vote.ring()));
                    }

                    @Override
                    public void tellSide(Ring ring, boolean has) {
                        done.add((has ? "tell " : "lost ") + words(ring));
                    }
                }));
    }

    private static String words(Ring ring) {
        return String.join(
                " ", ring.runs().keySet().stream().map(NodeName::value).toList());
    }

    private static Ring ring(String... names) {
        var runs = new TreeMap<NodeName, Long>(Map.of());
        for (var name : names) runs.put(new NodeName(name), 1L);
        return new Ring(runs);
    }
}
