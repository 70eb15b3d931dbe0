package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.FencingAnswered;
import io.systole.actors.policy.core.PolicyEvent.FencingOverdue;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.TransitionGraph;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That an earlier run of a node is dead frees nothing of what its present run may hold. */
final class FencingOfAnOlderRunTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName LOST = new NodeName("n2");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MembershipView FIRST = Views.online("n1", "n1", "n2");

    private final MembershipView second = Views.bornAnew(FIRST, "n2");
    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void theWaitForTheCibToShowItEndsWhenTheNodeIsBornAnew() {
        becomesDc();
        planToFence();
        assertThat(take(new FencingAnswered(LOST, 1, "reboot", "", at(1))))
                .contains(new PolicyEffect.AwaitFenced(LOST, 1, "reboot"));

        take(new MembershipArrived(second, at(2)));
        planToFence();
        var effects = take(new FencingOverdue(LOST, 1, "reboot", at(4)));

        assertThat(effects).noneMatch(PolicyEffect.SendOrder.class::isInstance);
        assertThat(state.transition().isRunning()).isTrue();
    }

    @Test
    void anAnswerThatComesAfterTheNodeWasBornAnewEndsThePlan() {
        becomesDc();
        planToFence();

        take(new MembershipArrived(second, at(2)));
        var effects = take(new FencingAnswered(LOST, 1, "reboot", "", at(3)));

        assertThat(effects).noneMatch(PolicyEffect.SendOrder.class::isInstance);
        assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void theAnswerAboutThePresentRunFreesWhatItHeld() {
        becomesDc();
        take(new MembershipArrived(second, at(1)));
        planToFence();

        take(new FencingAnswered(LOST, 2, "reboot", "", at(2)));
        var effects = take(new FencingOverdue(LOST, 2, "reboot", at(5)));

        assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.SendOrder.class);
    }

    @Test
    void thatAnOlderRunCouldNotBeFencedIsNoNewsOfThePresentOne() {
        becomesDc();
        planToFence();
        take(new FencingAnswered(LOST, 1, "reboot", "the switch says no", at(1)));
        assertThat(state.troubles()).containsKey(LOST);

        take(new MembershipArrived(second, at(2)));

        assertThat(state.troubles()).isEmpty();
    }

    private void planToFence() {
        TransitionGraph graph = GraphText.graph("1 fence reboot - n2", "2 op start web n1 <- 1");
        int request = Objects.requireNonNull(state.planning()).request();
        var effects = take(new PlanMade(request, new PlannedTransition(graph, List.of()), Duration.ZERO, at(0)));
        if (!state.transition().isRunning()) {
            planToFence();
        } else {
            assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.FenceNode.class);
        }
    }

    private void becomesDc() {
        take(new MembershipArrived(FIRST, at(0)));
        take(new CibArrived(cib(), at(0)));
        take(new TermGranted(1, at(0)));
        take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), at(0)));
        take(new TermAnswered(new TermAnswer(LOST, 1, List.of()), at(0)));
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Cib cib() {
        return Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1" dc-uuid="n1">
                  <configuration>
                    <crm_config/>
                    <nodes><node id="n1" uname="n1"/><node id="n2" uname="n2"/></nodes><resources/><constraints/>
                  </configuration>
                  <status>
                    <node_state id="n1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
                    <node_state id="n2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member"/>
                  </status>
                </cib>
                """).cib());
    }
}
