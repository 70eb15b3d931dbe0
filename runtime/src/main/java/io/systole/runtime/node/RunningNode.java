package io.systole.runtime.node;

import io.systole.agents.ShippedAgents;
import io.systole.event.EventCode;
import io.systole.fencing.ShippedFenceAgents;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.config.SystoleConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node from its start to its end: what was claimed at the start is given back at the end, in reverse. */
public final class RunningNode {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    private final SystoleConfig config;
    private final NodeDirectories directories;
    private final NodeSystem system;
    private final AccessFile access;
    private final AtomicBoolean askedToLeave = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private RunningNode(SystoleConfig config, NodeDirectories directories, NodeSystem system, AccessFile access) {
        this.config = config;
        this.directories = directories;
        this.system = system;
        this.access = access;
    }

    public static RunningNode start(SystoleConfig config) throws NodeNotStarted {
        var directories = NodeDirectories.claim(config.directories(), config.nodeName());
        try {
            var self = config.self();
            Ports.requireOneFree("systole.nodes." + self.name(), self.addresses(), self.port());
            Ports.requireFree(
                    "systole.management",
                    config.management().address(),
                    config.management().port());
            return start(config, directories);
        } catch (NodeNotStarted | RuntimeException e) {
            giveBack(directories);
            throw e;
        }
    }

    private static RunningNode start(SystoleConfig config, NodeDirectories directories) throws NodeNotStarted {
        var run = config.directories().run();
        try {
            var agents = ShippedAgents.extractTo(run.resolve("agents"));
            var fenceAgents = ShippedFenceAgents.extractTo(run.resolve("agents"));
            var token = AccessFile.newToken();
            var system = NodeSystem.start(config, NodePlan.settings(config, agents, fenceAgents), token);
            var access = new AccessFile(
                    system.url(),
                    token,
                    config.nodeName(),
                    ProcessHandle.current().pid());
            access.write(run);
            var node = new RunningNode(config, directories, system, access);
            system.whenEnded(node::end);
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
        try {
            AccessFile.delete(config.directories().run());
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
