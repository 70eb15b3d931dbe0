package io.systole.runtime.cli;

import io.systole.runtime.cli.CompletionCommand.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the files that a package installs beside the program: manual pages into {@code man}, and Debian's changelog, both
 * compressed, and completions into {@code completion}. The build runs it.
 */
public final class ShellFiles {
    /** The byte of gzip's header that names the compression, and its value for the best. */
    private static final int LEVEL_AT = 8;

    private static final byte BEST = 2;

    private ShellFiles() {}

    /**
     * Writes them all.
     *
     * @param arguments the directory, the version as Maven has it, the time of the build in UTC as yyyyMMddHHmmss, and who
     *     maintains the package, with address
     */
    public static void main(String... arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        write(directory);
        Files.write(directory.resolve("changelog.gz"), compressed(changelog(arguments[1], arguments[2], arguments[3])));
    }

    /** Debian's changelog has the version of the package and its time; what changed is told by the project's own. */
    static String changelog(String version, String built, String maintainer) {
        var time = LocalDateTime.parse(built, DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT))
                .atOffset(ZoneOffset.UTC);
        return """
                systole (%s) unstable; urgency=medium

                  * What changed is in CHANGELOG.md beside this file.

                 -- %s  %s
                """.formatted(
                        version.replace("-SNAPSHOT", "~" + built),
                        maintainer,
                        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
                                .format(time));
    }

    /** As {@code gzip -9n} does: without a time, so that the same text makes the same bytes. */
    private static byte[] compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new BestGzip(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        var file = bytes.toByteArray();
        file[LEVEL_AT] = BEST;
        return file;
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    static void write(Path directory) throws IOException {
        var manual = Files.createDirectories(directory.resolve("man"));
        var root = CommandLineInterface.commandLine();
        var failed = new IOException[1];
        CommandTree.each(root, command -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                var file = manual.resolve(ManPage.name(command.getCommandSpec()) + ".1.gz");
                try {
                    Files.write(file, compressed(ManPage.of(command)));
                } catch (IOException e) {
                    failed[0] = e;
                }
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        var completion = Files.createDirectories(directory.resolve("completion"));
        Files.writeString(completion.resolve("systole.bash"), CompletionCommand.script(Shell.BASH));
        Files.writeString(completion.resolve("_systole"), CompletionCommand.script(Shell.ZSH));
    }
}
