package io.systole.splitbrain.core.formation;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.QuorumSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a node tells the others that it wants to join: they count it as their supporter. */
final class AskingToBeLetInTest {
    private static final NodeName MEMBER = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n3");
    private static final NodeName SELF = new NodeName("n2");
    private static final Instant BEGIN = Instant.ofEpochSecond(1000);

    private FormationState state =
            FormationState.started(SELF, QuorumSettings.oneVoteEach(List.of(MEMBER, SELF, OTHER)), BEGIN);

    @Test
    void countsWhileTheMemberAnswers() {
        assertThat(FormationCore.asked(state, BEGIN)).isNull();

        hears(BEGIN);

        assertThat(state.stage()).isEqualTo(Stage.JOINING);
        assertThat(FormationCore.asked(state, BEGIN.plusSeconds(2))).isEqualTo(MEMBER);
    }

    @Test
    void countsNoMoreWhenTheMemberIsHeardNoMore() {
        hears(BEGIN);

        assertThat(FormationCore.asked(state, BEGIN.plusMillis(2001))).isNull();

        hears(BEGIN.plusSeconds(4));
        assertThat(FormationCore.asked(state, BEGIN.plusSeconds(5))).isEqualTo(MEMBER);
    }

    @Test
    void countsNoMoreWhereTheNodeIsLetIn() {
        hears(BEGIN);

        var seen = new FormationEvent.MembershipSeen(List.of(MEMBER, SELF), false, false, BEGIN.plusSeconds(1));
        state = FormationCore.step(state, seen).state();

        assertThat(FormationCore.asked(state, BEGIN.plusSeconds(1))).isNull();
    }

    @Test
    void isTriedWithAnotherMemberWhereOneLetsNobodyInForAMinute() {
        var asked = new ArrayList<NodeName>();
        for (int second = 0; second < 130; second++) {
            Instant at = BEGIN.plusSeconds(second);
            hears(MEMBER, at);
            hears(OTHER, at);
            state = FormationCore.step(state, new FormationEvent.TimePassed(at)).state();
            NodeName now = FormationCore.asked(state, at);
            if (asked.isEmpty() || !asked.get(asked.size() - 1).equals(now)) {
                asked.add(now);
            }
        }

        assertThat(asked).containsExactly(MEMBER, OTHER, MEMBER);
    }

    @Test
    void isTriedWithTheGreaterOfTwoSidesWhenTheFirstThatAnsweredDoesNotLetInAtOnce() {
        hears(MEMBER, BEGIN);
        assertThat(FormationCore.asked(state, BEGIN)).isEqualTo(MEMBER);

        Instant later = BEGIN.plusSeconds(10);
        hears(MEMBER, later);
        hears(OTHER, List.of(OTHER, new NodeName("n4")), later);
        state = FormationCore.step(state, new FormationEvent.TimePassed(later)).state();

        assertThat(FormationCore.asked(state, later)).isEqualTo(OTHER);
    }

    private void hears(Instant at) {
        hears(MEMBER, at);
    }

    private void hears(NodeName member, Instant at) {
        hears(member, List.of(member), at);
    }

    private void hears(NodeName member, List<NodeName> side, Instant at) {
        var answer = new Answer(member, Stage.MEMBER, null, side, false, false, true, true, null, false, at);
        state = FormationCore.step(state, new FormationEvent.Answered(answer)).state();
    }
}
