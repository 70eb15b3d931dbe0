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
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a node was told before it was lost is not done elsewhere before it is known what became of it. */
final class DoubtsTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n2");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void nothingIsPromotedElsewhereWhileTheNodeIsLost() {
        loseWhilePromoting(true);

        assertThat(plan("1 op promote db n1")).noneMatch(PolicyEffect.SendOrder.class::isInstance);
        assertThat(state.transition().isRunning()).isTrue();
    }

    @Test
    void aConfirmedFencingFreesIt() {
        loseWhilePromoting(true);
        plan("1 op promote db n1");

        assertThat(take(new MembershipArrived(view(Standing.FENCED), at(2))))
                .hasAtLeastOneElementOfType(PolicyEffect.SendOrder.class);
    }

    @Test
    void aNodeThatComesBackIsHeardAndPlannedForAnew() {
        loseWhilePromoting(true);
        take(new CibArrived(cib("offline", true), at(2)));
        plan("1 op promote db n1");

        assertThat(take(new MembershipArrived(view(Standing.ONLINE), at(3))))
                .noneMatch(PolicyEffect.SendOrder.class::isInstance);
        take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(3)));
        assertThat(state.transition().doubtful()).isNotEmpty();

        assertThat(take(new CibArrived(cib("online", true), at(4))))
                .noneMatch(PolicyEffect.SendOrder.class::isInstance)
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
        assertThat(state.transition().doubtful()).isEmpty();
    }

    @Test
    void withoutFencingNothingIsWaitedFor() {
        loseWhilePromoting(false);

        assertThat(plan("1 op promote db n1")).hasAtLeastOneElementOfType(PolicyEffect.SendOrder.class);
    }

    private void loseWhilePromoting(boolean fencing) {
        take(new MembershipArrived(view(Standing.ONLINE), at(0)));
        take(new CibArrived(cib("online", fencing), at(0)));
        take(new TermGranted(1, at(0)));
        take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), at(0)));
        take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(0)));
        assertThat(plan("1 op promote db n2")).hasAtLeastOneElementOfType(PolicyEffect.SendOrder.class);
        take(new MembershipArrived(view(Standing.LOST), at(1)));
    }

    private List<PolicyEffect> plan(String graph) {
        int request = Objects.requireNonNull(state.planning()).request();
        var planned = new PlannedTransition(GraphText.graph(graph), List.of());
        List<PolicyEffect> effects = take(new PlanMade(request, planned, Duration.ZERO, at(1)));
        return state.planning() == null ? effects : plan(graph);
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }

    private static MembershipView view(Standing other) {
        var nodes = List.of(new NodeView(SELF, 1, Standing.ONLINE, START), new NodeView(OTHER, 2, other, START));
        return Views.of(SELF, nodes, new QuorumVerdict(true, 2, 1, 2, "all"));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Cib cib(String other, boolean fencing) {
        return Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1">
                  <configuration>
                    <crm_config><cluster_property_set id="p">
                      <nvpair id="f" name="stonith-enabled" value="%s"/>
                    </cluster_property_set></crm_config>
                    <nodes><node id="n1" uname="n1"/><node id="n2" uname="n2"/></nodes><resources/><constraints/>
                  </configuration>
                  <status>
                    <node_state id="n1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
                    <node_state id="n2" uname="n2" in_ccm="true" crmd="%s" join="member" expected="member"/>
                  </status>
                </cib>
                """.formatted(fencing, other)).cib());
    }
}
