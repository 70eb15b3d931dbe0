package io.systole.runtime.cli;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.runtime.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The XML that a command works with: of a file, of standard input, or given on the command line. */
final class XmlInput {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The XML; - reads standard input.")
    private @Nullable String file;

    @Option(
            names = {"-X", "--xml-text"},
            paramLabel = "XML",
            description = "The XML itself, instead of a file.")
    private @Nullable String text;

    boolean isGiven() {
        return file != null || text != null;
    }

    byte[] bytes() throws CommandFailed {
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (file == null) {
            throw new CommandFailed(ExitCode.USAGE, "no XML: give a FILE, - for standard input, or --xml-text");
        }
        return read(file);
    }

    static byte[] read(String file) throws CommandFailed {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, file + ": cannot be read (" + e.getMessage() + "); give a readable file or -");
        }
    }

    static Element element(String file, String xml) throws CommandFailed {
        var reading = ElementXml.read(xml);
        return reading.element()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE, file + ": " + reading.faults().get(0)));
    }
}
