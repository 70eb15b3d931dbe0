package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.OperationReported;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A DC plans when the CIB shows what the nodes say that they have begun. */
final class WhatNodesHaveBegunTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n2");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TransitionKey EARLIER = new TransitionKey(6, 3, 0, "an-earlier-dc");

    private static final MembershipView BOTH = Views.online("n1", "n1", "n2");
    private static final Cib EMPTY = Objects.requireNonNull(CibXml.read("""
                    <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3">
                      <configuration><crm_config/><nodes/><resources/><constraints/></configuration>
                    </cib>
                    """).cib());

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void aNodeWhoseCibHasGoneOnIsAskedAgainUntilBothAgree() {
        becomesDc();

        take(new TermAnswered(new TermAnswer(OTHER, 7, List.of(EARLIER)), NOW));
        assertThat(state.mayAct()).isFalse();
        assertThat(state.unheard()).containsExactly(OTHER);

        var effects = take(new TermAnswered(new TermAnswer(OTHER, 7, List.of()), NOW));
        assertThat(state.unheard()).isEmpty();
        assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    /** It may have obeyed a policy of its own side while it was cut off; the CIB here does not show that yet. */
    @Test
    void aNodeThatIsBackAndFallsSilentBeforeItHasSaidWhatRunsIsWaitedForUntilItIsLost() {
        becomesDc();
        take(new TermAnswered(new TermAnswer(OTHER, 7, List.of()), NOW));
        assertThat(state.mayAct()).isTrue();
        take(new MembershipArrived(Views.standing(BOTH, "n2", Standing.LOST), NOW));

        take(new MembershipArrived(BOTH, NOW));
        take(new MembershipArrived(Views.standing(BOTH, "n2", Standing.SUSPECT), NOW));
        assertThat(state.mayAct()).isFalse();
        assertThat(state.unheard()).containsExactly(OTHER);

        take(new MembershipArrived(Views.standing(BOTH, "n2", Standing.LOST), NOW));
        assertThat(state.mayAct()).isTrue();
    }

    @Test
    void aNodeThatIsSilentWhenTheDcIsNewIsWaitedForAsWell() {
        take(new MembershipArrived(Views.standing(BOTH, "n2", Standing.SUSPECT), NOW));
        take(new CibArrived(EMPTY, NOW));
        take(new TermGranted(7, NOW));
        take(new TermAnswered(new TermAnswer(SELF, 7, List.of()), NOW));

        assertThat(state.mayAct()).isFalse();
        assertThat(state.unheard()).containsExactly(OTHER);
    }

    @Test
    void aNodeThatRefusesAnOrderIsAskedWhomItFollows() {
        becomesDc();
        take(new TermAnswered(new TermAnswer(OTHER, 7, List.of()), NOW));
        var key = new TransitionKey(1, 1, 0, state.dc());

        var effects = take(new OperationReported(new OperationReport(key, Outcome.REFUSED, 1, 9, "newer term"), NOW));
        assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.AskTerms.class);
        assertThat(state.mayAct()).isFalse();

        take(new TermAnswered(new TermAnswer(OTHER, 8, List.of()), NOW));
        take(new TermAnswered(new TermAnswer(SELF, 7, List.of()), NOW));
        assertThat(state.isDeposedInVain()).isTrue();
    }

    private void becomesDc() {
        take(new MembershipArrived(BOTH, NOW));
        take(new CibArrived(EMPTY, NOW));
        take(new TermGranted(7, NOW));
        take(new TermAnswered(new TermAnswer(SELF, 7, List.of()), NOW));
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }
}
