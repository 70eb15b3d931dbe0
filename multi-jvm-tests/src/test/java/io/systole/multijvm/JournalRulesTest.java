package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalRulesTest {
    @Test
    void changesInTheOrderInWhichTheyWereKnownAreInOrder() {
        assertThat(JournalRules.violations(List.of("x", "a", "b"), List.of(written("a", 1, 2), written("b", 3, 4))))
                .isEmpty();
    }

    @Test
    void changesAtTheSameTimeMayComeInAnyOrder() {
        assertThat(JournalRules.violations(List.of("b", "a"), List.of(written("a", 1, 5), written("b", 2, 4))))
                .isEmpty();
    }

    @Test
    void aChangeThatComesTooEarlyIsFound() {
        assertThat(JournalRules.violations(List.of("b", "a"), List.of(written("a", 1, 2), written("b", 3, 4))))
                .containsExactly("b comes before a change that was known when it was asked for");
    }

    @Test
    void lostAndRepeatedChangesAreFound() {
        assertThat(JournalRules.violations(List.of("a", "a"), List.of(written("a", 1, 2), written("b", 3, 4))))
                .containsExactly("a was done twice", "b was told to be done and is lost");
    }

    private static Scribe.Written written(String name, long asked, long known) {
        return new Scribe.Written(name, asked, known, 1);
    }
}
