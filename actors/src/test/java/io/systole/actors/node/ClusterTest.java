package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.core.OwnResources;
import io.systole.actors.policy.wire.GetPlanState;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PlanState;
import io.systole.actors.policy.wire.Transitions;
import io.systole.actors.remote.RemoteSettings;
import io.systole.agents.ShippedAgents;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.ShippedFenceAgents;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three whole nodes in one JVM, with the agents that the jar brings along. */
final class ClusterTest {
    private static final String PENDING = "193";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<ActorSystem<NodeActor.Command>> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(ClusterTest::crash);
        started.forEach(ClusterTest::awaitEnd);
    }

    private static void awaitEnd(ActorSystem<?> system) {
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void resourcesMoveWhenTheirNodeIsLostAndWhenItLeaves() {
        List<NodeAddress> list = startThree();

        NodeName first = holder(0);
        int lost = indexOf(list, first);
        int watcher = (lost + 1) % 3;
        crash(started.get(lost));
        Eventually.holds(
                SOON,
                this::statuses,
                () -> holders(watcher, "web").size() == 1
                        && !holders(watcher, "web").contains(first));
        assertThat(active(watcher, first))
                .as("the fenced node's history is gone")
                .isEmpty();

        NodeName second = holder(watcher);
        int leaver = indexOf(list, second);
        int last = 3 - lost - leaver;
        awaitEnd(started.get(lost));
        started.set(lost, system(first, list));
        Eventually.holds(
                SOON,
                this::statuses,
                () -> isFormed(started.get(lost)) && holders(last, "db").size() == 3);
        started.get(leaver).terminate();
        awaitEnd(started.get(leaver));

        Eventually.holds(
                SOON,
                this::statuses,
                () -> holders(last, "web").size() == 1 && !holders(last, "web").contains(second));
        var membership = Objects.requireNonNull(status(started.get(last)).membership());
        assertThat(membership.fencing()).isEmpty();
    }

    @Test
    void whatTheDcRanIsTakenOverWhenItIsLost() {
        List<NodeAddress> list = startThree();
        NodeName dc = Objects.requireNonNull(status(started.get(0)).dc());
        int lost = indexOf(list, dc);
        int watcher = (lost + 1) % 3;
        assertThat(holders(watcher, "power")).containsExactly(dc);

        crash(started.get(lost));

        Eventually.holds(
                SOON,
                this::statuses,
                () -> holders(watcher, "power").size() == 1
                        && !holders(watcher, "power").contains(dc));
        assertThat(status(started.get(watcher)).dc()).isNotEqualTo(dc);
    }

    @Test
    void theLastNodeStopsWhatItRunsForWantOfQuorumAndFencesNobody() {
        List<NodeAddress> list = startThree();
        NodeName dc = Objects.requireNonNull(status(started.get(0)).dc());
        int last = (indexOf(list, dc) + 1) % 3;
        NodeName self = list.get(last).name();
        assertThat(active(last, self)).isNotEmpty();

        for (int index = 0; index < 3; index++) {
            if (index != last) crash(started.get(index));
        }

        Eventually.holds(SOON, this::statuses, () -> active(last, self).isEmpty() && lost(last) == 2);
        var membership = Objects.requireNonNull(status(started.get(last)).membership());
        assertThat(membership.quorate()).isFalse();
        assertThat(membership.fencing()).isEmpty();
    }

    private long lost(int watcher) {
        return Objects.requireNonNull(status(started.get(watcher)).membership()).nodes().stream()
                .filter(node -> node.standing() == Standing.LOST)
                .count();
    }

    /** Three nodes that run what the document says and have nothing more to do. */
    private List<NodeAddress> startThree() {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        for (NodeAddress address : list) start(address.name(), list);
        Eventually.holds(SOON, this::statuses, () -> started.stream().allMatch(this::isFormed));
        ChangeResult replaced = ask(
                cib(0),
                replyTo -> new CibProtocol.ReplaceConfiguration(
                        WholeNodes.marked(document()), new Author("root", "test"), replyTo));
        assertThat(replaced).isInstanceOf(ChangeResult.Accepted.class);
        Eventually.holds(
                SOON,
                this::statuses,
                () -> holders(0, "web").size() == 1 && holders(0, "db").size() == 3 && isIdle(0));
        return list;
    }

    private String document() {
        return """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="fencing" name="stonith-enabled" value="true"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    </instance_attributes>
                  </primitive>
                  <group id="site">
                    <primitive id="disk" class="ocf" provider="systole" type="Dummy">
                      <operations><op id="disk-monitor" name="monitor" interval="2s" timeout="10s"/></operations>
                    </primitive>
                    <primitive id="web" class="ocf" provider="systole" type="Dummy">
                      <operations><op id="web-monitor" name="monitor" interval="2s" timeout="10s"/></operations>
                    </primitive>
                  </group>
                  <clone id="dbs">
                    <primitive id="db" class="ocf" provider="systole" type="Dummy"/>
                  </clone>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;
    }

    private void start(NodeName name, List<NodeAddress> list) {
        started.add(system(name, list));
    }

    private ActorSystem<NodeActor.Command> system(NodeName name, List<NodeAddress> list) {
        Path home = directory.resolve(name.value());
        try {
            Files.createDirectories(home.resolve("run"));
            ShippedAgents agents = ShippedAgents.extractTo(home.resolve("agents"));
            Path fenceAgents = ShippedFenceAgents.extractTo(home.resolve("fence-agents"));
            NodeSettings settings = new NodeSettings(
                    WholeNodes.CLUSTER,
                    name,
                    list,
                    QuorumSettings.oneVoteEach(
                            list.stream().map(NodeAddress::name).toList()),
                    FailureProfile.DEFAULT,
                    home.resolve("state"),
                    home.resolve("run"),
                    List.of(agents.ocfRoot()),
                    List.of(fenceAgents),
                    agents.commands(),
                    0,
                    SelfFencing.How.PROCESS,
                    Duration.ofSeconds(60),
                    RemoteSettings.none(WholeNodes.CLUSTER));
            return ActorSystem.create(
                    NodeActor.create(settings),
                    PekkoConfig.SYSTEM_NAME,
                    PekkoConfig.of(settings).withFallback(ConfigFactory.load()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the actor system as a dead process would: no word to anybody. */
    private static void crash(ActorSystem<?> system) {
        ((ActorSystemImpl) Adapter.toClassic(system)).finalTerminate();
    }

    private boolean isFormed(ActorSystem<NodeActor.Command> system) {
        var membership = status(system).membership();
        return membership != null && membership.quorate() && membership.online().size() == 3;
    }

    private boolean isIdle(int index) {
        ActorSystem<NodeActor.Command> system = started.get(index);
        NodeParts parts = askNode(system, NodeActor.GetParts::new);
        PlanState plan = NodeAsk.of(system, parts.policy(), GetPlanState::new);
        return plan.phase() == PlanState.Phase.IDLE;
    }

    private String statuses() {
        StringBuilder text = new StringBuilder();
        for (ActorSystem<NodeActor.Command> system : started) {
            if (system.whenTerminated().isCompleted()) continue;
            text.append(status(system)).append('\n');
            NodeParts parts = askNode(system, NodeActor.GetParts::new);
            PlanState plan = NodeAsk.of(system, parts.policy(), GetPlanState::new);
            Transitions last = NodeAsk.of(system, parts.policy(), GetTransitions::new);
            text.append(plan).append('\n');
            last.transitions().forEach(transition -> text.append(transition).append('\n'));
            text.append(CibXml.write(NodeAsk.of(system, parts.cib(), CibProtocol.GetCib::new)))
                    .append('\n');
        }
        return text.toString();
    }

    /** The nodes on which an instance of the resource was started or found, as this node's CIB has it. */
    /** Where the group is when nothing is under way: at first it may be put on one node and then on the better one. */
    private NodeName holder(int watcher) {
        var found = new ArrayList<NodeName>();
        Eventually.holds(SOON, this::statuses, () -> {
            found.clear();
            found.addAll(holders(watcher, "web"));
            return found.size() == 1 && isIdle(watcher);
        });
        return found.get(0);
    }

    private List<NodeName> holders(int watcher, String resource) {
        return cibOf(watcher).status().nodeStates().stream()
                .filter(node ->
                        node.lrmResources().stream().anyMatch(history -> isNamed(history, resource) && runs(history)))
                .map(NodeState::uname)
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean isNamed(LrmResource history, String resource) {
        String id = history.id().value();
        return id.equals(resource) || id.startsWith(resource + ":");
    }

    private static boolean runs(LrmResource history) {
        return history.operations().stream()
                .filter(entry -> List.of("start", "stop", "monitor").contains(entry.operation()))
                .filter(entry -> !PENDING.equals(entry.rcCode()))
                .max(Comparator.comparingInt(entry -> Integer.parseInt(String.valueOf(entry.callId()))))
                .filter(entry -> !entry.operation().equals("stop") && "0".equals(entry.rcCode()))
                .isPresent();
    }

    private List<String> active(int watcher, NodeName node) {
        return OwnResources.active(cibOf(watcher), node);
    }

    private Cib cibOf(int index) {
        return ask(cib(index), CibProtocol.GetCib::new);
    }

    private ActorRef<CibCommand> cib(int index) {
        NodeParts parts = askNode(started.get(index), NodeActor.GetParts::new);
        return parts.cib();
    }

    private NodeStatus status(ActorSystem<NodeActor.Command> system) {
        return askNode(system, NodeActor.GetStatus::new);
    }

    private static <T> T askNode(
            ActorSystem<NodeActor.Command> system, Function<ActorRef<T>, NodeActor.Command> question) {
        return NodeAsk.of(system, system, question);
    }

    private <T> T ask(ActorRef<CibCommand> actor, Function<ActorRef<T>, CibCommand> question) {
        return NodeAsk.of(started.get(started.size() - 1), actor, question);
    }

    private static int indexOf(List<NodeAddress> list, NodeName name) {
        return list.stream().map(NodeAddress::name).toList().indexOf(name);
    }
}
