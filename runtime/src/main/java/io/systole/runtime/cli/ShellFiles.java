package io.systole.runtime.cli;

import io.systole.runtime.cli.CompletionCommand.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the files that a package installs beside the program: manual pages into {@code man}, compressed, and completions
 * into {@code completion}. The build runs it.
 */
public final class ShellFiles {
    private ShellFiles() {}

    /**
     * Writes them all.
     *
     * @param arguments the directory
     */
    public static void main(String... arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path directory) throws IOException {
        var manual = Files.createDirectories(directory.resolve("man"));
        var root = CommandLineInterface.commandLine();
        var failed = new IOException[1];
        CommandTree.each(root, command -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                var file = manual.resolve(ManPage.name(command.getCommandSpec()) + ".1.gz");
                // GZIPOutputStream writes no time, so that the same commands make the same file
                try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                    out.write(ManPage.of(command).getBytes(StandardCharsets.UTF_8));
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
