package io.systole.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.sbd.SbdDisk;
import io.systole.fencing.sbd.SbdFenceAgent;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuiltInFenceAgentsTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<Duration> waited = new ArrayList<>();

    @Test
    void aMessageIsSentAndMsgwaitIsWaitedFor() throws Exception {
        var disk = device(4);

        assertThat(sbd(disk, FenceAction.REBOOT, N2, Map.of(), LONG).rc()).isZero();
        assertThat(word(disk)).isEqualTo("reset");
        assertThat(sbd(disk, FenceAction.OFF, N2, Map.of(), LONG).rc()).isZero();
        assertThat(word(disk)).isEqualTo("off");
        assertThat(sbd(disk, FenceAction.REBOOT, N2, Map.of("crashdump", "1"), LONG)
                        .rc())
                .isZero();
        assertThat(word(disk)).isEqualTo("crashdump");
        assertThat(waited).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4));

        assertThat(sbd(disk, FenceAction.STATUS, N2, Map.of(), LONG).rc()).isEqualTo(2);
        assertThat(sbd(disk, FenceAction.ON, N2, Map.of(), LONG).rc()).isZero();
        assertThat(sbd(disk, FenceAction.STATUS, N2, Map.of(), LONG).rc()).isZero();
        assertThat(waited).hasSize(3);
    }

    @Test
    void nothingIsSentWhenTheTimeoutCannotSuffice() throws Exception {
        var disk = device(10);

        var answer = sbd(disk, FenceAction.REBOOT, N2, Map.of(), Duration.ofSeconds(10));

        assertThat(answer.rc()).isEqualTo(1);
        assertThat(answer.why()).contains("msgwait is 10 s and the timeout 10 s");
        assertThat(word(disk)).isEqualTo("clear");
    }

    @Test
    void devicesComeFromTheParameterElseFromTheNode() throws Exception {
        var disk = device(4);
        var parameter = Map.of("devices", disk.path() + "," + directory.resolve("none"));

        assertThat(sbd(disk, FenceAction.MONITOR, null, Map.of(), LONG).rc()).isZero();
        assertThat(sbd(disk, FenceAction.MONITOR, null, parameter, LONG).why()).contains("there is no such device");
        assertThat(sbd(disk, FenceAction.OFF, N2, parameter, LONG).why()).contains("not more than half");
        assertThat(sbd(disk, FenceAction.LIST, null, Map.of(), LONG).out()).isEqualTo("n2");
    }

    @Test
    void aNodeDoesNotVouchForItsOwnDeath() throws Exception {
        var disk = device(4);
        disk.allocate("n1", timeouts -> {});

        assertThat(sbd(disk, FenceAction.OFF, N1, Map.of(), LONG).why()).contains("cannot outlive its own fencing");
        assertThat(watchdog(FenceAction.OFF, N1, Map.of("wait_n1", "9000")).why())
                .contains("cannot say");
        assertThat(waited).isEmpty();
    }

    @Test
    void theWatchdogOfTheTargetIsWaitedFor() throws Exception {
        assertThat(watchdog(FenceAction.REBOOT, N2, Map.of("wait_n2", "10000")).rc())
                .isZero();
        assertThat(waited).containsExactly(Duration.ofSeconds(10));
        assertThat(watchdog(FenceAction.REBOOT, N2, Map.of()).why()).contains("set fencing-watchdog-timeout");
    }

    @Test
    void otherAgentsAreLeftToOthersAndOwnOnesEndInTimeOrWhenCancelled() throws Exception {
        var result = new FenceAgentResult(
                FenceAgentResult.Kind.EXITED, 7, "theirs", "", "", java.time.Instant.EPOCH, Duration.ZERO);
        var agents = new BuiltInFenceAgents(
                Map.of("fence_slow", new Slow()), new Others(result), task -> new Thread(task).start());

        assertThat(agents.run(call("fence_other", FenceAction.OFF, N2, Map.of(), LONG))
                        .toCompletableFuture()
                        .get())
                .isSameAs(result);
        assertThat(agents.metadata("fence_slow").toCompletableFuture().get())
                .isEqualTo(new FenceMetadataAnswer.Known(new Slow().metadata()));
        assertThat(agents.run(call("fence_slow", FenceAction.OFF, N2, Map.of(), Duration.ofMillis(50)))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .kind())
                .isEqualTo(FenceAgentResult.Kind.TIMED_OUT);
        var running = agents.start(call("fence_slow", FenceAction.OFF, N2, Map.of(), LONG));
        running.cancel();
        assertThat(running.result()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .kind())
                .isEqualTo(FenceAgentResult.Kind.NOT_RUN);
    }

    private record Slow() implements BuiltInFenceAgents.BuiltIn {
        @Override
        public FenceAgentMetadata metadata() {
            return new FenceAgentMetadata(List.of("plug"), List.of("off"), false);
        }

        @Override
        public BuiltInFenceAgents.Answer run(FenceAgentCall call, BuiltInFenceAgents.Waiting after)
                throws InterruptedException {
            after.await(Duration.ofHours(1));
            return BuiltInFenceAgents.Answer.ok();
        }
    }

    private record Others(FenceAgentResult result) implements FenceAgentRunner {
        @Override
        public FenceAgentOperation start(FenceAgentCall call) {
            return new FenceAgentOperation() {
                @Override
                public CompletionStage<FenceAgentResult> result() {
                    return CompletableFuture.completedStage(result);
                }

                @Override
                public void cancel() {
                    // It has ended.
                }
            };
        }

        @Override
        public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
            throw new AssertionError("nobody asks for the metadata of " + agent + " here");
        }
    }

    private BuiltInFenceAgents.Answer sbd(
            SbdDisk disk, FenceAction action, @Nullable NodeName target, Map<String, String> parameters, Duration limit)
            throws InterruptedException {
        return new SbdFenceAgent(List.of(disk.path()), N1)
                .run(call(BuiltInFenceAgents.SBD, action, target, parameters, limit), waited::add);
    }

    private BuiltInFenceAgents.Answer watchdog(FenceAction action, NodeName target, Map<String, String> parameters)
            throws InterruptedException {
        return new WatchdogFenceAgent(N1)
                .run(call(BuiltInFenceAgents.WATCHDOG, action, target, parameters, LONG), waited::add);
    }

    private static FenceAgentCall call(
            String agent,
            FenceAction action,
            @Nullable NodeName target,
            Map<String, String> parameters,
            Duration timeout) {
        return new FenceAgentCall(
                new FenceDevice(new ResourceId("device"), agent, new TreeMap<>(parameters)), action, target, timeout);
    }

    private SbdDisk device(long msgwait) throws Exception {
        var disk = new SbdDisk(Files.createFile(directory.resolve("disk")));
        disk.create(SbdTimeouts.ofSeconds(2, 0, 1, msgwait), UUID.randomUUID());
        disk.allocate("n2", timeouts -> {});
        return disk;
    }

    private static String word(SbdDisk disk) throws Exception {
        return disk.slot("n2").map(SbdSlot::mailbox).orElseThrow().word();
    }
}
