package io.systole.actors.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.Reply;
import io.systole.actors.command.core.Reply.Said;
import io.systole.agents.ShippedAgents;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real client of the commands at the real socket. */
@Timeout(120)
final class CommandSocketTest {
    @TempDir
    Path directory = Path.of("");

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private Path commands = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        commands = ShippedAgents.extractTo(directory).commands();
    }

    private CommandSocket listen(Commands answering) {
        return CommandSocket.listen(commands, () -> new NodeName("n1"), call -> {
                    calls.add(call);
                    return answering.run(call);
                })
                .orElseThrow();
    }

    private static Commands saying(Reply reply) {
        return call -> CompletableFuture.completedStage(reply);
    }

    private Process start(String... words) throws IOException {
        var command = Stream.concat(Stream.of(commands.resolve("crm_attribute").toString()), Stream.of(words))
                .toList();
        return new ProcessBuilder(command).start();
    }

    private static String end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": "
                + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void carriesCallsAndAnswers() throws Exception {
        try (var socket = listen(saying(new Said(7, "out\n", "wörter\n", null)))) {
            assertThat(end(start("-n", "", "--", "ä b\nc"))).isEqualTo("7: out\nwörter\n");

            assertThat(socket).isNotNull();
            assertThat(calls).hasSize(1);
            assertThat(calls.get(0).program()).isEqualTo("crm_attribute");
            assertThat(calls.get(0).arguments()).containsExactly("-n", "", "--", "ä b\nc");
            assertThat(calls.get(0).here()).isEqualTo(new NodeName("n1"));
        }
    }

    @Test
    void isForTheNodesUserAlone() throws Exception {
        try (var socket = listen(saying(Said.of("")))) {
            assertThat(socket).isNotNull();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(ShippedAgents.socketDirectory(commands))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void askForAFileAndCarryIt() throws Exception {
        var file = Files.writeString(directory.resolve("big"), "x".repeat(3_000_000));
        Commands reading = call -> CompletableFuture.completedStage(
                call.input().asked()
                        ? Said.of(String.valueOf(call.input().text()).length() + "\n")
                        : new Reply.Read(file.toString()));
        try (var socket = listen(reading)) {
            assertThat(end(start("-n"))).isEqualTo("0: 3000000\n");
            assertThat(socket).isNotNull();
        }
    }

    @Test
    void holdsUpNobodyWhileOneWaits() throws Exception {
        var late = new CompletableFuture<Reply>();
        Commands answering = call ->
                call.arguments().contains("late") ? late : CompletableFuture.completedStage(Said.of("at once\n"));
        try (var socket = listen(answering)) {
            var waiting = Stream.iterate(0, i -> i + 1)
                    .limit(20)
                    .map(i -> started("late"))
                    .toList();

            assertThat(end(start("now"))).isEqualTo("0: at once\n");
            late.complete(Said.of("late\n"));

            for (var process : waiting) {
                assertThat(end(process)).isEqualTo("0: late\n");
            }
            assertThat(socket).isNotNull();
        }
    }

    private Process started(String word) {
        try {
            return start(word);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endsCallsThatWaitWhenItIsClosed() throws Exception {
        var asked = new CompletableFuture<Call>();
        var socket = listen(call -> {
            asked.complete(call);
            return new CompletableFuture<>();
        });
        var process = start("-G");
        asked.get(60, TimeUnit.SECONDS);

        socket.close();

        assertThat(end(process))
                .isEqualTo("102: crm_attribute: Could not connect to the CIB: Transport endpoint is not connected\n");
        assertThat(ShippedAgents.socketDirectory(commands)).isEmptyDirectory();
    }

    @Test
    void isReachedWhereTheDirectorysPathIsLongerThanASocketsMayBe() throws Exception {
        commands = ShippedAgents.extractTo(directory.resolve("d".repeat(120))).commands();
        try (var socket = listen(saying(Said.of("far\n")))) {
            assertThat(end(start("-G"))).isEqualTo("0: far\n");
            assertThat(socket).isNotNull();
        }
        assertThat(ShippedAgents.socketDirectory(commands)).isEmptyDirectory();
    }
}
