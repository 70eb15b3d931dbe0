package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.FenceMetadataAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of the kind of cluster-glue's external ones, as real processes. */
@Timeout(60)
final class ExternalPluginsTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @TempDir
    Path directory = Path.of("");

    private FenceAgentRunner runner = new FakeDevices();

    @BeforeEach
    void install() throws Exception {
        var plugin = Files.createDirectories(directory.resolve("external")).resolve("board");
        Files.writeString(plugin, """
                #!/bin/sh
                echo "$* board=$board secret=$pcmk_host_list" >>"$log"
                case "$1" in
                  getconfignames) echo "board log"; echo more ;;
                  gethosts) echo "n1 n2" ;;
                  status) exit 0 ;;
                  reset | on) [ "$2" = outlet-2 ] ;;
                  *) echo "unknown action $1" >&2; exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        runner = FenceAgentProcesses.runner(List.of(directory), Map.of("log", log().toString()), executor);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aRebootIsAResetOfTheDevicesNameForTheNode() throws Exception {
        assertThat(run(FenceAction.REBOOT, "n2").succeeded()).isTrue();

        assertThat(Files.readString(log())).isEqualTo("reset outlet-2 board=here secret=\n");
    }

    @Test
    void failureIsToldWithThePluginsLastWords() throws Exception {
        var result = run(FenceAction.OFF, "n2");

        assertThat(result.succeeded()).isFalse();
        assertThat(result.why()).isEqualTo("exit code 1: unknown action off");
    }

    @Test
    void theDevicesStatusIsTheMonitorAndSaysNothingOfANode() throws Exception {
        assertThat(run(FenceAction.MONITOR, null).succeeded()).isTrue();
        assertThat(run(FenceAction.STATUS, "n2").succeeded()).isFalse();
        assertThat(Files.readString(log())).isEqualTo("status board=here secret=\n");
    }

    @Test
    void itsHostsAreTheList() throws Exception {
        assertThat(run(FenceAction.LIST, null).stdout()).isEqualTo("n1 n2\n");
    }

    @Test
    void namesItsParameters() throws Exception {
        var known = (FenceMetadataAnswer.Known)
                runner.metadata("external/board").toCompletableFuture().get(50, TimeUnit.SECONDS);

        assertThat(known.metadata().parameters()).containsExactly("board", "log", "more");
        assertThat(known.metadata().supports(FenceAction.STATUS)).isFalse();
        assertThat(runner.metadata("external/board").toCompletableFuture().get(50, TimeUnit.SECONDS))
                .isEqualTo(known);
        assertThat(Files.readAllLines(log())).as("it was asked once").hasSize(1);
    }

    @Test
    void onePluginThatIsNotThereIsToldWithThePlaces() throws Exception {
        for (var agent : List.of("external/none", "external/../board", "external/")) {
            var device = FenceDevice.of(new ResourceId("d1"), agent, Map.of());
            var call = new FenceAgentCall(device, FenceAction.MONITOR, null, Duration.ofSeconds(30));
            var result = runner.run(call).toCompletableFuture().get(50, TimeUnit.SECONDS);

            assertThat(result.kind()).as(agent).isEqualTo(FenceAgentResult.Kind.NOT_INSTALLED);
            assertThat(result.why()).contains(directory + "/external", "/usr/lib/stonith/plugins/external");
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private FenceAgentResult run(FenceAction action, @Nullable String target) throws Exception {
        var parameters = Map.of("board", "here", "pcmk_host_list", "n1 n2", "pcmk_host_map", "n2:outlet-2");
        var device = FenceDevice.of(new ResourceId("d1"), "external/board", parameters);
        var call = new FenceAgentCall(
                device, action, target == null ? null : new NodeName(target), Duration.ofSeconds(30));
        return runner.run(call).toCompletableFuture().get(50, TimeUnit.SECONDS);
    }
}
