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
import io.systole.policy.graph.TransitionGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 300 updates of attributes a second: what of it is planned for, in virtual time. */
final class AttributePlansTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final int UPDATES_A_SECOND = 300;
    private static final int SECONDS = 5;
    private static final TransitionGraph NOTHING = GraphText.graph();

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable RecheckDue wake;
    private int plans;
    private final List<PolicyEffect.SendOrder> orders = new ArrayList<>();

    @BeforeEach
    void becomesDc() {
        take(new MembershipArrived(Views.online("n1", "n1"), now));
        take(new CibArrived(cib("load", "0"), now));
        take(new TermGranted(1, now));
        take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), now));
        answerWith(NOTHING);
        pass(Duration.ofSeconds(2));
        plans = 0;
    }

    @Test
    void updatesThatNoPlanReadsCauseNoneAndDisturbNoTransition() {
        var graph = GraphText.graph("1 op start web n1", "2 op start mail n1 <- 1");
        take(new RecheckDue("time", now));
        answerWith(graph);
        plans = 0;

        update("load", 1, SECONDS);
        report(0);
        update("load", SECONDS, SECONDS);

        assertThat(plans).isZero();
        assertThat(orders).hasSize(2);
        report(1);
        assertThat(state.transition().isRunning()).isFalse();
        assertThat(plans).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pingd", "master-web", "rack", "#health-disk", "weight"})
    void updatesThatAPlanReadsAreFolded(String name) {
        update(name, 1, SECONDS);

        assertThat(plans).isBetween(SECONDS, (SECONDS + 1) * AttributeNews.PLANS_MAX);
    }

    @Test
    void theFirstUpdateAfterAQuietTimeIsPlannedForAtOnceAndTheLastIsNotForgotten() {
        take(new CibArrived(cib("pingd", "1"), now));

        assertThat(plans).isEqualTo(1);
        answerWith(NOTHING);
        update("pingd", 2, SECONDS);
        pass(Duration.ofSeconds(2));
        assertThat(state.reasons()).isEmpty();
        assertThat(state.isPlanning()).isFalse();
    }

    @Test
    void aTransitionGoesOnBetweenTheFoldedPlans() {
        update("pingd", 1, 1);
        var graph = GraphText.graph("1 op start web n1", "2 op start mail n1 <- 1");
        while (!state.isPlanning()) {
            now = now.plusMillis(1);
            take(new RecheckDue("time", now));
        }
        answerWith(graph);

        take(new CibArrived(cib("pingd", "999"), now));
        report(0);

        assertThat(orders).hasSize(2);
    }

    @Test
    void anythingElseIsPlannedForAtOnceAlsoMeanwhile() {
        update("pingd", 1, SECONDS);
        int before = plans;

        take(new CibArrived(cib("pingd", "999", "<cluster_property_set id='more'/>"), now));

        assertThat(plans).isEqualTo(before + 1);
    }

    private void update(String name, int from, int seconds) {
        for (int i = 0; i < UPDATES_A_SECOND * seconds; i++) {
            pass(Duration.ofNanos(1_000_000_000L / UPDATES_A_SECOND));
            take(new CibArrived(cib(name, from + "." + i), now));
            if (state.isPlanning() && !state.transition().isRunning()) {
                answerWith(NOTHING);
            }
        }
    }

    private void pass(Duration length) {
        now = now.plus(length);
        var due = wake;
        if (due != null && !due.at().isAfter(now)) {
            wake = null;
            take(due);
            if (state.isPlanning()) {
                answerWith(NOTHING);
            }
        }
    }

    private void report(int order) {
        var key = orders.get(order).order().transitionKey();
        take(new OperationReported(new OperationReport(key, OperationReport.Outcome.DONE, 0, 0, ""), now));
    }

    private void answerWith(TransitionGraph graph) {
        int request = Objects.requireNonNull(state.planning()).request();
        take(new PlanMade(request, new PlannedTransition(graph, List.of()), Duration.ZERO, now));
    }

    private void take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        for (var effect : step.effects()) {
            if (effect instanceof PolicyEffect.ComputePlan) {
                plans++;
            } else if (effect instanceof PolicyEffect.SendOrder order) {
                orders.add(order);
            } else if (effect instanceof PolicyEffect.WakeForRecheck later) {
                wake = new RecheckDue(later.reason(), now.plus(later.in()));
            }
        }
    }

    private static Cib cib(String name, String value) {
        return cib(name, value, "");
    }

    private static Cib cib(String name, String value, String more) {
        return Objects.requireNonNull(
                CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1" dc-uuid="n1">
                  <configuration>
                    <crm_config>%s</crm_config>
                    <nodes><node id="n1" uname="n1"/></nodes>
                    <resources>
                      <primitive id="web" class="ocf" provider="systole" type="Dummy"/>
                      <primitive id="mail" class="ocf" provider="systole" type="Dummy"/>
                    </resources>
                    <constraints>
                      <rsc_location id="l" rsc="web">
                        <rule id="r" score-attribute="weight"><expression id="e" attribute="pingd" operation="defined"/></rule>
                      </rsc_location>
                      <rsc_colocation id="c" rsc="mail" with-rsc="web" score="5" node-attribute="rack"/>
                    </constraints>
                  </configuration>
                  <status>
                    <node_state id="n1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                      <transient_attributes id="n1"><instance_attributes id="s">
                        <nvpair id="p" name="%s" value="%s"/>
                      </instance_attributes></transient_attributes>
                    </node_state>
                  </status>
                </cib>
                """.formatted(more, name, value)).cib());
    }
}
