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
import io.systole.fencing.ShippedFenceAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fence agents as real processes: the shipped one, and all kinds of broken ones. */
@Timeout(60)
final class FenceAgentProcessesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Process> started = new ArrayList<>();
    /** A name that no other test, and no real node, has. */
    private final String node = "test-" + UUID.randomUUID();

    @TempDir
    Path directory = Path.of("");

    private FenceAgentRunner runner = new FakeDevices();

    @BeforeEach
    void extract() throws Exception {
        var shipped = ShippedFenceAgents.extractTo(directory.resolve("shipped"));
        runner = FenceAgentProcesses.runner(
                List.of(directory.resolve("own"), shipped), Map.of("SYSTOLE_NODE", "executor"), executor);
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        executor.shutdownNow();
    }

    @Test
    void killsAllThatTheNodeHasStartedAndNothingElse() throws Exception {
        var log = directory.resolve("log");
        var plain = launch(Map.of("SYSTOLE_NODE", node), "exec sleep 50");
        var withChild = launch(Map.of("SYSTOLE_NODE", node), "setsid sleep 50 & wait");
        var longerName = launch(Map.of("SYSTOLE_NODE", node + "0"), "exec sleep 50");
        assertThat(run(FenceAction.STATUS, Map.of()).rc()).isZero();

        var result = run(FenceAction.OFF, Map.of("log", log.toString()));

        assertThat(result.succeeded()).as(result.why()).isTrue();
        assertThat(plain.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(withChild.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(longerName.isAlive()).isTrue();
        assertThat(run(FenceAction.STATUS, Map.of()).rc()).isEqualTo(2);
        assertThat(Files.readString(log)).matches("\\d{13} executor " + node + " fence-off done\n");
    }

    @Test
    void sparesProcessesWithoutTheMarker() throws Exception {
        var marked = launch(Map.of("SYSTOLE_NODE", node, "SYSTOLE_DEMO", "a"), "exec sleep 50");
        var other = launch(Map.of("SYSTOLE_NODE", node, "SYSTOLE_DEMO", "b"), "exec sleep 50");

        var result = run(FenceAction.OFF, Map.of("marker", "SYSTOLE_DEMO=a"));

        assertThat(result.succeeded()).as(result.why()).isTrue();
        assertThat(marked.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void refusesToSayThatItsOwnNodeIsDead() throws Exception {
        var own = FenceAgentProcesses.runner(
                List.of(directory.resolve("shipped")), Map.of("SYSTOLE_NODE", node), executor);

        var result = finish(own, call("fence_process", FenceAction.OFF, Map.of(), LONG));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.why()).contains("another node has to fence it");
    }

    @Test
    void startsTheNodeAgainWhenItIsToldHow() throws Exception {
        var file = directory.resolve("started");
        var command = "echo $SYSTOLE_NODE:$SYSTOLE_OPERATION >" + file + ".new && mv " + file + ".new " + file;

        var result = run(FenceAction.REBOOT, Map.of("start_command", command));

        assertThat(result.succeeded()).as(result.why()).isTrue();
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        assertThat(Files.readString(file)).isEqualTo(node + ":\n");
    }

    @Test
    void readsTheMetadata() throws Exception {
        var answer = runner.metadata("fence_process").toCompletableFuture().get(20, TimeUnit.SECONDS);

        var metadata = ((FenceMetadataAnswer.Known) answer).metadata();
        assertThat(metadata.hostArgument()).isEqualTo("plug");
        assertThat(metadata.supports(FenceAction.REBOOT)).isTrue();
        assertThat(metadata.supports(FenceAction.LIST)).isFalse();
    }

    @Test
    void tellsTheAgentWhatItUnderstandsAndNothingElse() throws Exception {
        own("fence_echo", "cat >" + directory + "/input", "<parameter name=\"port\"/>", "off", "on");

        finish(
                runner,
                call(
                        "fence_echo",
                        FenceAction.REBOOT,
                        Map.of(
                                "login", "me",
                                "passwd", "a=b\nport=9",
                                "pcmk_host_map", node + ":7",
                                "pcmk_off_action", "poweroff",
                                "provides", "unfencing",
                                "crm_feature_set", "3.19.0"),
                        LONG));

        assertThat(Files.readAllLines(directory.resolve("input")))
                .containsExactly("action=poweroff", "login=me", "nodename=" + node, "passwd=a=b port=9", "port=7");
    }

    @Test
    void saysWhatTheAgentSaidWhenItFails() throws Exception {
        own("fence_fails", "echo unable to connect >&2; exit 3", "", "off");

        var result = finish(runner, call("fence_fails", FenceAction.OFF, Map.of(), LONG));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.why()).isEqualTo("exit code 3: unable to connect");
    }

    @Test
    void endsAnAgentThatHangs() throws Exception {
        own("fence_hangs", "trap '' TERM; sleep 60 & sleep 60", "", "off");

        var result = finish(runner, call("fence_hangs", FenceAction.OFF, Map.of(), Duration.ofMillis(400)));

        assertThat(result.kind()).isEqualTo(FenceAgentResult.Kind.TIMED_OUT);
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void bearsAnAgentThatPrintsGarbageAndMegabytes() throws Exception {
        own("fence_loud", "head -c 5000000 /dev/urandom; head -c 5000000 /dev/urandom >&2", "", "off");

        var result = finish(runner, call("fence_loud", FenceAction.OFF, Map.of(), LONG));

        assertThat(result.succeeded()).isTrue();
        assertThat(result.stdout().length()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void saysWhereItLookedForAMissingAgent() throws Exception {
        var result = finish(runner, call("fence_none", FenceAction.OFF, Map.of(), LONG));

        assertThat(result.kind()).isEqualTo(FenceAgentResult.Kind.NOT_INSTALLED);
        assertThat(result.why()).contains("fence_none", directory + "/own", directory + "/shipped");
    }

    @Test
    void usesAnAgentThoughItGivesNoMetadata() throws Exception {
        var file = directory.resolve("own/fence_mute");
        write(file, "cat >>" + directory + "/seen");

        var result = finish(runner, call("fence_mute", FenceAction.OFF, Map.of(), LONG));

        assertThat(result.succeeded()).isTrue();
        assertThat(Files.readString(directory.resolve("seen"))).contains("action=off", "port=" + node);
    }

    @Test
    void drivesDebiansOwnAgents() throws Exception {
        var place = Path.of("/usr/sbin");
        assumeTrue(Files.isExecutable(place.resolve("fence_dummy")), "Debian's fence-agents is not installed");
        var debian = FenceAgentProcesses.runner(List.of(place), Map.of(), executor);
        var parameters = Map.of("status_file", directory.resolve("power").toString());

        for (var action : List.of(FenceAction.ON, FenceAction.OFF, FenceAction.REBOOT, FenceAction.MONITOR)) {
            var result = finish(debian, call("fence_dummy", action, parameters, LONG));
            assertThat(result.succeeded()).as(action + ": " + result.why()).isTrue();
        }
        finish(debian, call("fence_dummy", FenceAction.OFF, parameters, LONG));

        var status = finish(debian, call("fence_dummy", FenceAction.STATUS, parameters, LONG));
        assertThat(status.rc()).isEqualTo(2);
        assertThat(status.stderr()).doesNotContain("unknown option 'plug");
    }

    private FenceAgentResult run(FenceAction action, Map<String, String> parameters) throws Exception {
        return finish(runner, call("fence_process", action, parameters, LONG));
    }

    private static FenceAgentResult finish(FenceAgentRunner by, FenceAgentCall call) throws Exception {
        return by.run(call).toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private FenceAgentCall call(String agent, FenceAction action, Map<String, String> parameters, Duration timeout) {
        @Nullable NodeName target = new NodeName(node);
        return new FenceAgentCall(FenceDevice.of(new ResourceId("d1"), agent, parameters), action, target, timeout);
    }

    private Process launch(Map<String, String> environment, String script) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", script)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** An agent that gives metadata and else does this. */
    private void own(String name, String script, String parameters, String... actions) throws IOException {
        var metadata =
                new StringBuilder("<resource-agent name=\"x\"><parameters>" + parameters + "</parameters><actions>");
        for (var action : actions) {
            metadata.append("<action name=\"").append(action).append("\"/>");
        }
        metadata.append("</actions></resource-agent>");
        write(directory.resolve("own").resolve(name), """
                input=$(cat)
                case "$input" in *action=metadata*) echo '%s'; exit 0 ;; esac
                printf '%%s\\n' "$input" | { %s
                }
                """.formatted(metadata, script));
    }

    private static void write(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
