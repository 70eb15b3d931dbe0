package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A remote node that was connected anew: the plan for it is made from a CIB that shows the connection as started. */
final class RemoteNodeComesTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FAILED = """
            <lrm_rsc_op id="far_last_failure_0" operation_key="far_monitor_20000" operation="monitor" call-id="3"
              rc-code="1" op-status="4" interval="20000" transition-key="6:1:0:other"/>
            """;

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void itsStateAloneIsNoReasonWhileTheConnectionIsBeingStarted() {
        String key = startsTheConnection();

        var early = take(new CibArrived(cib("true", FAILED), at(1)));

        assertThat(early).noneMatch(PolicyEffect.ComputePlan.class::isInstance);
        assertThat(state.transition().isRunning()).isTrue();

        var plans = take(new CibArrived(cib("true", FAILED + """
                <lrm_rsc_op id="far_last_0" operation_key="far_start_0" operation="start" call-id="4" rc-code="0"
                  op-status="0" interval="0" transition-key="%s"/>
                """.formatted(key)), at(1)));

        assertThat(plans).hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
        assertThat(Objects.requireNonNull(state.planning()).reason()).contains("node far is connected");
    }

    private String startsTheConnection() {
        take(new MembershipArrived(Views.online("n1", "n1"), at(0)));
        take(new CibArrived(cib("false", FAILED), at(0)));
        take(new TermGranted(1, at(0)));
        take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), at(0)));
        int request = Objects.requireNonNull(state.planning()).request();
        var graph = GraphText.graph("1 op start far n1", "2 op monitor far n1 <- 1");
        var sent = take(new PlanMade(request, new PlannedTransition(graph, List.of()), Duration.ZERO, at(0)));
        return sent.stream()
                .filter(PolicyEffect.SendOrder.class::isInstance)
                .map(effect -> ((PolicyEffect.SendOrder) effect)
                        .order()
                        .transitionKey()
                        .toString())
                .findFirst()
                .orElseThrow();
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Cib cib(String inCcm, String history) {
        return Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1">
                  <configuration><crm_config/><nodes/><resources/><constraints/></configuration>
                  <status>
                    <node_state id="n1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                      <lrm id="n1"><lrm_resources>
                        <lrm_resource id="far" class="ocf" provider="pacemaker" type="remote">%s</lrm_resource>
                      </lrm_resources></lrm>
                    </node_state>
                    <node_state id="far" uname="far" remote_node="true" in_ccm="%s"/>
                  </status>
                </cib>
                """.formatted(history, inCcm)).cib());
    }
}
