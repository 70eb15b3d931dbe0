package io.systole.runtime.cli;

import io.systole.cib.tree.Element;
import io.systole.policy.input.KnownOptions;
import io.systole.runtime.ExitCode;
import io.systole.runtime.cli.PropertySection.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "property",
        description = {
            "Sets and shows cluster options, as crm_attribute -t crm_config; with --rsc-defaults or --op-defaults the"
                    + " defaults of resources or operations.",
            "What a rule decides is left alone."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class PropertyCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole property --help` lists them.");
    }

    @Command(name = "set", description = "Sets properties, all in one change.", mixinStandardHelpOptions = true)
    int set(
            @Mixin PropertySection section,
            @Mixin Asking asking,
            @Mixin Foresight foresight,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = "The properties and what they are to be.",
                            completionCandidates = Names.PropertySettings.class)
                    List<String> settings)
            throws Exception {
        List<Setting> wanted = new ArrayList<>();
        for (String text : settings) {
            int at = text.indexOf('=');
            if (at < 1) {
                throw new CommandFailed(ExitCode.USAGE, text + ": found no name and value; expected NAME=VALUE");
            }
            wanted.add(new Setting(name(text.substring(0, at)), text.substring(at + 1)));
        }
        return section.set(spec.commandLine(), wanted, asking, foresight);
    }

    @Command(
            name = "get",
            description = "Prints the value of a property; that which counts by default where none is set.",
            mixinStandardHelpOptions = true)
    int get(
            @Mixin PropertySection section,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The property.",
                            completionCandidates = Names.Properties.class)
                    String wanted)
            throws Exception {
        List<Element> sets = section.sets();
        Optional<String> value = namesOf(section, name(wanted)).stream()
                .flatMap(name -> PropertySection.value(sets, name).stream())
                .findFirst();
        Optional<String> usual = section.isOptions() ? byDefault(wanted) : Optional.empty();
        if (value.isEmpty() && usual.isEmpty()) {
            throw new CommandFailed(ExitCode.REFUSED, wanted + " is not set; `systole property list` shows what is");
        }
        String text = value.or(() -> usual).orElse("");
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(new Known(wanted, text, value.isEmpty())));
        } else {
            out.println(text);
        }
        return ExitCode.OK.code();
    }

    /** As JSON. */
    private record Known(String name, String value, boolean byDefault) {}

    /** The name itself, and the other one that an option is known by. */
    private static List<String> namesOf(PropertySection section, String name) {
        List<String> names = new ArrayList<>(List.of(name));
        if (section.isOptions()) {
            KnownOptions.all().stream()
                    .filter(option -> option.isCalled(name))
                    .flatMap(option -> Stream.of(option.name(), String.valueOf(option.oldName())))
                    .filter(other -> !other.equals(name))
                    .forEach(names::add);
        }
        return names;
    }

    private static Optional<String> byDefault(String name) {
        return KnownOptions.all().stream()
                .filter(option -> option.isCalled(name))
                .flatMap(option -> Optional.ofNullable(option.byDefault()).stream())
                .findFirst();
    }

    @Command(
            name = "unset",
            description = "Takes properties away. That one is not set is no fault.",
            mixinStandardHelpOptions = true)
    int unset(
            @Mixin PropertySection section,
            @Mixin Asking asking,
            @Mixin Foresight foresight,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "NAME",
                            description = "The properties.",
                            completionCandidates = Names.Properties.class)
                    List<String> names)
            throws Exception {
        for (String one : names) {
            name(one);
        }
        return section.unset(spec.commandLine(), names, asking, foresight);
    }

    @Command(name = "list", description = "Lists what is set.", mixinStandardHelpOptions = true)
    int list(
            @Mixin PropertySection section,
            @Option(names = "--defaults", description = "All options that are known, with default and meaning.")
                    boolean defaults,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        if (defaults && !section.isOptions()) {
            throw new CommandFailed(ExitCode.USAGE, "--defaults goes with cluster options alone");
        }
        List<Element> sets = section.sets();
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(PropertyList.of(sets, defaults)));
            return ExitCode.OK.code();
        }
        for (Element set : sets) {
            String by = set.child("rule").isPresent() ? "  (by a rule, in the set " + set.id() + ")" : "";
            PropertySection.pairs(set)
                    .forEach(pair -> out.println(pair.attribute("name") + "=" + pair.attribute("value") + by));
        }
        if (defaults) {
            out.println();
            out.println("Known options, with what counts where they are not set:");
            KnownOptions.all()
                    .forEach(option -> out.println("  " + option.name()
                            + (option.oldName() == null ? "" : " (" + option.oldName() + ")") + " = "
                            + (option.byDefault() == null ? "" : option.byDefault()) + ": "
                            + OptionMeanings.of(option.name()) + "; " + option.expected()));
        }
        return ExitCode.OK.code();
    }

    private static String name(String text) throws CommandFailed {
        if (!text.matches("[A-Za-z0-9#$_.:-]+")) {
            throw new CommandFailed(
                    ExitCode.USAGE, text + ": no name of a property; expected letters, digits and # $ _ . : -");
        }
        return text;
    }
}
