package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.RecheckDue;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.Status;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody knows what the host of a joining node still runs: nothing is begun before the node is a member, or given up. */
final class JoiningNodeTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final NodeName OTHER = new NodeName("n2");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void planningWaitsUntilTheNodeIsAMember() {
        assertThat(becomesDc(Standing.PENDING)).noneMatch(PolicyEffect.ComputePlan.class::isInstance);

        assertThat(take(new MembershipArrived(view(Standing.ONLINE), at(1))))
                .hasAtLeastOneElementOfType(PolicyEffect.AskTerms.class);
        take(new CibArrived(cib(Standing.ONLINE), at(1)));
        assertThat(take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(1))))
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ABSENT", "PENDING", "LOST"})
    void planningWaitsUntilTheCibShowsTheNodeAsAMemberToo(Standing shown) {
        becomesDc(Standing.PENDING);
        take(new CibArrived(cib(shown), at(1)));
        take(new MembershipArrived(view(Standing.ONLINE), at(1)));

        assertThat(take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(1))))
                .noneMatch(PolicyEffect.ComputePlan.class::isInstance);
        assertThat(take(new CibArrived(cib(Standing.ONLINE), at(2))))
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void aCibThatNeverShowsTheNodeAsAMemberHoldsPlanningUpForABoundedTime() {
        becomesDc(Standing.PENDING);
        take(new MembershipArrived(view(Standing.ONLINE), at(1)));
        take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(1)));

        assertThat(take(new RecheckDue("time has passed", at(180))))
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void aNodeThatNeverBecomesAMemberHoldsPlanningUpForABoundedTime() {
        assertThat(becomesDc(Standing.PENDING))
                .contains(new PolicyEffect.WakeForRecheck("the CIB was read", Duration.ofMinutes(3)));

        assertThat(take(new RecheckDue("time has passed", at(180))))
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    @Test
    void aPlanFromBeforeTheNodeCameIsNotCarriedOut() {
        becomesDc(Standing.ABSENT);
        int request = Objects.requireNonNull(state.planning()).request();

        take(new MembershipArrived(view(Standing.PENDING), at(1)));
        var effects = take(made(request));

        assertThat(effects)
                .noneMatch(PolicyEffect.SendOrder.class::isInstance)
                .noneMatch(PolicyEffect.ComputePlan.class::isInstance);
        assertThat(state.reasons()).isNotEmpty();
    }

    @Test
    void aPlanFromACibThatDidNotShowTheMemberIsNotCarriedOut() {
        becomesDc(Standing.ABSENT);
        int request = Objects.requireNonNull(state.planning()).request();

        take(new MembershipArrived(view(Standing.ONLINE), at(1)));
        take(new TermAnswered(new TermAnswer(OTHER, 1, List.of()), at(1)));
        assertThat(take(made(request))).noneMatch(PolicyEffect.SendOrder.class::isInstance);

        assertThat(take(new CibArrived(cib(Standing.ONLINE), at(1))))
                .hasAtLeastOneElementOfType(PolicyEffect.ComputePlan.class);
    }

    private PolicyEvent made(int request) {
        var graph = GraphText.graph("1 op start web n1");
        return new PlanMade(request, new PlannedTransition(graph, List.of()), Duration.ZERO, at(1));
    }

    private List<PolicyEffect> becomesDc(Standing other) {
        take(new MembershipArrived(view(other), at(0)));
        take(new CibArrived(cib(other), at(0)));
        take(new TermGranted(1, at(0)));
        return take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), at(0)));
    }

    private List<PolicyEffect> take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        state = step.state();
        return step.effects();
    }

    private static MembershipView view(Standing other) {
        var nodes = List.of(
                new NodeView(SELF, 1, Standing.ONLINE, START),
                new NodeView(OTHER, other == Standing.ABSENT ? 0 : 2, other, START));
        return Views.of(SELF, nodes, new QuorumVerdict(true, 2, 1, 2, "all"));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    /** As the CIB's actor makes it, which may show an earlier standing than the membership. */
    private static Cib cib(Standing other) {
        Cib empty = Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1">
                  <configuration><crm_config/><nodes/><resources/><constraints/></configuration><status/>
                </cib>
                """).cib());
        var states = new ArrayList<NodeState>();
        states.add(new SimulatedStatus().state(SELF, Standing.ONLINE.fields()));
        if (other != Standing.ABSENT) {
            states.add(new SimulatedStatus().state(OTHER, other.fields()));
        }
        return new Cib(empty.header(), empty.configuration(), new Status(states, List.of()));
    }
}
