package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual is complete, and in order. */
class ManPageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void everyCommandHasAPageWithItsOptionsParametersAndCodes() throws IOException {
        ShellFiles.write(directory);
        var commands = shown();

        assertThat(commands).hasSizeGreaterThan(60);
        for (var command : commands) {
            var spec = command.getCommandSpec();
            var page = page(directory.resolve("man").resolve(ManPage.name(spec) + ".1.gz"));
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(page)
                            .as(spec.qualifiedName())
                            .contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"));
            spec.positionalParameters()
                    .forEach(parameter -> assertThat(page)
                            .contains("\\fI" + parameter.paramLabel().replace("-", "\\-") + "\\fR"));
            assertThat(page).contains(".SH EXIT STATUS").doesNotContain("${").doesNotContain("@|");
        }
        assertThat(directory.resolve("completion/systole.bash")).content().contains("complete -F _systole systole");
        assertThat(directory.resolve("completion/_systole")).content().startsWith("#compdef systole\n");
    }

    @Test
    void debiansChangelogHasTheVersionOfThePackageAndItsTime() {
        assertThat(ShellFiles.changelog("0.1.0-SNAPSHOT", "20261130184141", "A <a@example>"))
                .isEqualTo("""
                        systole (0.1.0~20261130184141) unstable; urgency=medium

                          * What changed is in CHANGELOG.md beside this file.

                         -- A <a@example>  Mon, 30 Nov 2026 18:41:41 +0000
                        """);
        assertThat(ShellFiles.changelog("0.1.0", "20261130184141", "A <a@example>"))
                .startsWith("systole (0.1.0) unstable;");
    }

    @Test
    void manFindsNoFaultInThePages() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "man-db is installed");
        ShellFiles.write(directory);
        var arguments = new ArrayList<>(List.of("/usr/bin/man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8"));
        try (var pages = Files.list(directory.resolve("man"))) {
            pages.sorted().map(Path::toString).forEach(arguments::add);
        }
        var builder = new ProcessBuilder(arguments)
                .redirectError(directory.resolve("warnings").toFile());
        builder.environment().putAll(java.util.Map.of("MANWIDTH", "80", "MANPAGER", "cat", "LC_ALL", "C.UTF-8"));
        var process = builder.start();

        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(directory.resolve("warnings")).content().isEmpty();
        assertThat(text.replaceAll(".\b", "").replaceAll("\u001b\\[[0-9;]*m", ""))
                .contains("systole-resource-move - Moves it to NODE, or away from where it is")
                .contains("systole-simulate");
    }

    @Test
    void textThatLooksLikeARequestIsText() {
        assertThat(ManPage.plain("$$SYSTOLE_CONFIG, 100%%%nnext")).isEqualTo("$SYSTOLE_CONFIG, 100% next");
    }

    private static List<CommandLine> shown() {
        var commands = new ArrayList<CommandLine>();
        CommandTree.each(CommandLineInterface.commandLine(), command -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.add(command);
            }
        });
        return commands;
    }

    private static String page(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
