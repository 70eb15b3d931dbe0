package io.systole.actors.cib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TermsTest {
    @Test
    void aPolicyAsideIsAboveItsDcAndBelowTheNext() {
        long dc = Terms.next(0, 3);
        long aside = Terms.aside(dc);

        assertThat(aside).isGreaterThan(dc);
        assertThat(Terms.aside(aside)).isGreaterThan(aside);
        assertThat(Terms.next(aside, 0)).isGreaterThan(aside);
        assertThat(Terms.next(dc, 0)).isGreaterThan(Terms.aside(aside));
    }

    @Test
    void whereThereIsNoRoomItIsTheLastOfItsRound() {
        assertThat(Terms.aside(511)).isEqualTo(511);
        assertThat(Terms.next(511, 0)).isEqualTo(512);
    }
}
