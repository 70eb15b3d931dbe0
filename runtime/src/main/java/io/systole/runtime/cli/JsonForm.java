package io.systole.runtime.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * {@code --json} on every command. A command that shows data has the option itself and prints the data. Every other one
 * is given it here, and what it tells becomes a {@link Result}; so does what any command says of a failure, on standard
 * error.
 */
final class JsonForm {
    static final String OPTION = "--json";

    /** The commands that have no JSON, and why. */
    static final Map<String, String> WITHOUT = new TreeMap<>(Map.of(
            "systole node", "it runs until it is stopped; what it logs can be JSON (systole.log.format)",
            "systole remote", "it runs until it is stopped; what it logs can be JSON",
            "systole cert serve", "it runs until it is interrupted",
            "systole configure", "it is a shell; its commands for scripts have JSON",
            "systole demo", "it tells a story, for people",
            "systole warm-up", "it is for making the class archive, and tells nothing",
            "systole help", "it explains, as --help does"));

    private static final String DESCRIPTION = "As JSON: outcome, exitCode and message.";

    /**
     * What became of a command.
     *
     * @param outcome the exit code as a word: done, failed, usage, unreachable, refused, unknown, not-started, or those of
     *     the field's tools
     * @param message what is told to people
     * @param problem what the node said, where it said it as JSON
     */
    record Result(
            String outcome,
            int exitCode,
            String message,
            @Nullable JsonNode problem) {}

    private JsonForm() {}

    /** Gives the option to the commands that lack it. */
    static void complete(CommandLine root) {
        for (CommandSpec spec : CommandTree.runnable(root)) {
            if (!WITHOUT.containsKey(spec.qualifiedName()) && spec.findOption(OPTION) == null) {
                spec.addOption(OptionSpec.builder(OPTION)
                        .type(boolean.class)
                        .description(DESCRIPTION)
                        .build());
            }
        }
    }

    /** Whether JSON was asked for. */
    static boolean isAsked(CommandLine command) {
        ParseResult asked = CommandTree.asked(command);
        return asked.hasMatchedOption(OPTION);
    }

    /** The same of a command line that could not be understood. */
    static boolean isAsked(String... arguments) {
        return Arrays.asList(arguments).contains(OPTION);
    }

    /** Runs what was asked for; text becomes a result where the command knows of no JSON. */
    static int run(CommandLine root, ParseResult parsed) {
        if (!isGiven(CommandTree.asked(root))) {
            return new RunLast().execute(parsed);
        }
        var out = root.getOut();
        var err = root.getErr();
        var told = new StringWriter();
        var complained = new StringWriter();
        int code;
        root.setOut(new PrintWriter(told));
        root.setErr(new PrintWriter(complained));
        try {
            code = new RunLast().execute(parsed);
        } finally {
            root.getOut().flush();
            root.getErr().flush();
            root.setOut(out);
            root.setErr(err);
        }
        String message = (told.toString().strip() + "\n" + complained.toString().strip()).strip();
        if (isResult(message)) {
            (code == ExitCode.OK.code() ? out : err).println(message);
            return code;
        }
        print(code == ExitCode.OK.code() ? out : err, word(root, code), code, message);
        return code;
    }

    /** Whether the command told as JSON what became of it. */
    private static boolean isResult(String message) {
        JsonNode told = problem(message);
        return told != null && told.has("outcome") && told.has("exitCode");
    }

    /** Whether the option was asked for at a command that was given it here. */
    private static boolean isGiven(ParseResult asked) {
        return asked.hasMatchedOption(OPTION) && asked.matchedOption(OPTION).userObject() == null;
    }

    private static String word(CommandLine root, int code) {
        return CommandLineInterface.isFieldTool(
                        CommandTree.asked(root).commandSpec().name())
                ? Arrays.stream(FieldExit.values())
                        .filter(exit -> exit.code() == code)
                        .findFirst()
                        .map(FieldExit::word)
                        .orElse("failed")
                : word(code);
    }

    private static String word(int code) {
        return Arrays.stream(ExitCode.values())
                .filter(exit -> exit.code() == code)
                .findFirst()
                .orElse(ExitCode.FAILED)
                .word();
    }

    /** Tells of a failure, or of what was done. */
    static void print(PrintWriter out, ExitCode code, String message) {
        print(out, code.word(), code.code(), message);
    }

    /** The same, with an exit code of the field's tools. */
    static void print(PrintWriter out, String outcome, int code, String message) {
        JsonNode problem = problem(message);
        String words = problem == null ? message.strip() : words(problem);
        out.print(ReportJson.records(new Result(outcome, code, words, problem)));
        out.flush();
    }

    /** What a node said, if that is an object. */
    private static @Nullable JsonNode problem(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            JsonNode read = new ObjectMapper()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .readTree(text);
            return read.isObject() ? read : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** For people, what an object says: its detail, title, or its faults in a line each. */
    private static String words(JsonNode problem) {
        for (String name : new String[] {"detail", "title", "done"}) {
            if (problem.path(name).isTextual()) {
                return problem.path(name).asText().strip();
            }
        }
        var lines = new StringBuilder();
        problem.path("faults").forEach(fault -> {
            var parts = new StringBuilder();
            fault.forEach(part -> {
                if (part.isTextual() && !part.asText().isEmpty()) {
                    parts.append(parts.length() == 0 ? "" : ": ").append(part.asText());
                }
            });
            lines.append(lines.length() == 0 ? "" : "\n").append(parts);
        });
        return lines.toString();
    }
}
