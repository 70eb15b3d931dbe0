package io.systole.runtime.cli;

import io.systole.policy.output.ExitCodes;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportXml;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where and in which form a command that stands in for one of the field's tools tells what it found. */
final class FieldOutput {
    /** The version of the tree: that of the reference whose elements it has (docs/simulate.md). */
    private static final String API_VERSION = "2.25";

    @Option(names = "--json", description = "The same as --output-as=json.")
    private boolean json;

    @Option(names = "--output-as", paramLabel = "FORMAT", description = "text (default), xml or json.")
    private String format = "text";

    @Option(names = "--output-to", paramLabel = "FILE", description = "Where the output goes; - is standard output.")
    private String destination = "-";

    /** Whether a tree is asked for, and not text. */
    boolean isReport() {
        return json || !format.equals("text");
    }

    void check() throws FieldToolFailed {
        if (!List.of("text", "xml", "json").contains(format)) {
            throw new FieldToolFailed(
                    FieldExit.NO_SUCH,
                    "Error creating output format " + format + ": Unknown output format; there are text, xml and json");
        }
    }

    /** Prints what was found, and answers the exit code. Errors are part of a tree, and beside text. */
    int finish(CommandLine command, List<String> text, List<ReportElement> parts, List<String> errors, FieldExit exit) {
        FieldExit told = exit;
        if (isReport()) {
            ReportElement root = root(command, parts, errors, exit);
            told = write(command, !json && format.equals("xml") ? ReportXml.write(root) : ReportJson.write(root), exit);
        } else {
            told = write(command, text.stream().map(line -> line + "\n").collect(Collectors.joining()), exit);
            errors.forEach(command.getErr()::println);
        }
        return told.code();
    }

    private FieldExit write(CommandLine command, String content, FieldExit exit) {
        if (destination.equals("-")) {
            PrintWriter out = command.getOut();
            out.print(content);
            out.flush();
            return exit;
        }
        try {
            Files.writeString(Path.of(destination), content);
            return exit;
        } catch (IOException e) {
            command.getErr().println(Documents.unwritable(Path.of(destination), e));
            return FieldExit.IO;
        }
    }

    private static ReportElement root(
            CommandLine command, List<ReportElement> parts, List<String> errors, FieldExit exit) {
        List<ReportElement> all = new ArrayList<>(parts);
        List<ReportElement> told = errors.isEmpty()
                ? List.of()
                : List.of(ReportElement.list(
                        "errors",
                        errors.stream()
                                .map(error -> ReportElement.text("error", error))
                                .toList()));
        all.add(ReportElement.section("status", told)
                .with("code", exit.code())
                .with("message", ExitCodes.text(exit.code())));
        return ReportElement.section("pacemaker-result", all)
                .with("api-version", API_VERSION)
                .with("request", request(command));
    }

    /** The command line, quoted for a shell. */
    private static String request(CommandLine command) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        List<String> words = new ArrayList<>();
        words.add("systole");
        root.getParseResult().originalArgs().forEach(word -> words.add(quoted(word)));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
