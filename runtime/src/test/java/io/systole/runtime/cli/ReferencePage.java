package io.systole.runtime.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.systole.policy.input.KnownOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A page of the reference, made of what the code knows. */
enum ReferencePage {
    COMMANDS("commands.md"),
    SETTINGS("settings.md"),
    CLUSTER_OPTIONS("cluster-options.md");

    private static final String MADE = "Made of the code by `ReferencePagesTest`; do not edit.\n\n";

    private final String file;

    ReferencePage(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    String text() {
        return switch (this) {
            case COMMANDS -> commands();
            case SETTINGS -> settings();
            case CLUSTER_OPTIONS -> clusterOptions();
        };
    }

    private static String commands() {
        var page = new StringBuilder("# Commands\n" + MADE)
                .append(
                        "Exit codes, `--json` and colours: [the command line](../operations/command-line.md). What many")
                .append(
                        " commands take is not repeated: `--help`, `--version`, `--color=WHEN`, `--json`, and where a node is")
                .append(
                        " asked `--config=FILE` (default `/etc/systole/systole.conf`), `--token-file=FILE`, `--via=NODE`.\n");
        CommandTree.each(CommandLineInterface.commandLine(), command -> {
            var spec = command.getCommandSpec();
            if (!isHidden(spec) && spec.parent() != null) {
                page.append(command(command));
            }
        });
        return page.toString();
    }

    private static boolean isHidden(CommandSpec spec) {
        return spec.usageMessage().hidden() || (spec.parent() != null && isHidden(spec.parent()));
    }

    private static String command(CommandLine command) {
        var spec = command.getCommandSpec();
        var lines = new ArrayList<String>();
        lines.add("\n## " + spec.qualifiedName());
        Arrays.stream(spec.usageMessage().description())
                .map(ManPage::plain)
                .forEach(text -> lines.add(escaped(text) + "\n"));
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter ->
                        lines.add("- `" + parameter.paramLabel() + "`: " + words(parameter.description())));
        spec.options().stream()
                .filter(option -> !option.hidden() && !isEverywhere(option))
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> lines.add("- " + names(option) + ": " + words(option.description())));
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    private static boolean isEverywhere(OptionSpec option) {
        return List.of("--help", "--version", "--color", "--json", "--config", "--token-file", "--via")
                .contains(option.longestName());
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return Arrays.stream(option.names())
                .map(name -> "`" + name + value + "`")
                .collect(Collectors.joining(", "));
    }

    private static String words(String... description) {
        return escaped(Arrays.stream(description).map(ManPage::plain).collect(Collectors.joining(" ")));
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("*", "\\*");
    }

    private static String settings() {
        Config reference = ConfigFactory.parseResources("systole-reference.conf");
        var page = new StringBuilder("# Settings\n" + MADE)
                .append("The keys of `/etc/systole/systole.conf` that have a default, with it. [conf/systole.conf]")
                .append("(../../conf/systole.conf) is a file to begin with, and names the others.\n");
        section(page, "systole", reference.getObject("systole"));
        return page.toString();
    }

    private static void section(StringBuilder page, String path, ConfigObject section) {
        List<Map.Entry<String, ConfigValue>> entries = section.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().origin().lineNumber()))
                .toList();
        List<Map.Entry<String, ConfigValue>> keys = entries.stream()
                .filter(entry -> !isSection(entry.getValue()) && !isUnset(entry.getValue()))
                .toList();
        if (!keys.isEmpty()) {
            page.append("\n## ").append(path).append('\n');
            for (Map.Entry<String, ConfigValue> key : keys) {
                String value = key.getValue().render(ConfigRenderOptions.concise());
                String comment = key.getValue().origin().comments().stream()
                        .map(String::strip)
                        .collect(Collectors.joining(" "));
                page.append("- `")
                        .append(key.getKey())
                        .append(" = ")
                        .append(value)
                        .append("`: ");
                page.append(escaped(comment)).append('\n');
            }
        }
        entries.stream()
                .filter(entry -> isSection(entry.getValue()))
                .forEach(entry -> section(page, path + "." + entry.getKey(), (ConfigObject) entry.getValue()));
    }

    /** An empty object is a value: a table that people fill. */
    private static boolean isSection(ConfigValue value) {
        return value instanceof ConfigObject object && !object.isEmpty();
    }

    /** A section whose keys all have no default. */
    private static boolean isUnset(ConfigValue value) {
        return value instanceof ConfigObject && value.origin().comments().isEmpty();
    }

    private static String clusterOptions() {
        var page = new StringBuilder("# Cluster options\n" + MADE)
                .append("What `systole property set NAME=VALUE` takes. `systole property list` shows what is set.\n\n")
                .append("| option | default | values | what it is for |\n|---|---|---|---|\n");
        KnownOptions.all().stream()
                .sorted(Comparator.comparing(KnownOptions.Known::name))
                .forEach(option -> page.append("| `")
                        .append(option.name())
                        .append('`')
                        .append(option.oldName() == null ? "" : " (old: `" + option.oldName() + "`)")
                        .append(" | ")
                        .append(option.byDefault() == null ? "" : "`" + option.byDefault() + "`")
                        .append(" | ")
                        .append(option.expected())
                        .append(" | ")
                        .append(OptionMeanings.of(option.name()))
                        .append(" |\n"));
        return page.toString();
    }
}
