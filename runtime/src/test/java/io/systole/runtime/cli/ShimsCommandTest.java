package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.ShippedAgents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShimsCommandTest {
    @TempDir
    Path directory = Path.of("");

    private Path config = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        target = directory.resolve("sbin");
        config = Files.writeString(directory.resolve("systole.conf"), """
                systole {
                  nodes = [ { name = n1, addresses = ["127.0.0.1"] } ]
                  directories { state = "%1$s/state", run = "%1$s/run" }
                }
                """.formatted(directory));
    }

    private record Ended(int code, String out, String err) {}

    private static Ended run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineInterface.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    private Ended install() {
        return run("shims", "install", "--config", config.toString(), "--node", "n1", target.toString());
    }

    @Test
    void putsTheCommandsOfTheNodeWherePeopleFindThem() throws IOException {
        Ended ended = install();

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("13 commands are in " + target);
        for (var name : ShippedAgents.COMMANDS) {
            assertThat(target.resolve(name)).isExecutable();
            assertThat(Files.readString(target.resolve(name))).contains(directory + "/run/agents/commands-socket");
        }
        assertThat(install().code()).as("ours are replaced").isZero();
    }

    @Test
    void takesThemAwayAgainAndNothingElse() throws IOException {
        install();
        Files.writeString(target.resolve("crm_mon"), "#!/bin/sh\n");
        Files.writeString(target.resolve("other"), "");

        Ended ended = run("shims", "remove", target.toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("12 commands were removed");
        try (var left = Files.list(target)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("crm_mon", "other");
        }
    }

    @Test
    void overwritesNothingOfOthers() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("crm_mon"), "#!/bin/sh\n");

        Ended ended = install();

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("crm_mon, not of Systole's");
        try (var left = Files.list(target)) {
            assertThat(left).hasSize(1);
        }
    }
}
