package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.cli.DocumentedCommands.Mention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command and every option that a page of the documentation names is there. */
class DocumentedCommandsTest {
    private static final CommandLine ALL = CommandLineInterface.commandLine();

    static {
        ALL.getSubcommands().values().forEach(CommandLineInterface::wordsMayBeginWithDashes);
    }

    /** What a reader replaces, or leaves out. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\.\\.\\.|…|[A-Z][A-Z_0-9]*(\\.\\.\\.)?");

    @Test
    void everyCommandOfThePagesIsThere() throws IOException {
        var faults = new ArrayList<String>();
        int mentions = 0;
        for (Path page : pages()) {
            for (Mention mention : DocumentedCommands.of(Files.readString(page))) {
                mentions++;
                fault(mention.words()).ifPresent(fault -> faults.add(page + ": " + mention + ": " + fault));
            }
        }

        assertThat(faults).isEmpty();
        assertThat(mentions).as("commands found in the pages").isGreaterThan(300);
    }

    @Test
    void findsCommandsInSpansAndBlocks() {
        var found = DocumentedCommands.of("""
                Type `systole status --json` or `crm_mon`, or \\| `systole node standby N \\| cat`.
                ```
                FOO=a sudo systole configure load - --yes <<END   # `systole no`
                systole resource move web \\
                    --node n2 && bin/systole status; systole monitor
                ```
                """);

        assertThat(found.stream().map(Mention::toString))
                .containsExactly(
                        "line 1: systole status --json",
                        "line 1: systole node standby N",
                        "line 3: systole configure load - --yes",
                        "line 4: systole resource move web --node n2",
                        "line 4: systole status",
                        "line 4: systole monitor");
    }

    @Test
    void knowsWhatIsNotThere() {
        assertThat(fault(List.of("status", "--json"))).isEmpty();
        assertThat(fault(List.of("resource", "start/stop", "R"))).isEmpty();
        assertThat(fault(List.of("resource", "start/halt", "R"))).contains("no command halt below resource");
        assertThat(fault(List.of("statsu"))).contains("no command statsu");
        assertThat(fault(List.of("status", "--jason"))).contains("no option --jason of status");
        assertThat(fault(List.of("resource", "--node", "x"))).contains("no option --node of resource");
        assertThat(fault(List.of("node", "standby", "a", "b", "c"))).contains("node standby takes no b");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            return Stream.concat(Stream.of(Path.of("../README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<String> fault(List<String> words) {
        return fault(ALL, words);
    }

    private static Optional<String> fault(CommandLine command, List<String> words) {
        int positional = 0;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at).replaceAll("^\\[|\\]$|,$", "");
            boolean mayBeWord = command.isUnmatchedOptionsArePositionalParams();
            if (word.startsWith("-") && word.length() > 1 && !mayBeWord) {
                var option = option(command.getCommandSpec(), word);
                if (option.isEmpty()) {
                    return Optional.of("no option " + word.replaceAll("=.*", "") + " of " + name(command));
                }
                boolean takes = option.get().arity().min() > 0 && !word.contains("=");
                at += takes && (word.startsWith("--") || word.length() == 2) ? 1 : 0;
            } else if (!command.getSubcommands().isEmpty()
                    && command.getCommandSpec().positionalParameters().isEmpty()) {
                if (PLACEHOLDER.matcher(word).matches()) {
                    return Optional.empty();
                }
                var rest = words.subList(at + 1, words.size());
                for (String alternative : word.split("[/|]")) {
                    var below = command.getSubcommands().get(alternative);
                    if (below == null) {
                        return Optional.of("no command " + alternative + below(command));
                    }
                    var fault = fault(below, rest);
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
                return Optional.empty();
            } else if (!PLACEHOLDER.matcher(word).matches()) {
                positional++;
                int most = command.getCommandSpec().positionalParameters().stream()
                        .mapToInt(parameter -> parameter.index().max())
                        .max()
                        .orElse(-1);
                if (positional > most + 1L) {
                    return Optional.of(name(command) + " takes no " + word);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<OptionSpec> option(CommandSpec spec, String word) {
        String name = word.replaceAll("=.*", "");
        return Optional.ofNullable(spec.findOption(name))
                .or(() -> name.startsWith("--") || name.length() == 2
                        ? Optional.empty()
                        : Optional.ofNullable(spec.findOption(name.substring(0, 2))));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^systole ?", "");
    }

    private static String below(CommandLine command) {
        return name(command).isEmpty() ? "" : " below " + name(command);
    }
}
