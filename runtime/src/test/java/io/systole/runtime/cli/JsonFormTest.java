package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** What a program reads. */
class JsonFormTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatWasDoneIsAnOutcome() throws IOException {
        node.answers("POST /v1/node/n2/standby", "node n2: standby\n");

        int code = node.run("node", "standby", "n2", "--json");

        assertThat(code).isZero();
        assertThat(node.err()).isEmpty();
        assertThat(read(node.out()))
                .isEqualTo(read("{\"outcome\":\"done\",\"exitCode\":0,\"message\":\"node n2: standby\"}"));
    }

    @Test
    void whatWasRefusedIsAnOutcomeOnStandardError() throws IOException {
        int code = node.run("resource", "stop", "web", "--json");

        assertThat(code).isEqualTo(4);
        assertThat(node.out()).isEmpty();
        assertThat(read(node.err()))
                .isEqualTo(read("{\"outcome\":\"refused\",\"exitCode\":4,\"message\":\"no such thing\"}"));
    }

    @Test
    void whatTheNodeSaidAsAnObjectIsKept() throws IOException {
        node.answersWith(
                "GET /v1/fencing/devices",
                422,
                "{\"faults\":[{\"where\":\"dev\",\"found\":\"x\",\"expected\":\"y\"}]}");

        node.run("fence", "list", "--json");

        var told = read(node.err());
        assertThat(told.path("message").asText()).isEqualTo("dev: x: y");
        assertThat(told.path("problem").path("faults").path(0).path("where").asText())
                .isEqualTo("dev");
    }

    @Test
    void aWrongCommandLineIsAnOutcomeToo() throws IOException {
        assertThat(node.alone("resource", "stop", "--json")).isEqualTo(2);

        assertThat(read(node.err()).path("outcome").asText()).isEqualTo("usage");
        assertThat(node.alone("simulate", "--json", "--dance")).isEqualTo(64);
        assertThat(read(node.err()).path("exitCode").asInt()).isEqualTo(64);
    }

    @Test
    void aQuestionIsNotAsked() throws IOException {
        node.answers("GET /v1/quorum/unblock", "nodes n2 are not waited for\n");

        assertThat(node.run("quorum", "unblock", "--json")).isEqualTo(2);
        assertThat(read(node.err()).path("message").asText()).contains("--yes");
    }

    @Test
    void elementsAreShownAsTheyStand() throws IOException {
        node.answers("GET /v1/cib", "<cib epoch=\"3\"><configuration><nodes/></configuration></cib>");

        assertThat(node.run("cib", "query", "--json")).isZero();
        assertThat(read(node.out())).isEqualTo(read("""
                        {"element":"cib","attributes":{"epoch":"3"},"children":[{"element":"configuration",
                        "attributes":{},"children":[{"element":"nodes","attributes":{},"children":[]}]}]}"""));
    }

    /** Whatever the command, a program gets one object where no node can be reached. */
    @ParameterizedTest
    @MethodSource("commands")
    void noNodeIsAnOutcome(List<String> command) throws IOException {
        node.close();
        directory.resolve("run").toFile().delete();
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--config", directory.resolve("nowhere.conf").toString(), "--json"));

        int code = node.alone(arguments.toArray(String[]::new));

        assertThat(code).isNotZero();
        if (!List.of("simulate", "verify").contains(command.get(0)) && !command.contains("transition")) {
            assertThat(node.out()).isEmpty();
            assertThat(read(node.err()).path("exitCode").asInt()).isEqualTo(code);
        } else {
            assertThat(read(node.out() + node.err())
                            .path("pacemaker-result")
                            .path("status")
                            .path("code")
                            .asInt())
                    .isEqualTo(code);
        }
    }

    /** Every command that speaks to a node, with words where words are needed. */
    static Stream<List<String>> commands() {
        return CommandTree.runnable(CommandLineInterface.commandLine()).stream()
                .filter(spec -> spec.findOption(JsonForm.OPTION) != null)
                .filter(spec -> spec.findOption("--token-file") != null)
                // it reads files, and writes to a node only on demand
                .filter(spec -> !spec.name().equals("import"))
                .map(JsonFormTest::words);
    }

    private static List<String> words(CommandSpec spec) {
        var words = new ArrayList<>(List.of(spec.qualifiedName().split(" ")));
        words.remove(0);
        spec.positionalParameters().stream()
                .filter(parameter -> parameter.arity().min() > 0)
                .forEach(parameter -> words.add(parameter.paramLabel().contains("VERB") ? "get" : "1=1"));
        if (spec.name().equals("simulate") || spec.name().equals("verify")) {
            words.add("-L");
        }
        if (spec.name().equals("import")) {
            words.addAll(List.of("--apply", "--cib", "src/test/golden/import/two-nodes.xml"));
        }
        return words;
    }

    private static JsonNode read(String json) throws IOException {
        try (var parser = new ObjectMapper().createParser(json)) {
            JsonNode read = parser.readValueAsTree();
            assertThat(parser.nextToken()).as("one document alone: " + json).isNull();
            return read;
        }
    }
}
