package io.systole.splitbrain.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RefusalBookTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n3");
    private static final NodeName GONE = new NodeName("n2");
    private static final Instant START = Instant.EPOCH;

    private final RefusalBook empty = RefusalBook.empty(SELF, Duration.ofSeconds(2));

    @Test
    void countsAnOwnRefusalForItsTimeAndNoLonger() {
        RefusalBook book = empty.met(GONE, 7, START);

        assertThat(book.at(START.plusMillis(1999)).all()).containsExactly(new Refusal(SELF, GONE, 7));
        assertThat(book.at(START.plusMillis(2000)).all()).isEmpty();
    }

    @Test
    void aRefusalThatIsMetAgainCountsAnew() {
        RefusalBook book = empty.met(GONE, 7, START).met(GONE, 7, START.plusMillis(1500));

        assertThat(book.at(START.plusMillis(3000)).all()).hasSize(1);
    }

    @Test
    void whatAnotherNoLongerSaysIsVoidAtOnce() {
        var words = new TreeSet<>(List.of(new Refusal(OTHER, GONE, 7)));

        RefusalBook told = empty.heard(OTHER, words, START);
        RefusalBook taken = told.heard(OTHER, new TreeSet<>(), START.plusMillis(1));

        assertThat(told.all()).containsExactly(new Refusal(OTHER, GONE, 7));
        assertThat(taken.all()).isEmpty();
    }

    @Test
    void whatAnotherNoLongerRepeatsIsForgotten() {
        RefusalBook told = empty.heard(OTHER, new TreeSet<>(List.of(new Refusal(OTHER, GONE, 7))), START);

        assertThat(told.at(START.plusSeconds(2)).all()).isEmpty();
    }

    @Test
    void nobodySpeaksForAnother() {
        var forged = new TreeSet<>(List.of(new Refusal(SELF, GONE, 7), new Refusal(new NodeName("n4"), GONE, 7)));

        assertThat(empty.heard(OTHER, forged, START).all()).isEmpty();
    }
}
