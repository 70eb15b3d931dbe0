package io.systole.runtime.node;

import io.systole.actors.remote.core.SharedKey;
import io.systole.actors.remote.daemon.RemoteDaemon;
import io.systole.actors.resource.HostAgents;
import io.systole.actors.resource.OperationRunner;
import io.systole.actors.secret.SecretAgentRunner;
import io.systole.actors.secret.SecretFiles;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.ShippedAgents;
import io.systole.agents.code.JavaAgents;
import io.systole.agents.host.InstalledAgents;
import io.systole.runtime.config.RemoteHostConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This host's remote daemon, with the agents of the host. */
public final class RunningRemote {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRemote.class);
    /** How long a host that was told to end waits for the cluster to move its resources off. */
    private static final Duration ESCALATION = Duration.ofMinutes(20);

    private final RemoteDaemon daemon;

    private RunningRemote(RemoteDaemon daemon) {
        this.daemon = daemon;
    }

    public static RunningRemote start(RemoteHostConfig config) throws NodeNotStarted {
        SharedKey key = RemoteKey.of(config.remote().keyFile());
        Path run = config.directories().run();
        try {
            Files.createDirectories(run);
            ShippedAgents agents = ShippedAgents.extractTo(run.resolve("agents"));
            var settings = new RemoteDaemon.Settings(
                    InetAddress.getByName(config.remote().address()),
                    config.remote().port(),
                    key,
                    config.clusterName(),
                    config.remote().silence());
            JavaAgents plugins = PluginAgents.load(config.agents()).agents();
            Executor waiting = Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "systole-agent");
                thread.setDaemon(true);
                return thread;
            });
            RemoteDaemon daemon = RemoteDaemon.start(settings, name -> agents(config, agents, plugins, name, waiting));
            daemon.answerCommands(agents.commands());
            return new RunningRemote(daemon);
        } catch (IOException failure) {
            throw new NodeNotStarted(
                    "systole.remote = " + config.remote().address() + ":"
                            + config.remote().port() + ", systole.directories.run = " + run,
                    "cannot be used (" + failure.getMessage() + ")",
                    "is the address one of this host, the port free, the directory writable?",
                    failure);
        }
    }

    private static OperationRunner agents(
            RemoteHostConfig config, ShippedAgents agents, JavaAgents plugins, String name, Executor waiting) {
        var environment = new AgentEnvironment(
                name,
                config.agents().places().withOcfRoot(agents.ocfRoot()),
                agents.commands(),
                AgentEnvironment.scratch(config.directories().run().resolve("resource-agents")),
                new TreeMap<>(Map.of("SYSTOLE_NODE", name, "SYSTOLE_CLUSTER", config.clusterName())),
                AgentEnvironment.OUTPUT_MAX);
        var secrets = new SecretFiles(
                config.agents().secretsDirectories(config.directories().state()));
        return new HostAgents(new SecretAgentRunner(new InstalledAgents(environment, waiting, plugins), secrets));
    }

    public int port() {
        return daemon.port();
    }

    /** Leaves when the JVM is told to end: the cluster moves everything off first, if it is connected. */
    public void leaveOnSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveAndHalt, "leave"));
    }

    /** Waits for the end; the reason. */
    public String awaitEnd() {
        return daemon.ended().toCompletableFuture().join();
    }

    private void leaveAndHalt() {
        daemon.leave();
        try {
            String why = daemon.ended()
                    .toCompletableFuture()
                    .orTimeout(ESCALATION.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            LOG.atInfo().addKeyValue("why", why).log("remote host ended");
            Runtime.getRuntime().halt(0);
        } catch (CompletionException late) {
            LOG.atError().log("this remote host ends while it may still run resources");
            Runtime.getRuntime().halt(1);
        }
    }
}
