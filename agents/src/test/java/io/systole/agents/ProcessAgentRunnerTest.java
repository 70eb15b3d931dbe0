package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class ProcessAgentRunnerTest {
    @TempDir
    Path directory = Path.of("");

    private AgentBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new AgentBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givesTheAgentTheEnvironmentOfTheApi() throws Exception {
        var agent = bench.own("Env", "env | sort; echo argument=$#,$1");
        var call = AgentCall.of(agent, "rsc:0", "monitor", Duration.ofSeconds(20))
                .withInterval(Duration.ofSeconds(10))
                .withAttributes(Map.of("ip", "10.0.0.1", "CRM_meta_clone-max", "2", "OCF_CHECK_LEVEL", "10"));

        var lines = bench.run(call).stdout().lines().toList();

        assertThat(lines)
                .contains(
                        "argument=1,monitor",
                        "OCF_ROOT=" + directory.resolve("own"),
                        "OCF_RA_VERSION_MAJOR=1",
                        "OCF_RA_VERSION_MINOR=1",
                        "OCF_RESOURCE_INSTANCE=rsc:0",
                        "OCF_RESOURCE_TYPE=Env",
                        "OCF_RESOURCE_PROVIDER=test",
                        "OCF_EXIT_REASON_PREFIX=ocf-exit-reason:",
                        "OCF_CHECK_LEVEL=10",
                        "OCF_RESKEY_ip=10.0.0.1",
                        "OCF_RESKEY_CRM_meta_name=monitor",
                        "OCF_RESKEY_CRM_meta_clone_max=2",
                        "OCF_RESKEY_CRM_meta_interval=10000",
                        "OCF_RESKEY_CRM_meta_timeout=20000",
                        "OCF_RESKEY_CRM_meta_on_node=n1",
                        "SYSTOLE_NODE=n1",
                        "HA_RSCTMP=" + directory.resolve("scratch"),
                        "HA_SBIN_DIR=" + directory.resolve("shipped/commands"))
                .as("agents make directories for daemons only below it, so theirs has to be their distribution's")
                .noneMatch(line -> line.startsWith("HA_VARRUN="));
    }

    @Test
    void tellsTheLastExitReason() throws Exception {
        var agent = bench.own("Reason", "echo ocf-exit-reason:first >&2; echo ocf-exit-reason:second one >&2; exit 6");

        var result = bench.run(agent, "start");

        assertThat(result.rc()).isEqualTo(OcfCode.NOT_CONFIGURED);
        assertThat(result.status()).isEqualTo(OpStatus.DONE);
        assertThat(result.exitReason()).isEqualTo("second one");
    }

    @Test
    void saysWhereItLookedForAMissingAgent() throws Exception {
        var result = bench.run(AgentId.ocf("no", "Such"), "start");

        assertThat(result.rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(result.status()).isEqualTo(OpStatus.NOT_INSTALLED);
        assertThat(result.exitReason())
                .contains("ocf:no:Such", directory + "/own/resource.d/no/Such", "/usr/lib/ocf/resource.d/no/Such");
    }

    @Test
    void refusesAnAgentThatIsNotExecutable() throws Exception {
        var agent = bench.own("Sealed", "exit 0");
        Files.setPosixFilePermissions(
                directory.resolve("own/resource.d/test/Sealed"), PosixFilePermissions.fromString("rw-r--r--"));

        var result = bench.run(agent, "start");

        assertThat(result.rc()).isEqualTo(OcfCode.PERMISSION);
        assertThat(result.exitReason()).contains("Sealed is not executable");
    }

    @Test
    void refusesANameThatLeadsOutOfTheAgentsDirectories() throws Exception {
        var result = bench.run(AgentId.ocf("..", "../../bin/true"), "start");

        assertThat(result.rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(result.exitReason()).contains("is not an agent's name");
    }

    @Test
    void saysWhichClassesAreSupported() throws Exception {
        var result = bench.run(AgentId.parse("nagios:check_http"), "start");

        assertThat(result.status()).isEqualTo(OpStatus.NOT_SUPPORTED);
        assertThat(result.exitReason()).contains("class \"nagios\" is not supported; supported are: ocf");
    }

    @Test
    void endsAHangingAgentWhenItsTimeIsUp() throws Exception {
        var agent = bench.own("Hangs", "trap '' TERM INT HUP; sleep 60 & wait; sleep 60");

        var result = bench.run(AgentCall.of(agent, "rsc", "start", Duration.ofMillis(300)));

        assertThat(result.rc()).isEqualTo(OcfCode.GENERIC);
        assertThat(result.status()).isEqualTo(OpStatus.TIMEOUT);
        assertThat(result.exitReason()).startsWith("start did not end within 300ms: Hangs > sleep waits");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void cancelsWhatRuns() throws Exception {
        var operation =
                bench.runner.start(AgentCall.of(bench.own("Sleeps", "sleep 60"), "rsc", "monitor", AgentBench.LONG));

        operation.cancel();

        var result = operation.result().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(result.status()).isEqualTo(OpStatus.CANCELLED);
    }

    @Test
    void runsAgentsThoughTheScratchDirectoryCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("file"), "");
        try (var poor = new AgentBench(directory, directory.resolve("file/scratch"))) {
            var result = poor.run(poor.own("Plain", "exit 0"), "start");

            assertThat(result.rc()).isZero();
        }
    }

    @Test
    void dropsWhatNoEnvironmentCanHold() throws Exception {
        var attributes = new TreeMap<>(Map.of("odd\0name=", "va\0lue", "lines", "a\nb"));

        var result = bench.run(bench.own("Odd", "env"), "start", attributes);

        assertThat(result.stdout()).contains("OCF_RESKEY_odd_name_=value\n", "OCF_RESKEY_lines=a\nb\n");
    }
}
