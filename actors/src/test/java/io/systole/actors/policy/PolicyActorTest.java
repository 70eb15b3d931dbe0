package io.systole.actors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.policy.core.GraphText;
import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.actors.policy.core.Views;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.policy.wire.GetPlanState;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PlanState;
import io.systole.actors.policy.wire.PlanState.Phase;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.policy.wire.Transitions;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.ForgetResources;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.RecordAttributes;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.resource.wire.ResourceForgotten;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.TransitionGraph;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PolicyActorTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final TransitionGraph NOTHING = new TransitionGraph(new TreeMap<>(), List.of());

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<CibCommand> cib = kit.createTestProbe(CibCommand.class);
    private final TestProbe<Fencer.Command> fencer = kit.createTestProbe(Fencer.Command.class);
    private final TestProbe<ResourceCommand> node = kit.createTestProbe(ResourceCommand.class);
    private final List<ActorRef<MembershipView>> membership = new CopyOnWriteArrayList<>();
    private final AtomicReference<TransitionGraph> plan = new AtomicReference<>(NOTHING);
    private final AtomicInteger plans = new AtomicInteger();
    private final TestClock clock = new TestClock();
    private final List<PlanInput> inputs = new CopyOnWriteArrayList<>();
    private ActorRef<CibChanged> cibChanges = kit.<CibChanged>createTestProbe().getRef();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void plansAsDcAndSendsWhatIsReadyWithItsTerm() {
        plan.set(GraphText.graph("1 op start web n1", "2 op monitor web n1 <- 1 interval=10000"));

        var policy = policy();

        ExecuteOperation order = node.expectMessageClass(ExecuteOperation.class);
        assertThat(order.term()).isEqualTo(7);
        assertThat(order.order().operationKey()).isEqualTo("web_start_0");
        assertThat(state(policy).phase()).isEqualTo(Phase.RUNNING);
        assertThat(state(policy).inFlight()).containsExactly("web_start_0 on n1");
    }

    @Test
    void handsOverWhatATransitionWasPlannedFromButNothingForAnEmptyPlan() {
        var policy = policy();
        assertThat(state(policy)).as("the first plan was made").isNotNull();
        assertThat(inputs).isEmpty();
        plan.set(GraphText.graph("1 op start web n1"));
        cibChanges.tell(changed("<node_state id='n1' uname='n1' in_ccm='true' crmd='online' join='member'/>"));

        node.expectMessageClass(ExecuteOperation.class);
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).term()).isEqualTo(7);
        assertThat(inputs.get(0).seriesMax()).isEqualTo(4000);
        assertThat(inputs.get(0).cib().configuration().resources()).hasSize(1);
    }

    @Test
    void goesOnWithExpectedResultsWithoutPlanningAnew() {
        plan.set(GraphText.graph("1 op start web n1", "2 op monitor web n1 <- 1 interval=10000"));
        policy();
        ExecuteOperation start = node.expectMessageClass(ExecuteOperation.class);
        int before = plans.get();

        cibChanges.tell(changed(history("web_last_0", "web_start_0", "start", start, "0", "0")));

        assertThat(node.expectMessageClass(ExecuteOperation.class).order().operation())
                .isEqualTo("monitor");
        assertThat(plans.get()).isEqualTo(before);
    }

    @Test
    void plansAnewWhenAResultIsNotTheExpectedOne() {
        plan.set(GraphText.graph("1 op start web n1", "2 op start mail n1 <- 1"));
        var policy = policy();
        ExecuteOperation start = node.expectMessageClass(ExecuteOperation.class);
        plan.set(GraphText.graph("1 op stop web n1"));

        cibChanges.tell(changed(history("web_last_0", "web_start_0", "start", start, "1", "0")));

        assertThat(node.expectMessageClass(ExecuteOperation.class).order().operation())
                .isEqualTo("stop");
        Transitions transitions = transitions(policy);
        assertThat(transitions.transitions().get(0).outcome()).startsWith("failed: web_start_0 on n1: rc 1");
    }

    @Test
    void tellsTheSameOrderAgainUntilItIsAnswered() {
        plan.set(GraphText.graph("1 op notify web n1"));
        var policy = policy();
        ExecuteOperation first = node.expectMessageClass(ExecuteOperation.class);

        time.timePasses(Duration.ofSeconds(5));
        ExecuteOperation second = node.expectMessageClass(ExecuteOperation.class);
        assertThat(second.order()).isEqualTo(first.order());
        plan.set(NOTHING);
        second.replyTo().tell(new OperationReport(second.order().transitionKey(), Outcome.DONE, 0, 0, ""));

        node.awaitAssert(() -> {
            assertThat(transitions(policy).transitions().get(0).outcome()).isEqualTo("complete");
            return Optional.empty();
        });
        time.timePasses(Duration.ofSeconds(5));
        node.expectNoMessage();
    }

    @Test
    void takesNothingOverWhileFencingFailsAndTriesAgainAfterAPause() {
        plan.set(GraphText.graph("1 fence reboot - n2", "2 op start web n1 <- 1"));
        var policy = policy();
        Fencer.Fence fence = fencer.expectMessageClass(Fencer.Fence.class);

        fence.replyTo().tell(new FencingOutcome.Failed("the device is off"));

        fencer.expectNoMessage();
        node.expectNoMessage();
        assertThat(state(policy).phase()).isEqualTo(Phase.WAITING_FOR_FENCING);
        assertThat(state(policy).notes().get(0)).contains("the device is off");
        time.timePasses(Duration.ofSeconds(1));
        Fencer.Fence again = fencer.expectMessageClass(Fencer.Fence.class);
        again.replyTo().tell(new FencingOutcome.Fenced("power", SELF, Instant.EPOCH, Duration.ZERO));
        node.expectNoMessage();
        cibChanges.tell(
                changed("<node_state id='n2' uname='n2' in_ccm='false' crmd='offline' join='down' expected='down'/>"));
        assertThat(node.expectMessageClass(ExecuteOperation.class).order().operationKey())
                .isEqualTo("web_start_0");
    }

    @Test
    void letsTheFencingOfMoreImportantWorkWaitAsThePlanSays() {
        plan.set(GraphText.graph("1 fence reboot - n2 meta:priority_fencing_delay=15"));

        policy();

        assertThat(fencer.expectMessageClass(Fencer.Fence.class).delay()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void doesNotFenceANodeThatWasBornAnewAfterThePlanWasMade() {
        plan.set(GraphText.graph("1 op notify web n1", "2 fence reboot - n2 <- 1"));
        policy(Views.online("n1", "n1", "n2"));
        ExecuteOperation notify = node.expectMessageClass(ExecuteOperation.class);

        plan.set(NOTHING);
        membership.get(0).tell(Views.bornAnew(Views.online("n1", "n1", "n2"), "n2"));
        notify.replyTo().tell(new OperationReport(notify.order().transitionKey(), Outcome.DONE, 0, 0, ""));

        fencer.expectNoMessage();
    }

    @Test
    void hasANodeNoteThatItWasUnfencedAndGoesOnWhenItHas() {
        plan.set(GraphText.graph("1 fence on - n1 meta:digests_all=power:fence_test:abc,", "2 op start web n1 <- 1"));
        policy();
        Fencer.Fence fence = fencer.expectMessageClass(Fencer.Fence.class);

        fence.replyTo().tell(new FencingOutcome.Fenced("power", SELF, Instant.EPOCH, Duration.ZERO));

        RecordAttributes marks = node.expectMessageClass(RecordAttributes.class);
        assertThat(marks.attributes())
                .containsOnly(
                        Map.entry("#node-unfenced", "1000000"), Map.entry("#digests-all", "power:fence_test:abc,"));
        node.expectNoMessage();
        int before = plans.get();
        cibChanges.tell(changed(node("").replace("</node_state>", """
                <transient_attributes id='n1'><instance_attributes id='s'>
                  <nvpair id='a' name='#node-unfenced' value='1000000'/>
                  <nvpair id='b' name='#digests-all' value='power:fence_test:abc,'/>
                </instance_attributes></transient_attributes></node_state>""")));
        node.expectMessageClass(ExecuteOperation.class);
        assertThat(plans.get()).isEqualTo(before);
    }

    @Test
    void doesNothingAfterAPauseOfItsOwnUntilAllMembersSayThatItIsStillTheDc() {
        policy();
        cib.expectNoMessage();
        plan.set(GraphText.graph("1 op start web n1"));
        clock.pass(Duration.ofSeconds(60));

        cibChanges.tell(changed("<node_state id='n3' uname='n3'/>"));
        node.expectNoMessage();
        membership.get(0).tell(Views.asleep("n1", "n1"));
        node.expectNoMessage();
        membership.get(0).tell(Views.online("n1", "n1"));
        AskTerm question = node.expectMessageClass(AskTerm.class);
        node.expectNoMessage();
        question.replyTo().tell(new TermAnswer(SELF, 7, List.of()));

        node.expectMessageClass(ExecuteOperation.class);
    }

    @Test
    void doesNothingMoreWhenAMemberKnowsOfANewerDcUntilItHasATermAboveThat() {
        var policy = policy();
        clock.pass(Duration.ofSeconds(60));
        membership.get(0).tell(Views.asleep("n1", "n1"));
        membership.get(0).tell(Views.online("n1", "n1"));
        plan.set(GraphText.graph("1 op start web n1"));

        node.expectMessageClass(AskTerm.class).replyTo().tell(new TermAnswer(SELF, 8, List.of()));
        cibChanges.tell(changed("<node_state id='n3' uname='n3'/>"));

        node.expectNoMessage();
        assertThat(state(policy).notes()).contains("another node is the DC");
        time.timePasses(Duration.ofSeconds(5));
        cib.expectMessageClass(CibProtocol.Subscribe.class);
        cib.expectMessageClass(CibProtocol.BecomeWriter.class);
    }

    @Test
    void slowsDownWhenTheSamePlanComesOutAgainAndAgain() {
        plan.set(GraphText.graph("1 op notify web n1"));
        var policy = policy();

        for (int i = 0; i < 5; i++) {
            ExecuteOperation order = node.expectMessageClass(ExecuteOperation.class);
            order.replyTo().tell(new OperationReport(order.order().transitionKey(), Outcome.REFUSED, 1, 9, "no"));
            node.expectMessageClass(AskTerm.class).replyTo().tell(new TermAnswer(SELF, 7, List.of()));
        }

        node.expectNoMessage();
        assertThat(state(policy).phase()).isEqualTo(Phase.BACKING_OFF);
        clock.pass(Duration.ofSeconds(1));
        time.timePasses(Duration.ofSeconds(1));
        node.expectMessageClass(ExecuteOperation.class);
    }

    @Test
    void handsTheConfigurationBackWhenItStops() {
        var policy = policy();

        policy.tell(PolicyActor.Stop.INSTANCE);

        assertThat(cib.expectMessageClass(CibProtocol.StopBeingWriter.class).term())
                .isEqualTo(7);
    }

    @Test
    void cleansUpTheMembersOfAGroup() {
        var policy = policy();
        TestProbe<CleanupDone> asker = kit.createTestProbe(CleanupDone.class);

        policy.tell(new Cleanup("site", null, asker.getRef()));

        ForgetResources forget = node.expectMessageClass(ForgetResources.class);
        assertThat(forget.resources()).containsExactly("web", "mail");
        forget.replyTo().tell(new ResourceForgotten(SELF, List.of("web")));
        assertThat(asker.receiveMessage().forgotten()).containsExactly("web on n1");
    }

    /** A DC of term 7 that has heard from the only member. */
    private ActorRef<PolicyCommand> policy() {
        return policy(Views.online("n1", "n1"));
    }

    private ActorRef<PolicyCommand> policy(MembershipView view) {
        var ports = new PolicyPorts(
                cib.getRef(),
                fencer.getRef(),
                (document, at) -> {
                    plans.incrementAndGet();
                    return new PlannedTransition(Objects.requireNonNull(plan.get()), List.of());
                },
                membership::add,
                name -> name.equals(SELF) ? Optional.of(node.getRef()) : Optional.empty(),
                Runnable::run,
                clock,
                inputs::add);
        var settings = new PolicySettings(SELF, Duration.ofSeconds(8), 4, 10);
        var policy = kit.spawn(PolicyActor.create(settings, ports, PolicyActor.Mode.DC));
        cibChanges = cib.expectMessageClass(CibProtocol.Subscribe.class).subscriber();
        membership.get(0).tell(view);
        cibChanges.tell(changed(""));
        cib.expectMessageClass(CibProtocol.BecomeWriter.class).replyTo().tell(new CibProtocol.WriterGranted(7));
        var asked = node.expectMessageClass(AskTerm.class).replyTo();
        view.online().forEach(member -> asked.tell(new TermAnswer(member, 7, List.of())));
        return policy;
    }

    private PlanState state(ActorRef<PolicyCommand> policy) {
        TestProbe<PlanState> asker = kit.createTestProbe(PlanState.class);
        policy.tell(new GetPlanState(asker.getRef()));
        return asker.receiveMessage();
    }

    private Transitions transitions(ActorRef<PolicyCommand> policy) {
        TestProbe<Transitions> asker = kit.createTestProbe(Transitions.class);
        policy.tell(new GetTransitions(asker.getRef()));
        return asker.receiveMessage();
    }

    private static CibChanged changed(String status) {
        String document = """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1">
                  <configuration><crm_config/><nodes/>
                    <resources>
                      <group id="site">
                        <primitive id="web" class="ocf" provider="systole" type="Dummy"/>
                        <primitive id="mail" class="ocf" provider="systole" type="Dummy"/>
                      </group>
                    </resources>
                    <constraints/>
                  </configuration>
                  <status>
                    %s
                  </status>
                </cib>
                """.formatted(withDefault(status));
        Cib cib = Objects.requireNonNull(CibXml.read(document).cib());
        return new CibChanged(cib, 1);
    }

    private static String withDefault(String status) {
        String first = status.contains("uname='n1'") ? "" : node("");
        String second = status.contains("uname='n2'")
                ? ""
                : "<node_state id='n2' uname='n2' in_ccm='false' crmd='offline' join='down' expected='member'/>";
        return first + second + status;
    }

    private static String node(String history) {
        return "<node_state id='n1' uname='n1' in_ccm='true' crmd='online' join='member' expected='member'>"
                + "<lrm id='n1'><lrm_resources>" + history + "</lrm_resources></lrm></node_state>";
    }

    private static String history(
            String id, String key, String operation, ExecuteOperation order, String rc, String status) {
        String transition = order.order().transitionKey().toString();
        return node("<lrm_resource id='web' class='ocf' provider='systole' type='Dummy'><lrm_rsc_op id='" + id
                + "' operation_key='" + key + "' operation='" + operation + "' interval='0' call-id='1' rc-code='" + rc
                + "' op-status='" + status + "' transition-key='" + transition + "' transition-magic='" + status + ":"
                + rc + ";" + transition + "'/></lrm_resource>");
    }

    private static final class TestClock implements NodeClock {
        private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

        void pass(Duration more) {
            passed.updateAndGet(before -> before.plus(more));
        }

        @Override
        public Instant now() {
            return Instant.ofEpochSecond(1_000_000).plusNanos(nanos());
        }

        @Override
        public long nanos() {
            return Objects.requireNonNull(passed.get()).toNanos();
        }
    }
}
