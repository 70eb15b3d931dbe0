package io.systole.runtime.node;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.node.SelfWatch;
import io.systole.agents.ShippedAgents;
import io.systole.agents.code.AgentPlugins;
import io.systole.agents.code.JavaAgents;
import io.systole.event.EventCode;
import io.systole.fencing.ShippedFenceAgents;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeAddress;
import io.systole.runtime.access.TrustFile;
import io.systole.runtime.agents.ToldAgents;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.join.ClusterPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node from its start to its end: what was claimed at the start is given back at the end, in reverse. */
public final class RunningNode {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    private final SystoleConfig config;
    private final NodeDirectories directories;
    private final NodeSystem system;
    private final AccessFile access;
    private final Beside beside;
    private final AtomicBoolean askedToLeave = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What runs beside the node's actors. */
    private record Beside(
            Optional<CertificateKeeper> keeper,
            Optional<LocalUsers> localUsers,
            Optional<SbdGuard> guard,
            JavaAgents agents,
            AgentPlugins plugins) {}

    private RunningNode(
            SystoleConfig config, NodeDirectories directories, NodeSystem system, AccessFile access, Beside beside) {
        this.config = config;
        this.directories = directories;
        this.system = system;
        this.access = access;
        this.beside = beside;
    }

    public static RunningNode start(SystoleConfig config) throws NodeNotStarted {
        return start(config, ProgramAgents.none());
    }

    /** The same with agents that are objects of this program. */
    public static RunningNode start(SystoleConfig config, ProgramAgents program) throws NodeNotStarted {
        var directories = NodeDirectories.claim(config.directories(), config.nodeName());
        try {
            var transport = NodeTransport.choose(config);
            var self = config.self();
            Ports.requireOneFree("systole.nodes." + self.name(), self.addresses(), self.port());
            Ports.requireFree(
                    "systole.management",
                    config.management().address(),
                    config.management().port());
            var guard = SbdGuard.start(config);
            try {
                return start(config, directories, transport, guard, program);
            } catch (NodeNotStarted | RuntimeException e) {
                guard.ifPresent(SbdGuard::giveUp);
                throw e;
            }
        } catch (NodeNotStarted | RuntimeException e) {
            giveBack(directories);
            throw e;
        }
    }

    private static RunningNode start(
            SystoleConfig config,
            NodeDirectories directories,
            NodeTransport transport,
            Optional<SbdGuard> guard,
            ProgramAgents program)
            throws NodeNotStarted {
        var run = config.directories().run();
        try {
            var agents = ShippedAgents.extractTo(run.resolve("agents"));
            var fenceAgents = ShippedFenceAgents.extractTo(run.resolve("agents"));
            var plugins = PluginAgents.load(config.agents());
            var token = AccessFile.newToken();
            var identities = new Identities(token);
            var settings = NodePlan.settings(config, agents, fenceAgents, program.and(plugins.agents()));
            ToldAgents.write(run, settings.javaAgents().metadata());
            var system = NodeSystem.start(
                    config, settings, transport, identities, guard.isPresent() ? guard.get() : SelfWatch.NONE);
            var access = new AccessFile(
                            system.url(),
                            token,
                            config.nodeName(),
                            ProcessHandle.current().pid())
                    .trusting(TrustFile.in(run));
            transport.http().announce(run);
            access.write(run);
            new NodeAddress(access.url(), config.nodeName()).write(run);
            var beside = new Beside(
                    transport.kept().map(known -> CertificateKeeper.start(ClusterPlan.of(config), known)),
                    LocalUsers.listen(run, identities, config.management().localGroup()),
                    guard,
                    settings.javaAgents(),
                    plugins);
            var node = new RunningNode(config, directories, system, access, beside);
            system.whenEnded(node::end);
            guard.ifPresent(known -> known.started(node::leave));
            transport.announce();
            LOG.atInfo()
                    .addKeyValue("code", EventCode.NODE_STARTED)
                    .addKeyValue("node", config.nodeName())
                    .addKeyValue("cluster", config.clusterName())
                    .addKeyValue("management", access.url())
                    .log("node started");
            return node;
        } catch (IOException e) {
            throw new NodeNotStarted(
                    "systole.directories.run = " + run,
                    "cannot be written (" + e.getMessage() + ")",
                    "make it writable for this user and leave room on its disk",
                    e);
        }
    }

    public AccessFile access() {
        return access;
    }

    /** What the node's CIB actor answers to a question; fails with a TimeoutException when it does not. */
    public <T> CompletionStage<T> askCib(Function<ActorRef<T>, CibCommand> question) {
        return system.askCib(question);
    }

    /** Leaves and waits until it has left. */
    public void leave() {
        askedToLeave.set(true);
        system.leave();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Leaves when the JVM is told to end. The exit code then says 0, left cleanly, and not that a signal came: to be told
     * to leave is a node's ordinary end.
     */
    public void leaveOnSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveAndHalt, "leave"));
    }

    /** Whether it has ended, in whatever way. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    public boolean awaitEnd() throws InterruptedException {
        ended.await();
        return askedToLeave.get();
    }

    private void leaveAndHalt() {
        if (ended.getCount() > 0) {
            leave();
            Runtime.getRuntime().halt(0);
        }
    }

    private void end() {
        // First: a node that ends while it may still run something has no time for anything else.
        beside.guard().ifPresent(SbdGuard::end);
        beside.agents().nodeEnded(config.nodeName());
        beside.plugins().close();
        beside.keeper().ifPresent(CertificateKeeper::close);
        try {
            AccessFile.delete(config.directories().run());
            NodeAddress.delete(config.directories().run());
            TrustFile.delete(config.directories().run());
            ToldAgents.clear(config.directories().run());
            if (beside.localUsers().isPresent()) {
                beside.localUsers().get().close();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("access file not removed");
        }
        giveBack(directories);
        LOG.atInfo()
                .addKeyValue("code", EventCode.NODE_ENDED)
                .addKeyValue("node", config.nodeName())
                .log("node ended");
        ended.countDown();
    }

    private static void giveBack(NodeDirectories directories) {
        try {
            directories.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
