package io.systole.actors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.alert.AlertRunner.AlertOutcome;
import io.systole.actors.alert.core.AlertCall;
import io.systole.actors.secret.SecretFiles;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs as alert agents: real scripts that write down what they were given. */
@Timeout(60)
final class AlertAgentsTest {
    private static final Path SAMPLE = Path.of("/usr/share/pacemaker/alerts/alert_file.sh.sample");

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    @Test
    void theAgentHasAllOfItInItsEnvironment() throws Exception {
        var written = directory.resolve("environment");
        var script = script("env -0 | grep -z -E '^(CRM_|SYSTOLE_N|debug|key)' | sort -z | tr '\\0' '\\n' > \"$out\"");
        secrets().set("tell", "key", "hunter2-hunter2");

        var outcome = run(AlertCalls.lostNode(
                script, "two words; `id`", Map.of("out", written.toString(), "debug", "no", "key", "lrm://")));

        assertThat(outcome.why()).isEmpty();
        assertThat(Files.readAllLines(written)).containsExactly("""
                CRM_alert_desc=lost
                CRM_alert_kind=node
                CRM_alert_node=n2
                CRM_alert_node_sequence=3
                CRM_alert_nodeid=2
                CRM_alert_recipient=two words; `id`
                CRM_alert_timestamp=10:00:00
                CRM_alert_timestamp_epoch=1700000000
                CRM_alert_timestamp_usec=123
                CRM_alert_version=9.9
                CRM_notify_desc=lost
                CRM_notify_kind=node
                CRM_notify_node=n2
                CRM_notify_node_sequence=3
                CRM_notify_nodeid=2
                CRM_notify_recipient=two words; `id`
                CRM_notify_timestamp=10:00:00
                CRM_notify_timestamp_epoch=1700000000
                CRM_notify_timestamp_usec=123
                CRM_notify_version=9.9
                SYSTOLE_NODE=n1
                debug=no
                key=hunter2-hunter2""".split("\n"));
    }

    @Test
    void whatAnAgentPrintsIsKeptWithoutSecretsAndItsFailureIsTold() throws Exception {
        secrets().set("tell", "key", "hunter2-hunter2");

        var outcome = run(AlertCalls.lostNode(script("echo \"have $key\"; exit 3"), "x", Map.of("key", "lrm://")));

        assertThat(outcome.why()).isEqualTo("exit code 3");
        assertThat(outcome.printed()).isEqualTo("have ********");
    }

    @Test
    void anAgentThatTakesTooLongIsKilledWithAllThatItStarted() throws Exception {
        var pid = directory.resolve("pid");
        var script = script("sleep 600 & echo $! > " + pid + "; wait");

        var outcome = run(AlertCalls.lostNode(script, "x", Map.of(), Duration.ofSeconds(3)));

        assertThat(outcome.why()).startsWith("killed after 3000 ms, its timeout");
        assertThat(isGone(Files.readString(pid).strip())).isTrue();
    }

    @Test
    void whatIsNotThereOrCannotBeRunIsSaid() throws Exception {
        var plain = Files.writeString(directory.resolve("plain"), "text");

        assertThat(run(AlertCalls.lostNode("/nowhere/tell", "x", Map.of())).why())
                .isEqualTo("/nowhere/tell is no program that this node can run: install it, or chmod +x");
        assertThat(run(AlertCalls.lostNode(plain.toString(), "x", Map.of())).why())
                .contains("is no program");
        assertThat(run(AlertCalls.lostNode(script("true"), "x", Map.of("key", "lrm://")))
                        .why())
                .contains("no secret for key of tell on this node");
    }

    /** Debian's sample, unchanged; it is not there on every host. */
    @Test
    void thePackagedSampleWritesItsLine() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SAMPLE), SAMPLE + " is not installed (package pacemaker-common)");
        var log = Files.createFile(directory.resolve("alerts.log"));

        var outcome = run(AlertCalls.lostNode(SAMPLE.toString(), log.toString(), Map.of()));

        assertThat(outcome.why()).as(outcome.printed()).isEmpty();
        assertThat(Files.readString(log)).contains("10:00:00").contains("Node 'n2' is now 'lost'");
    }

    /** Gone, or dead and not yet taken note of. */
    private static boolean isGone(String pid) throws IOException {
        var stat = Path.of("/proc", pid, "stat");
        return !Files.exists(stat) || Files.readString(stat).matches("(?s).*\\) [ZX] .*");
    }

    private AlertOutcome run(AlertCall call) throws Exception {
        var agents = AlertAgents.of(
                "cluster", new NodeName("n1"), new TreeMap<>(Map.of("SYSTOLE_NODE", "n1")), secrets(), executor);
        return agents.run(call).toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private SecretFiles secrets() {
        return new SecretFiles(List.of(directory.resolve("secrets")));
    }

    private String script(String body) throws IOException {
        var file = Files.writeString(directory.resolve("agent"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
