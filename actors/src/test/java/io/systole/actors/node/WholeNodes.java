package io.systole.actors.node;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.policy.PlannerAdapter;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.policy.wire.GetPlanState;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PlanState;
import io.systole.actors.policy.wire.Transitions;
import io.systole.actors.remote.RemoteSettings;
import io.systole.actors.remote.core.SharedKey;
import io.systole.agents.ShippedAgents;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.ShippedFenceAgents;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.QuorumSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Three whole nodes in this JVM, by their names, with agents of the test's own beside those that the jar brings. */
final class WholeNodes implements AutoCloseable {
    static final List<String> NAMES = List.of("n1", "n2", "n3");
    static final Duration SOON = Duration.ofSeconds(60);

    /** Tests run in several JVMs at a time, with nodes of the same names. */
    static final String CLUSTER = "test-" + ProcessHandle.current().pid();

    /** What members and remote hosts share. */
    static final SharedKey KEY = SharedKey.of("a secret of thirty-two bytes or so".getBytes(StandardCharsets.UTF_8));

    private final Path directory;
    private final List<NodeAddress> list = TestNodes.addresses(NAMES.toArray(String[]::new));
    private final SortedMap<String, ActorSystem<NodeActor.Command>> running = new TreeMap<>();

    private final Function<String, SelfWatch> watches;

    private WholeNodes(Path directory, Function<String, SelfWatch> watches) {
        this.directory = directory;
        this.watches = watches;
    }

    /** Starts all and waits until they are one cluster. */
    static WholeNodes formed(Path directory) {
        return formed(directory, name -> SelfWatch.NONE);
    }

    /** The same with a watch over each. */
    static WholeNodes formed(Path directory, Function<String, SelfWatch> watches) {
        var nodes = new WholeNodes(directory, watches);
        NAMES.forEach(nodes::start);
        nodes.awaitFormed();
        return nodes;
    }

    void awaitFormed() {
        Eventually.holds(SOON, this::story, () -> running.values().stream().allMatch(WholeNodes::isFormed));
    }

    void start(String name) {
        running.put(name, system(new NodeName(name)));
    }

    /** Ends the node as a dead process would: no word to anybody. */
    void crash(String name) {
        ActorSystem<?> system = system(name);
        ((ActorSystemImpl) Adapter.toClassic(system)).finalTerminate();
        awaitEnd(system);
        running.remove(name);
    }

    /** Has the node's transport hold the other's present run for dead, for good. */
    void quarantine(String by, String other) {
        var member = Cluster.get(system(other)).selfMember().uniqueAddress();
        var provider = (RemoteActorRefProvider) ((ExtendedActorSystem) Adapter.toClassic(system(by))).provider();
        provider.quarantine(member.address(), Option.apply(member.longUid()), "a test");
    }

    /** Lets the node leave: its resources are moved off first. */
    void leave(String name) {
        ActorSystem<?> system = system(name);
        system.terminate();
        awaitEnd(system);
        running.remove(name);
    }

    /** Waits until the node has ended by itself. */
    void awaitEndOf(String name) {
        awaitEnd(system(name));
        running.remove(name);
    }

