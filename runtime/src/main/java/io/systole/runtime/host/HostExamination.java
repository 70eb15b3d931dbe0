package io.systole.runtime.host;

import io.systole.actors.node.core.ProtocolRange;
import io.systole.cib.AgentName;
import io.systole.runtime.Version;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.HostFacts;
import io.systole.runtime.doctor.HostFacts.Disk;
import io.systole.runtime.doctor.HostFacts.Link;
import io.systole.runtime.doctor.HostFacts.Versions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Gathers the facts of the host that it runs on. It waits for disks and networks, some seconds at most. */
public final class HostExamination {
    private final SystoleConfig config;
    private final Executor executor;

    /**
     * The examination of one node's host.
     *
     * @param executor has threads that may wait
     */
    public HostExamination(SystoleConfig config, Executor executor) {
        this.config = config;
        this.executor = executor;
    }

    /**
     * The facts.
     *
     * @param nodeRuns whether this process is the node
     * @param agents those that the configuration uses
     */
    public HostFacts facts(boolean nodeRuns, Collection<AgentName> agents) {
        var links = links();
        var disks = disks();
        var digests = new TreeMap<String, String>();
        var files = new AgentDigests(config);
        agents.forEach(agent -> files.of(agent).ifPresent(digest -> digests.put(agent.toString(), digest)));
        return new HostFacts(
                config.nodeName(),
                nodeRuns,
                Digest.of(String.join("\n", commonSettings()).getBytes(StandardCharsets.UTF_8)),
                new Versions(
                        Version.text(),
                        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                        System.getProperty("os.version"),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        ProtocolRange.OURS.oldest() + "-" + ProtocolRange.OURS.newest()),
                HostClock.read(),
                disks,
                WatchdogLook.at(config.sbd()),
                ProcessLook.process(),
                ProcessLook.host(),
                digests,
                links.stream().map(CompletableFuture::join).toList(),
                CertificateLook.at(config));
    }

    /** What is to be the same on all nodes. */
    private List<String> commonSettings() {
        return List.of(
                config.clusterName(),
                config.nodes().toString(),
                config.failureProfile().toString(),
                config.quorum().toString(),
                String.valueOf(config.tls().insecure()));
    }

    private List<CompletableFuture<Link>> links() {
        var links = new ArrayList<CompletableFuture<Link>>();
        List<String> own = config.self().addresses();
        for (NodeEntry node : config.nodes()) {
            for (int i = 0;
                    !node.name().equals(config.nodeName())
                            && i < node.addresses().size();
                    i++) {
                int ring = i;
                // Where the rings of both have the same addresses, the own one says which interface is meant.
                Optional<String> from = ring < own.size() ? Optional.of(own.get(ring)) : Optional.empty();
                links.add(CompletableFuture.supplyAsync(
                        () -> LinkLook.at(
                                node.name(), ring, from, node.addresses().get(ring), node.port()),
                        executor));
            }
        }
        return links;
    }

    /** The run directory and that of the log only say whether they can be written: what is there can be lost. */
    private List<Disk> disks() {
        var disks = new ArrayList<Disk>();
        disks.add(DiskLook.at("state", config.directories().state(), true));
        disks.add(DiskLook.at("run", config.directories().run(), false));
        Path log = config.log().file().isEmpty()
                ? null
                : Path.of(config.log().file()).getParent();
        if (log != null) {
            disks.add(DiskLook.at("log", log, false));
        }
        return disks;
    }
}
