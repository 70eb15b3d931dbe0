package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandGroupTest {
    @Test
    void everyCommandIsFoundByItsLine() {
        var lines = new ArrayList<String>();
        CommandTree.each(
                CommandLineInterface.commandLine(),
                command -> lines.add(command.getCommandSpec().qualifiedName()));

        assertThat(lines).hasSizeGreaterThan(90).allSatisfy(line -> {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            words.remove(0);
            words.add("--help");
            assertThat(run(words)).contains("Usage: " + line);
        });
    }

    @Test
    void aGroupListsAllItsCommandsWhereNoneIsNamed() {
        assertThat(run(List.of("fence", "--help"))).contains("history", "list", "check", "confirm");
        assertThat(run(List.of("fence", "lst"))).contains("Did you mean", "fence list");
        assertThat(run(List.of("cib", "--help"))).contains("query", "patch", "shadow");
    }

    @Test
    void helpKnowsAllCommands() {
        assertThat(run(List.of("help", "status"))).contains("Usage: systole status");
        assertThat(run(List.of("help"))).contains("status", "fence", "configure");
    }

    private static String run(List<String> words) {
        var told = new StringWriter();
        CommandLineInterface.run(new PrintWriter(told), new PrintWriter(told), words.toArray(String[]::new));
        return told.toString();
    }
}
