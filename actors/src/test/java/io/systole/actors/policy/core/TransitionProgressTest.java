package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PolicyEvent.CibArrived;
import io.systole.actors.policy.core.PolicyEvent.MembershipArrived;
import io.systole.actors.policy.core.PolicyEvent.OperationReported;
import io.systole.actors.policy.core.PolicyEvent.PlanMade;
import io.systole.actors.policy.core.PolicyEvent.TermAnswered;
import io.systole.actors.policy.core.PolicyEvent.TermGranted;
import io.systole.actors.policy.wire.TransitionNews;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of a transition while it runs. */
final class TransitionProgressTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> told = new ArrayList<>();
    private PolicyState state = PolicyState.initial(new PolicyState.Setup(SELF, 4, 10));

    @Test
    void aTransitionIsToldFromItsBeginningOverEachActionToItsEnd() {
        becomesDc();
        plan("1 op notify web n1", "2 pseudo stopped web - <- 1", "3 op notify mail n1 <- 2");
        report(Outcome.DONE);
        report(Outcome.DONE);

        assertThat(told)
                .containsExactly(
                        "begun 1 running 0/3 [web (notify), mail (notify)] []",
                        "action 1 running 2/3 [] [web_notify_0 on n1 done]",
                        "action 1 running 3/3 [] [mail_notify_0 on n1 done]",
                        "ended 1 complete 3/3 [] []");
    }

    @Test
    void whatFailedIsToldBeforeTheEnd() {
        becomesDc();
        plan("1 op notify web n1", "2 op notify mail n1 <- 1");
        report(Outcome.REFUSED);

        assertThat(told).hasSize(3);
        assertThat(told.get(1)).startsWith("action 1 ").contains("[web_notify_0 on n1 failed");
        assertThat(told.get(2)).startsWith("ended 1 failed: ").endsWith(" [] []");
    }

    @Test
    void whatMovesNoTransitionIsNoNews() {
        becomesDc();

        assertThat(told).isEmpty();
    }

    private void plan(String... graph) {
        int request = Objects.requireNonNull(state.planning()).request();
        take(new PlanMade(
                request,
                new PlannedTransition(GraphText.graph(graph), List.of("web (notify)", "mail (notify)")),
                Duration.ZERO,
                AT));
        if (!state.transition().isRunning()) {
            plan(graph);
        }
    }

    private void report(Outcome outcome) {
        var order = Objects.requireNonNull(sent, "nothing was sent");
        take(new OperationReported(
                new OperationReport(order.order().transitionKey(), outcome, 0, 0, outcome == Outcome.DONE ? "" : "no"),
                AT));
    }

    private PolicyEffect.@org.jspecify.annotations.Nullable SendOrder sent;

    private void take(PolicyEvent event) {
        var step = PolicyCore.step(state, event);
        TransitionProgress.of(state, step, AT).forEach(news -> told.add(text(news)));
        state = step.state();
        for (PolicyEffect effect : step.effects()) {
            if (effect instanceof PolicyEffect.SendOrder order) {
                sent = order;
            }
        }
    }

    private static String text(TransitionNews news) {
        var actions = news.actions().stream()
                .map(action -> action.key() + " on " + action.node() + " " + action.result())
                .toList();
        assertThat(news.dc()).isEqualTo(SELF);
        assertThat(news.term()).isEqualTo(1);
        return news.stage() + " " + news.number() + " " + news.outcome() + " " + news.done() + "/" + news.total() + " "
                + news.summary() + " " + actions;
    }

    private void becomesDc() {
        take(new MembershipArrived(Views.online("n1", "n1"), AT));
        take(new CibArrived(cib(), AT));
        take(new TermGranted(1, AT));
        take(new TermAnswered(new TermAnswer(SELF, 1, List.of()), AT));
    }

    private static Cib cib() {
        return Objects.requireNonNull(CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1" dc-uuid="n1">
                  <configuration>
                    <crm_config/>
                    <nodes><node id="n1" uname="n1"/></nodes><resources/><constraints/>
                  </configuration>
                  <status>
                    <node_state id="n1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
                  </status>
                </cib>
                """).cib());
    }
}
