package io.systole.actors.resource.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.Views;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import org.junit.jupiter.api.Test;

final class OwnMembershipTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final OwnMembership MEMBER = hears(OwnMembership.unknown(), online());

    @Test
    void nothingBeginsBeforeMembershipWasHeardOf() {
        assertThat(OwnMembership.unknown().frozen()).isTrue();
        assertThat(MEMBER.frozen()).isFalse();
    }

    @Test
    void whatWasOrderedBeforeAPauseBeginsWhereTheNodeWakesWithQuorum() {
        var asleep = MEMBER.afterPause().hears(Views.asleep("n1", "n1", "n2"), SELF);
        var awake = asleep.known().hears(online(), SELF);

        assertThat(asleep.known().frozen()).isTrue();
        assertThat(asleep.revokes()).isFalse();
        assertThat(awake.known()).isEqualTo(MEMBER);
        assertThat(awake.revokes()).isFalse();
    }

    @Test
    void whatWasOrderedBeforeAPauseIsVoidWhereTheNodeWakesWithoutQuorum() {
        var asleep = hears(MEMBER.afterPause(), Views.asleep("n1", "n1", "n2"));

        var awake = asleep.hears(Views.withoutQuorum("n1", "n1"), SELF);

        assertThat(awake.known().frozen()).isFalse();
        assertThat(awake.revokes()).isTrue();
        assertThat(awake.known().hears(Views.withoutQuorum("n1", "n1"), SELF).revokes())
                .isFalse();
    }

    @Test
    void aPauseThatNobodyElseHasNoticedCountsToo() {
        assertThat(MEMBER.afterPause()
                        .hears(Views.withoutQuorum("n1", "n1"), SELF)
                        .revokes())
                .isTrue();
    }

    @Test
    void theLossOfQuorumAloneRevokesNothing() {
        assertThat(MEMBER.hears(Views.withoutQuorum("n1", "n1"), SELF).revokes())
                .isFalse();
        assertThat(OwnMembership.unknown()
                        .hears(Views.withoutQuorum("n1", "n1"), SELF)
                        .revokes())
                .isFalse();
    }

    @Test
    void whatWasOrderedIsVoidOnceTheNodeIsExpelled() {
        var expelled = MEMBER.hears(Views.expelled("n1", "n1"), SELF);

        assertThat(expelled.revokes()).isTrue();
        assertThat(expelled.known().frozen()).isFalse();
        assertThat(expelled.known().hears(Views.expelled("n1", "n1"), SELF).revokes())
                .isFalse();
    }

    private static MembershipView online() {
        return Views.online("n1", "n1", "n2");
    }

    private static OwnMembership hears(OwnMembership before, MembershipView view) {
        return before.hears(view, SELF).known();
    }
}
