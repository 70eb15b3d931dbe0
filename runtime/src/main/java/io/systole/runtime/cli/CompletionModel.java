package io.systole.runtime.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What completion has to know of the commands, whatever the shell. */
final class CompletionModel {
    /**
     * A command.
     *
     * @param path its words, as {@code systole resource move}
     */
    record Command(String path, List<Word> commands, List<Option> options, List<Parameter> parameters) {
        /** The options that a value follows. */
        String valued() {
            return options.stream()
                    .filter(Option::hasValue)
                    .map(option -> option.word().text())
                    .collect(Collectors.joining(" "));
        }

        /** What the values of options may be, by the command's and the option's name. */
        Map<String, String> values() {
            var values = new LinkedHashMap<String, String>();
            options.stream()
                    .filter(option -> !option.value().equals(Place.NOTHING))
                    .forEach(option -> values.put(
                            path + " " + option.word().text(), option.value().word()));
            return values;
        }

        /** What parameters may be, by the command's name and their number, or a star for those that repeat. */
        Map<String, String> places() {
            var places = new LinkedHashMap<String, String>();
            parameters.stream()
                    .filter(parameter -> !parameter.place().equals(Place.NOTHING))
                    .forEach(parameter -> places.put(
                            path + " " + (parameter.repeated() ? "*" : parameter.index()),
                            parameter.place().word()));
            return places;
        }
    }

    /** A word that may stand there, and what it means. */
    record Word(String text, String meaning) {}

    /** An option by one of its names; {@code value} is what may follow it, and nothing for a switch. */
    record Option(Word word, boolean hasValue, Place value) {}

    /** A parameter; {@code repeated} where more of it may follow. */
    record Parameter(int index, boolean repeated, Place place) {}

    /** What may stand in a place. */
    record Place(What what, String detail) {
        /** The kinds of places, as the scripts name them. */
        enum What {
            NOTHING,
            FILES,
            DIRECTORIES,
            /** The detail has them, separated by spaces. */
            WORDS,
            /** The detail is the kind to ask for. */
            ASK
        }

        static final Place NOTHING = new Place(What.NOTHING, "");

        /** As the scripts read it. */
        String word() {
            String name = what.name().toLowerCase(Locale.ROOT);
            return detail.isEmpty() ? name : name + ":" + detail;
        }

        private static Place asked(Names.Kind kind) {
            return new Place(What.ASK, kind.word());
        }
    }

    private CompletionModel() {}

    /** Every command that is shown, the root first. */
    static List<Command> of(CommandLine root) {
        var commands = new ArrayList<Command>();
        CommandTree.each(root, command -> {
            if (!isHidden(command)) {
                commands.add(command(command));
            }
        });
        return commands;
    }

    private static boolean isHidden(CommandLine command) {
        return command.getCommandSpec().usageMessage().hidden();
    }

    private static Command command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        var commands = command.getSubcommands().entrySet().stream()
                .filter(sub -> !isHidden(sub.getValue()))
                .map(sub -> new Word(
                        sub.getKey(),
                        first(sub.getValue().getCommandSpec().usageMessage().description())))
                .toList();
        var options = spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()).map(name -> option(option, name)))
                .toList();
        var parameters = spec.positionalParameters().stream()
                .map(CompletionModel::parameter)
                .toList();
        return new Command(spec.qualifiedName(), commands, options, parameters);
    }

    private static Option option(OptionSpec option, String name) {
        boolean hasValue = option.arity().max() > 0;
        var word = new Word(name, first(option.description()));
        return new Option(word, hasValue, hasValue ? place(option) : Place.NOTHING);
    }

    private static Parameter parameter(PositionalParamSpec parameter) {
        boolean repeated = parameter.arity().max() > 1
                || parameter.index().max() > parameter.index().min();
        return new Parameter(parameter.index().min(), repeated, place(parameter));
    }

    private static Place place(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates instanceof Names.Asked asked) {
            return Place.asked(asked.kind());
        }
        if (candidates != null) {
            boolean isEnum = argument.typeInfo().isEnum();
            var words = StreamSupport.stream(candidates.spliterator(), false)
                    .map(word -> isEnum ? word.toLowerCase(Locale.ROOT).replace('_', '-') : word)
                    .toList();
            return new Place(Place.What.WORDS, String.join(" ", words));
        }
        return switch (argument.paramLabel().replaceAll("[^A-Z]", "")) {
            case "FILE", "BEFORE", "AFTER" -> new Place(Place.What.FILES, "");
            case "DIR", "DIRECTORY" -> new Place(Place.What.DIRECTORIES, "");
            case "NODE" -> Place.asked(Names.Kind.NODES);
            case "RESOURCE" -> Place.asked(Names.Kind.RESOURCES);
            case "TICKET" -> Place.asked(Names.Kind.TICKETS);
            case "CONSTRAINT" -> Place.asked(Names.Kind.CONSTRAINTS);
            case "AGENT" -> Place.asked(Names.Kind.AGENTS);
            default -> Place.NOTHING;
        };
    }

    /** The first sentence, which is all that there is room for. */
    private static String first(String[] description) {
        if (description.length == 0) {
            return "";
        }
        String line = ManPage.plain(description[0]);
        int end = line.indexOf(". ");
        String sentence = end < 0 ? line : line.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
