package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.access.AccessFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees: exit codes, and which stream a text goes to. */
class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                directory.resolve("systole.conf"),
                "systole { nodes = [ { name = n1, addresses = [\"127.0.0.1\"] } ], directories { state = \""
                        + directory.resolve("state") + "\", run = \"" + directory.resolve("run") + "\" } }");
    }

    @Test
    void saysItsVersionOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("systole ");
    }

    @Test
    void refusesAWrongCommandLineWithCodeTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run("resource", "stop")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("systole --help");
    }

    @Test
    void refusesAWrongConfigurationWithCodeTwoAndAllItsFaults() throws IOException {
        var wrong = directory.resolve("wrong.conf");
        Files.writeString(wrong, "systole { port = 0x, nodes = [ { name = n1 } ] }");

        assertThat(run("node", "--config", wrong.toString(), "--node", "n1")).isEqualTo(2);
        assertThat(err.toString()).contains("systole.port = 0x").contains("systole.nodes[1].addresses = (missing)");
    }

    @Test
    void answersThreeWhereNoNodeEverRan() {
        assertThat(status()).isEqualTo(3);
        assertThat(err.toString()).contains("no node of").contains("systole node --config");
    }

    @Test
    void answersThreeWhereTheNodeDoesNotListenAnyMore() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        new AccessFile("http://127.0.0.1:" + port, "token", "n1", 1).write(directory.resolve("run"));

        assertThat(status()).isEqualTo(3);
        assertThat(err.toString()).contains("node n1 at http://127.0.0.1:" + port);
    }

    @Test
    void answersSixWhenANodeCannotStart() throws IOException {
        Files.writeString(directory.resolve("state"), "a file, where a directory should be");

        assertThat(run("node", "--config", directory.resolve("systole.conf").toString(), "--node", "n1"))
                .isEqualTo(6);
        assertThat(err.toString()).contains("systole.directories.state").contains("cannot be written");
    }

    @Test
    void tellsRefusedFailedAndUnknownApart() {
        assertThat(Reply.exitCode(422).code()).isEqualTo(4);
        assertThat(Reply.exitCode(404).code()).isEqualTo(4);
        assertThat(Reply.exitCode(500).code()).isEqualTo(1);
        assertThat(Reply.exitCode(504).code()).isEqualTo(5);
    }

    private int status() {
        return run("status", "--config", directory.resolve("systole.conf").toString());
    }

    private int run(String... arguments) {
        return CommandLineInterface.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
