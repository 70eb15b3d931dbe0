package io.systole.actors.resource.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThrottleTest {
    @Test
    void anIdleHostRunsAllThatItMay() {
        assertThat(Throttle.operations(8, 1.5, 0, 4, 80)).isEqualTo(8);
    }

    @Test
    void theMoreOthersUseTheFewerRun() {
        assertThat(Throttle.operations(8, 3.3, 0, 4, 80)).isEqualTo(4);
        assertThat(Throttle.operations(8, 20, 0, 4, 80)).isEqualTo(2);
        assertThat(Throttle.operations(2, 20, 0, 4, 80)).isEqualTo(1);
    }

    @Test
    void ownOperationsAreNoReasonToSlowDown() {
        assertThat(Throttle.operations(8, 9, 8, 4, 80)).isEqualTo(8);
    }

    @Test
    void aThresholdOfNothingIsNoLimit() {
        assertThat(Throttle.operations(8, 100, 0, 4, 0)).isEqualTo(8);
    }
}
