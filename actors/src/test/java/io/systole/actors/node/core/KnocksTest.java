package io.systole.actors.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.Views;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class KnocksTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName STRANGER = new NodeName("n2");
    private static final Instant BEGIN = Instant.ofEpochSecond(1000);
    private static final MembershipView AWAKE = Views.online("n1", "n1");
    private static final MembershipView ASLEEP = Views.asleep("n1", "n1");

    @Test
    void whoAsksASideToBeLetInSupportsItForASecond() {
        var knocks = Knocks.none().heard(STRANGER, SELF, AWAKE, BEGIN);

        assertThat(knocks.supporters(BEGIN.plusMillis(1000))).containsExactly(STRANGER);
        assertThat(knocks.supporters(BEGIN.plusMillis(1001))).isEmpty();
    }

    @Test
    void whoAsksNobodyOrAnotherSideSupportsThisOneNoMore() {
        var knocks = Knocks.none().heard(STRANGER, SELF, AWAKE, BEGIN);

        assertThat(knocks.heard(STRANGER, null, AWAKE, BEGIN).supporters(BEGIN)).isEmpty();
        assertThat(knocks.heard(STRANGER, new NodeName("n3"), AWAKE, BEGIN).supporters(BEGIN))
                .isEmpty();
    }

    @Test
    void whatIsHeardAfterAPauseMayHaveWaitedForItAndCountsForNothing() {
        var before = Knocks.none().heard(STRANGER, SELF, AWAKE, BEGIN);

        assertThat(before.in(AWAKE).supporters(BEGIN)).containsExactly(STRANGER);
        assertThat(before.in(ASLEEP).supporters(BEGIN)).isEmpty();
        assertThat(before.heard(STRANGER, SELF, ASLEEP, BEGIN).supporters(BEGIN))
                .isEmpty();
    }
}
