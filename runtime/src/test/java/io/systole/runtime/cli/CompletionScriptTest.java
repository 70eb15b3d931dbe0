package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.runtime.cli.CompletionCommand.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion in real shells at a pseudo terminal, with a program that knows some names. */
class CompletionScriptTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        Files.writeString(directory.resolve("systole.bash"), CompletionCommand.script(Shell.BASH));
        Files.writeString(directory.resolve("_systole"), CompletionCommand.script(Shell.ZSH));
        var program = directory.resolve("systole");
        Files.writeString(program, """
                #!/bin/sh
                case "$1 $2 $3" in
                    "names resources --config=/other") echo foreign ;;
                    "names resources "*) echo web; echo db ;;
                    "names nodes "*) echo n1; echo n2 ;;
                    "names agents "*) echo ocf:heartbeat:IPaddr2; echo ocf:heartbeat:IPsrcaddr ;;
                    "names "*) ;;
                    *) echo "ran <$*>" ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void completesInBash() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bash")), "bash is installed");

        completes("/usr/bin/bash --norc --noprofile -i", "source " + directory.resolve("systole.bash"));
    }

    @Test
    void completesInZsh() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "zsh is installed");

        completes(
                "/usr/bin/zsh -f -i", "autoload -U compinit; compinit -u -D; source " + directory.resolve("_systole"));
    }

    private void completes(String shell, String setUp) throws Exception {
        var environment = Map.of("TERM", "dumb", "PS1", "> ", "COLUMNS", "200", "HISTFILE", "/dev/null");
        try (var terminal = new PseudoTerminal(shell, environment)) {
            terminal.type("stty cols 200; PATH=" + directory + ":$PATH; " + setUp + "; echo re''ady\n");
            terminal.await("ready");
            // commands, names that the cluster knows by their place, options
            terminal.type("systole resource mo\tw\tn1 --js\t\n");
            terminal.await("ran <resource move web n1 --json>");
            // the value of an option in the same word
            terminal.type("systole status --color=al\t\n");
            terminal.await("ran <status --color=always>");
            // a word with colons
            terminal.type("systole agent show ocf:h\ta\t\n");
            terminal.await("ran <agent show ocf:heartbeat:IPaddr2>");
            // what is gone on with
            terminal.type("systole property set stonith-ena\ttrue\n");
            terminal.await("ran <property set stonith-enabled=true>");
            // the cluster that is named in the line
            terminal.type("systole explain --config=/other f\t\n");
            terminal.await("ran <explain --config=/other foreign>");
            // nothing where there is nothing, and no noise
            terminal.type("systole ticket show \tT\n");
            assertThat(terminal.await("ran <ticket show T>")).doesNotContain("rror");
            terminal.type("exit 0\n");
            terminal.awaitEnd();
        }
    }
}
