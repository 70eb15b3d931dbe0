package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.FenceMetadataAnswer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract with the agents that are installed here: each says of itself what can be read. */
@Timeout(600)
final class DebianFenceAgentsTest {
    private static final Path AGENTS = Path.of("/usr/sbin");
    private static final Path PLUGINS = Path.of("/usr/lib/stonith/plugins/external");
    /** Programs of the packages that are no agents: a person's word for another cluster, a daemon, a sender. */
    private static final List<String> NO_AGENTS = List.of("fence_ack_manual", "fence_virtd", "fence_kdump_send");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final FenceAgentRunner runner = FenceAgentProcesses.runner(List.of(AGENTS), Map.of(), executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void everyFenceAgentSaysThatItCanTakePower() throws Exception {
        var agents = programs(AGENTS).stream()
                .filter(name -> name.startsWith("fence_") && !NO_AGENTS.contains(name))
                .toList();
        assumeTrue(!agents.isEmpty(), "no fence agent is in " + AGENTS + ": apt-get install fence-agents");

        var unread = new ArrayList<String>();
        for (var agent : agents) {
            var answer = ask(agent);
            if (answer instanceof FenceMetadataAnswer.Unknown unknown) {
                unread.add(unknown.why());
            } else if (answer instanceof FenceMetadataAnswer.Known known
                    // fence_rcd_serial can reset a host and nothing else.
                    && !known.metadata().supports(FenceAction.OFF)
                    && !known.metadata().supports(FenceAction.REBOOT)) {
                unread.add(agent + " takes no power: " + known.metadata().actions());
            }
        }

        assertThat(unread).isEmpty();
    }

    @Test
    void everyExternalPluginNamesItsParameters() throws Exception {
        assumeTrue(Files.isDirectory(PLUGINS), PLUGINS + " is not there: apt-get install cluster-glue");

        var unread = new ArrayList<String>();
        for (var plugin : programs(PLUGINS)) {
            if (ask("external/" + plugin) instanceof FenceMetadataAnswer.Unknown unknown) {
                unread.add(unknown.why());
            }
        }

        assertThat(unread).isEmpty();
    }

    /** A reboot by an agent that has only off, named by nothing but nodename: it waits for the crash kernel's word. */
    @Test
    void fenceKdumpSucceedsWhenTheCrashKernelReports() throws Exception {
        var sender = Path.of("/usr/libexec/fence-agents/fence_kdump_send");
        assumeTrue(Files.isExecutable(sender), sender + " is not there: apt-get install fence-agents");
        var port = freePort();
        var crashKernel = new ProcessBuilder(sender.toString(), "-c", "0", "-i", "1", "-p", port, "localhost")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(kdump(port, "50").why()).isEmpty();
        } finally {
            crashKernel.destroyForcibly();
        }

        assertThat(kdump(freePort(), "1").succeeded()).as("nobody reports").isFalse();
    }

    private FenceAgentResult kdump(String port, String timeout) throws Exception {
        var parameters = Map.of("ipport", port, "timeout", timeout, "family", "ipv4", "pcmk_host_list", "localhost");
        var device = FenceDevice.of(new ResourceId("kdump"), "fence_kdump", parameters);
        var call = new FenceAgentCall(device, FenceAction.REBOOT, new NodeName("localhost"), Duration.ofSeconds(55));
        return runner.run(call).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static String freePort() throws IOException {
        try (var socket = new DatagramSocket()) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private FenceMetadataAnswer ask(String agent) throws Exception {
        return runner.metadata(agent).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static List<String> programs(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
