package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.OperationReported;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.RecheckDue;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The option transition-delay: changes that come together are planned for together. */
final class TransitionDelayTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void plansAtOnceWithoutADelay() {
        assertThat(becomesDc("0s")).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void waitsFromTheFirstReasonOnAndPlansForAllOfThem() {
        assertThat(becomesDc("10s")).containsExactly(wake("the CIB was read", 10));

        var later = take(new CibArrived(cib("10s", "<cluster_property_set id='more'/>"), at(4)));
        assertThat(later).containsExactly(wake("the CIB was read", 6));

        var plans = take(new RecheckDue("this node became the DC", at(10)));
        assertThat(plans).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
        assertThat(Objects.requireNonNull(state.planning()).reason()).contains("the configuration changed");
        assertThat(state.reasons()).isEmpty();
    }

    @Test
    void waitsNoLongerWhenTheDelayIsTakenAway() {
        becomesDc("1h");

        var effects = take(new CibArrived(cib("0s", ""), at(5)));

        assertThat(effects).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void beginsNothingMoreOfARunningTransitionWhileItWaits() {
        becomesDc("10s");
        take(new RecheckDue("time", at(10)));
        int request = Objects.requireNonNull(state.planning()).request();
        var graph = GraphText.graph("1 op notify web n1", "2 op start mail n1 <- 1");
        var sent = take(new PlanMade(request, new PlannedTransition(graph, List.of()), Duration.ZERO, at(10)));
        assertThat(sent).hasAtLeastOneElementOfType(PolicyEffect.SendOrder.class);

        take(new CibArrived(cib("10s", "<cluster_property_set id='more'/>"), at(11)));
        var key = sent.stream()
                .filter(PolicyEffect.SendOrder.class::isInstance)
                .map(effect -> ((PolicyEffect.SendOrder) effect).order().transitionKey())
                .findFirst()
                .orElseThrow();
        var effects =
                take(new OperationReported(new OperationReport(key, OperationReport.Outcome.DONE, 0, 0, ""), at(12)));

        assertThat(effects).noneMatch(PolicyEffect.SendOrder.class::isInstance);
        assertThat(effects).noneMatch(PolicyEffect.ComputePlan.class::isInstance);
        assertThat(take(new RecheckDue("time", at(21)))).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    private List<PolicyEffect> becomesDc(String delay) {
        take(new MembershipArrived(Views.online("n1", "n1"), at(0)));
        take(new CibArrived(cib(delay, ""), at(0)));
        take(new TermGranted(1, at(0)));
        return take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), at(0)));
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }

    private static PolicyEffect wake(String reason, int seconds) {
        return new PolicyEffect.WakeForRecheck(reason, Duration.ofSeconds(seconds));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Cib cib(String delay, String more) {
        return Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1" dc-uuid="n1">
                  <configuration>
                    <crm_config>
                      <cluster_property_set id="options">
                        <nvpair id="delay" name="transition-delay" value="%s"/>
                      </cluster_property_set>%s
                    </crm_config>
                    <nodes><node id="n1" uname="n1"/></nodes><resources/><constraints/>
                  </configuration>
                </cib>
                """.formatted(delay, more)).cib());
    }
}