    private ActorSystem<NodeActor.Command> system(String name) {
        ActorSystem<NodeActor.Command> system = running.get(name);
        if (system == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return system;
    }

    private static void awaitEnd(ActorSystem<?> system) {
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private ActorSystem<NodeActor.Command> system(NodeName name) {
        Path home = directory.resolve(name.value());
        try {
            Files.createDirectories(home.resolve("run"));
            ShippedAgents agents = ShippedAgents.extractTo(home.resolve("agents"));
            Path fenceAgents = ShippedFenceAgents.extractTo(home.resolve("fence-agents"));
            NodeSettings settings = new NodeSettings(
                    CLUSTER,
                    name,
                    list,
                    QuorumSettings.oneVoteEach(
                            list.stream().map(NodeAddress::name).toList()),
                    FailureProfile.DEFAULT,
                    home.resolve("state"),
                    home.resolve("run"),
                    List.of(directory.resolve("own"), agents.ocfRoot()),
                    List.of(directory.resolve("own-fence"), fenceAgents),
                    agents.commands(),
                    0,
                    SelfFencing.How.PROCESS,
                    Duration.ofSeconds(60),
                    new RemoteSettings(CLUSTER, KEY, Duration.ofSeconds(5)));
            return ActorSystem.create(
                    NodeActor.create(settings, PlannerAdapter.planning(), watches.apply(name.value())),
                    PekkoConfig.SYSTEM_NAME,
                    PekkoConfig.of(settings).withFallback(ConfigFactory.load()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFormed(ActorSystem<NodeActor.Command> system) {
        var membership = NodeAsk.of(system, system, NodeActor.GetStatus::new).membership();
        return membership != null && membership.quorate() && membership.online().size() == NAMES.size();
    }

    /** Any node that runs. */
    String any() {
        return running.firstKey();
    }

    NodeParts parts(String name) {
        return NodeAsk.of(system(name), system(name), NodeActor.GetParts::new);
    }

    NodeStatus status(String name) {
        return NodeAsk.of(system(name), system(name), NodeActor.GetStatus::new);
    }

    SplitBrain splitBrain(String name) {
        return SplitBrain.get(system(name));
    }

    Cib cib(String name) {
        return NodeAsk.of(system(name), parts(name).cib(), CibProtocol.GetCib::new);
    }

    <Q, A> A ask(String name, ActorRef<Q> actor, Function<ActorRef<A>, Q> question) {
        return NodeAsk.of(system(name), actor, question);
    }

    PlanState plan(String name) {
        return NodeAsk.of(system(name), parts(name).policy(), GetPlanState::new);
    }

    ChangeResult replace(String document) {
        return change(
                replyTo -> new CibProtocol.ReplaceConfiguration(marked(document), new Author("root", "test"), replyTo));
    }

    /** Fencing by fence_process reaches this cluster alone, and not that of another JVM on this host. */
    static String marked(String document) {
        return document.replaceFirst(
                "(type=\"fence_process\">\\s*<instance_attributes id=\"[^\"]*\">)",
                "$1<nvpair id=\"power-marker\" name=\"marker\" value=\"SYSTOLE_CLUSTER=" + CLUSTER + "\"/>");
    }

    ChangeResult edit(CibEdit edit) {
        return change(replyTo -> new CibProtocol.ModifyConfiguration(edit, new Author("root", "test"), replyTo));
    }

    /** Asked for on a node that has to pass it on to the DC. */
    ChangeResult ticket(TicketEdit edit) {
        NodeName dc = status(any()).dc();
        String asked = running.keySet().stream()
                .filter(name -> !name.equals(String.valueOf(dc)))
                .findFirst()
                .orElseThrow();
        var asker = Asker.of(new Author("root", "test"));
        return NodeAsk.<CibCommand, ChangeResult>of(
                system(asked), parts(asked).cib(), replyTo -> new CibProtocol.ModifyTicket(edit, asker, replyTo));
    }

    private ChangeResult change(Function<ActorRef<ChangeResult>, CibCommand> change) {
        return NodeAsk.of(system(any()), parts(any()).cib(), change);
    }

    CleanupDone cleanup(@Nullable String resource) {
        return NodeAsk.of(system(any()), parts(any()).policy(), replyTo -> new Cleanup(resource, null, replyTo));
    }

    /** Waits until the condition holds. */
    void await(BooleanSupplier condition) {
        Eventually.holds(SOON, this::story, condition);
    }

    /** All that can help to understand a failure. */
    String story() {
        StringBuilder text = new StringBuilder();
        running.forEach((name, system) -> {
            if (system.whenTerminated().isCompleted()) {
                return;
            }
            text.append(NodeAsk.of(system, system, NodeActor.GetStatus::new)).append('\n');
        });
        text.append(plan(any())).append('\n');
        Transitions last = NodeAsk.of(system(any()), parts(any()).policy(), GetTransitions::new);
        last.transitions().forEach(transition -> text.append(transition).append('\n'));
        return text.append(CibXml.write(cib(any()))).append('\n').toString();
    }

    @Override
    public void close() {
        running.values().forEach(system -> ((ActorSystemImpl) Adapter.toClassic(system)).finalTerminate());
        running.values().forEach(WholeNodes::awaitEnd);
    }
}
