package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** What every command has, also one that is written tomorrow. */
class CommandModelTest {
    @Test
    void everyCommandHasJsonOrAReasonWhyNot() {
        var without = CommandTree.runnable(CommandLineInterface.commandLine()).stream()
                .filter(spec -> spec.findOption(JsonForm.OPTION) == null)
                .map(CommandSpec::qualifiedName)
                .toList();

        assertThat(without).containsExactlyInAnyOrderElementsOf(JsonForm.WITHOUT.keySet());
    }

    /** They are looked up by a name beside the annotation, so that one command does not need all of them. */
    @Test
    void everyCommandIsKnownByItsOwnName() {
        CommandLineInterface.commandLine().getSubcommands().forEach((name, command) -> {
            var annotation = command.getCommandSpec().userObject().getClass().getAnnotation(Command.class);
            assertThat(annotation.name()).isEqualTo(name);
        });
    }

    @Test
    void everyCommandOptionAndParameterIsDescribed() {
        var silent = new ArrayList<String>();

        CommandTree.each(CommandLineInterface.commandLine(), command -> {
            var spec = command.getCommandSpec();
            if (spec.usageMessage().description().length == 0 && !spec.name().equals("help")) {
                silent.add(spec.qualifiedName());
            }
            spec.options().stream()
                    .filter(option -> option.description().length == 0)
                    .forEach(option -> silent.add(spec.qualifiedName() + " " + option.longestName()));
            spec.positionalParameters().stream()
                    .filter(parameter -> parameter.description().length == 0)
                    .forEach(parameter -> silent.add(spec.qualifiedName() + " " + parameter.paramLabel()));
        });

        assertThat(silent).isEmpty();
    }

    @Test
    void everyCommandExplainsItself() {
        var mute = new ArrayList<String>();

        CommandTree.each(CommandLineInterface.commandLine(), command -> {
            if (command.getCommandSpec().findOption("--help") == null
                    && !JsonForm.WITHOUT.containsKey(command.getCommandSpec().qualifiedName())) {
                mute.add(command.getCommandSpec().qualifiedName());
            }
        });

        assertThat(mute).isEmpty();
    }
}
