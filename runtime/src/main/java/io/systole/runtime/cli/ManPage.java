package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command in roff, with the macros of man(7), made of what picocli knows of it. */
final class ManPage {
    private final CommandLine command;
    private final CommandSpec spec;
    private final List<String> lines = new ArrayList<>();

    private ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    /** The page's name: {@code systole-resource-move}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    static String of(CommandLine command) {
        return new ManPage(command).page();
    }

    /** A description as it is read: without picocli's marks for formats and variables. */
    static String plain(String description) {
        return Ansi.OFF
                .string(description.replace("$$", "$").replace("%n", " ").replace("%%", "%"))
                .strip();
    }

    private String page() {
        String name = name(spec);
        lines.add(".\\\" made of the commands; do not edit");
        lines.add(".TH " + name.toUpperCase(Locale.ROOT).replace("-", "\\-") + " 1 \"\" \"systole "
                + text(Version.text()) + "\" \"Systole\"");
        // ids and options are not to be broken
        lines.add(".nh");
        lines.add(".ad l");
        List<String> description = Arrays.stream(spec.usageMessage().description())
                .map(ManPage::plain)
                .toList();
        section("NAME");
        String first = description.isEmpty() ? "help of commands" : description.get(0);
        lines.add(name.replace("-", "\\-") + " \\- " + text(sentence(first)));
        section("SYNOPSIS");
        synopsis();
        section("DESCRIPTION");
        description.forEach(paragraph -> {
            lines.add(".PP");
            lines.add(line(paragraph));
        });
        parameters();
        options();
        commands();
        codes();
        surroundings();
        return String.join("\n", lines) + "\n";
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void synopsis() {
        String words = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
        String start = spec.qualifiedName();
        lines.add(".B " + text(start));
        lines.add(line(words.startsWith(start) ? words.substring(start.length()).strip() : words));
    }

    private void parameters() {
        var shown = spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("PARAMETERS");
            for (PositionalParamSpec parameter : shown) {
                item("\\fI" + text(parameter.paramLabel()) + "\\fR", parameter.description());
            }
        }
    }

    private void options() {
        var shown = spec.options().stream().filter(option -> !option.hidden()).toList();
        if (!shown.isEmpty()) {
            section("OPTIONS");
            for (OptionSpec option : shown) {
                String names = Arrays.stream(option.names())
                        .map(name -> "\\fB" + text(name) + "\\fR" + value(option, name))
                        .collect(Collectors.joining(", "));
                item(names, option.description());
            }
        }
    }

    private static String value(OptionSpec option, String name) {
        if (option.arity().max() == 0) {
            return "";
        }
        String value = (name.startsWith("--") ? "=" : " ") + "\\fI" + text(option.paramLabel()) + "\\fR";
        return option.arity().min() == 0 ? "[" + value + "]" : value;
    }

    private void commands() {
        var shown = command.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("COMMANDS");
            for (CommandLine sub : shown) {
                CommandSpec of = sub.getCommandSpec();
                item("\\fB" + text(name(of)) + "\\fR(1)", of.usageMessage().description());
            }
        }
    }

    private void codes() {
        section("EXIT STATUS");
        if (CommandLineInterface.isFieldTool(spec.name())) {
            for (FieldExit exit : FieldExit.values()) {
                item(String.valueOf(exit.code()), exit.meaning());
            }
        } else {
            for (ExitCode exit : ExitCode.values()) {
                item(String.valueOf(exit.code()), exit.meaning());
            }
        }
    }

    private void surroundings() {
        section("ENVIRONMENT");
        item("SYSTOLE_CONFIG", "The node's configuration; else /etc/systole/systole.conf.");
        item(
                "SYSTOLE_TOKEN_FILE",
                "The file with a user's token; else the node's own for its owner, else" + " ~/.config/systole/token.");
        item(
                "SYSTOLE_CA",
                "The file with the authority (PEM) by which a node is believed; else what the node has laid down on this host.");
        item("SYSTOLE_URL", "Where nodes are asked, from any host, as https://alpha:9621; else this host's node.");
        item("NO_COLOR", "Where it is set, nothing is coloured.");
        if (spec.parent() != null) {
            section("SEE ALSO");
            lines.add(".BR " + text(name(spec.parent())) + " (1)");
        }
    }

    private void item(String term, String... description) {
        lines.add(".TP");
        lines.add(term);
        lines.add(line(Arrays.stream(description).map(ManPage::plain).collect(Collectors.joining(" "))));
    }

    private static String sentence(String text) {
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** A line of text, which must not begin as a request does. */
    private static String line(String words) {
        String text = text(words);
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    private static String text(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }
}
