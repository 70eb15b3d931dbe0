package io.systole.actors.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.AgentRunner;
import io.systole.agents.OpStatus;
import io.systole.cib.ResourceId;
import io.systole.cib.value.SecretTexts;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentOperation;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.FenceMetadataAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final AgentId DUMMY = new AgentId("ocf", "heartbeat", "Dummy");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    private SecretFiles files = new SecretFiles(List.of());
    private final List<AgentCall> calls = new ArrayList<>();
    private final List<FenceAgentCall> fenceCalls = new ArrayList<>();

    @BeforeEach
    void open() {
        files = new SecretFiles(List.of(directory.resolve("own"), directory.resolve("pacemaker")));
    }

    /** An agent that complains with all that it was given. */
    private final class Chatterbox implements AgentRunner {
        @Override
        public AgentOperation start(AgentCall call) {
            calls.add(call);
            var text = "given " + call.attributes();
            return new AgentOperation() {
                @Override
                public CompletionStage<AgentResult> result() {
                    return CompletableFuture.completedStage(new AgentResult(
                            1, OpStatus.DONE, text, text, text, Instant.EPOCH, Duration.ZERO, List.of()));
                }

                @Override
                public void cancel() {}
            };
        }

        @Override
        public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
            throw new AssertionError("not asked for");
        }
    }

    private final class FenceChatterbox implements FenceAgentRunner {
        @Override
        public FenceAgentOperation start(FenceAgentCall call) {
            fenceCalls.add(call);
            return new FenceAgentOperation() {
                @Override
                public CompletionStage<FenceAgentResult> result() {
                    var text = "login failed with " + call.device().parameters();
                    return CompletableFuture.completedStage(new FenceAgentResult(
                            FenceAgentResult.Kind.EXITED, 1, text, "", text, Instant.EPOCH, Duration.ZERO));
                }

                @Override
                public void cancel() {}
            };
        }

        @Override
        public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
            throw new AssertionError("not asked for");
        }
    }

    private AgentResult run(String action, Map<String, String> attributes) {
        var call = AgentCall.of(DUMMY, "db:0", action, TIMEOUT).withAttributes(attributes);
        return new SecretAgentRunner(new Chatterbox(), files)
                .run(call)
                .toCompletableFuture()
                .join();
    }

    @Test
    void theAgentAloneIsGivenTheValue() throws IOException {
        files.set("db", "passwd", "hunter2-hunter2");

        var result = run("start", Map.of("passwd", SecretTexts.LOCAL, "state", "/x"));

        assertThat(calls.get(0).attributes()).containsEntry("passwd", "hunter2-hunter2");
        assertThat(result.toString())
                .doesNotContain("hunter2")
                .contains("passwd=" + SecretTexts.MASK)
                .contains("state=/x");
    }

    @Test
    void aPasswordThatStandsInTheCibIsMaskedAsWell() {
        assertThat(run("start", Map.of("db_password", "plainly")).exitReason())
                .isEqualTo("given {db_password=" + SecretTexts.MASK + "}");
    }

    @Test
    void withoutTheSecretAnOperationFailsAndAStopGoesOn() {
        var attributes = Map.of("passwd", SecretTexts.LOCAL);

        var start = run("start", attributes);

        assertThat(start.status()).isEqualTo(OpStatus.NO_SECRETS);
        assertThat(start.status().code()).isEqualTo(11);
        assertThat(start.exitReason()).contains("no secret for passwd of db", "systole resource secret db set passwd");
        assertThat(calls).isEmpty();
        assertThat(run("stop", attributes).status()).isEqualTo(OpStatus.DONE);
        assertThat(calls).hasSize(1);
    }

    @Test
    void aValueIsUsedOnlyWithItsSignAndWhenNobodyElseCanReadIt() throws IOException {
        files.set("db", "passwd", "value");
        var file = directory.resolve("own").resolve("db").resolve("passwd");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(files.find("db", "passwd").why()).contains("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "other");
        assertThat(files.find("db", "passwd").why()).contains("is not the MD5");
        Files.delete(file.resolveSibling("passwd.sign"));
        assertThat(files.find("db", "passwd").why()).contains("passwd.sign is missing");
        assertThat(files.find("db", "../db/passwd").why()).contains("no file can be named");
    }

    @Test
    void whatCibsecretWroteIsRead() throws IOException {
        var place = Files.createDirectories(directory.resolve("pacemaker").resolve("db"));
        Files.writeString(place.resolve("passwd"), "hello\n");
        Files.writeString(place.resolve("passwd.sign"), "5d41402abc4b2a76b9719d911017c592\n");
        for (var name : List.of("passwd", "passwd.sign")) {
            Files.setPosixFilePermissions(place.resolve(name), PosixFilePermissions.fromString("rw-------"));
        }

        assertThat(files.find("db:1", "passwd")).isEqualTo(new SecretFiles.Found("hello", ""));
        files.set("db", "passwd", "own");
        assertThat(files.find("db", "passwd").value()).isEqualTo("own");
        assertThat(files.delete("db", "passwd")).isTrue();
        assertThat(files.find("db", "passwd").isThere()).isFalse();
        assertThat(files.delete("db", "passwd")).isFalse();
    }

    @Test
    void fencingResolvesSecretsToo() throws IOException {
        var device = new FenceDevice(
                new ResourceId("ipmi"), "fence_ipmilan", new TreeMap<>(Map.of("passwd", SecretTexts.LOCAL)));
        var call = new FenceAgentCall(device, FenceAction.MONITOR, null, TIMEOUT);
        var runner = new SecretFenceRunner(new FenceChatterbox(), files);

        var without = runner.run(call).toCompletableFuture().join();
        files.set("ipmi", "passwd", "calvin-1234");
        var with = runner.run(call).toCompletableFuture().join();

        assertThat(without.kind()).isEqualTo(FenceAgentResult.Kind.NOT_RUN);
        assertThat(without.why()).contains("no secret for passwd of ipmi");
        assertThat(fenceCalls)
                .singleElement()
                .satisfies(seen -> assertThat(seen.device().parameters()).containsEntry("passwd", "calvin-1234"));
        assertThat(with.toString()).doesNotContain("calvin").contains(SecretTexts.MASK);
    }

    @Test
    void textsAreMaskedWholeWhereASecretIsTooShortToBeSearchedFor() {
        assertThat(SecretTexts.masked("a bad day, said abadi", List.of("bad", "abadi")))
                .isEqualTo(SecretTexts.MASK);
        assertThat(SecretTexts.masked("with longer and long", List.of("long", "longer")))
                .isEqualTo("with ******** and ********");
        assertThat(SecretTexts.isSecretName("snmp-community")).isTrue();
        assertThat(SecretTexts.isSecretName("passwd_script")).isFalse();
        assertThat(SecretTexts.isSecretName("ip")).isFalse();
    }
}
