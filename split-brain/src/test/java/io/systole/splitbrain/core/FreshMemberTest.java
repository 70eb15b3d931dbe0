package io.systole.splitbrain.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FreshMemberTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Test
    void whoHasJustComeMayBeSilentForTwiceAsLong() {
        var member = heard(3);

        assertThat(member.excusesSilenceAt(seconds(2) + seconds(2))).isTrue();
        assertThat(member.excusesSilenceAt(seconds(2) + seconds(2) + 1)).isFalse();
    }

    @Test
    void whoHasBeenHereForAWhileMayNot() {
        var member = heard(5);

        assertThat(member.excusesSilenceAt(seconds(5))).isTrue();
        assertThat(member.excusesSilenceAt(seconds(5) + 1)).isFalse();
    }

    @Test
    void whoHasNotAnsweredYetIsGivenNothing() {
        assertThat(FreshMember.unheard(PAUSE).excusesSilenceAt(0)).isFalse();
        assertThat(heard(2).excusesSilenceAt(seconds(1))).isFalse();
    }

    /** So many times, a second apart, from the beginning on. */
    private static FreshMember heard(int times) {
        var member = FreshMember.unheard(PAUSE);
        for (int i = 0; i < times; i++) {
            member = member.heardAt(seconds(i));
        }
        return member;
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
