package io.systole.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingReadiness;
import io.systole.actors.fencer.core.RaceOutlook;
import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.NodeReadiness;
import io.systole.fencing.core.NodeReadiness.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is told beforehand of two nodes that may fence each other. */
final class FenceReadingTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");

    @Test
    void eachNodeTellsWhetherTheOtherWaitsBeforeItFencesIt() {
        var readiness = readiness(new RaceOutlook(N2, N1, Duration.ofMillis(1220), false));

        assertThat(text(readiness))
                .contains("  when the two do not hear each other, n2 fences this one at once")
                .contains("  when the two do not hear each other, n1 waits 1220 ms before it fences this one")
                .noneMatch(line -> line.contains(FenceText.BOTH_MAY_END));
        assertThat(FenceReading.attention(readiness)).isEmpty();
    }

    @Test
    void thatBothMayBeFencedIsSaidLoudly() {
        var readiness = readiness(new RaceOutlook(N2, N1, Duration.ZERO, true));

        assertThat(text(readiness))
                .anyMatch(line -> line.startsWith(FenceText.MISSING) && line.contains(FenceText.BOTH_MAY_END));
        assertThat(FenceReading.attention(readiness)).singleElement().asString().contains(FenceText.BOTH_MAY_END);
    }

    @Test
    void whereDelaysDecideNothingIsSaid() {
        var readiness = readiness(new RaceOutlook(N2, N1, Duration.ZERO, false));

        assertThat(text(readiness)).containsExactly("n1: can be fenced", "n2: can be fenced");
        assertThat(FenceReading.attention(readiness)).isEmpty();
    }

    private static List<String> text(FencingReadiness readiness) {
        return FenceReading.check(readiness).stream()
                .flatMap(check -> FenceText.lines(check, ZoneOffset.UTC).stream())
                .toList();
    }

    private static FencingReadiness readiness(RaceOutlook race) {
        var nodes = List.of(
                new NodeReadiness(N1, Answer.YES, List.of(), List.of()),
                new NodeReadiness(N2, Answer.YES, List.of(), List.of()));
        return new FencingReadiness(FencingConfiguration.empty(), nodes, List.of(), new TreeSet<>(), Optional.of(race));
    }
}
