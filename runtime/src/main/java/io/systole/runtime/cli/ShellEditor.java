package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Has a text edited with the editor of whoever sits at the terminal. */
final class ShellEditor {
    private ShellEditor() {}

    /** The text as it was saved. */
    static String edit(String text, Map<String, String> environment) throws CommandFailed {
        String editor = Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("vi");
        try {
            Path file = Files.createTempFile("systole-configure-", ".crm");
            try {
                Files.writeString(file, text);
                // the editor may be given with arguments, as a shell splits them
                var process = new ProcessBuilder(List.of("/bin/sh", "-c", editor + " \"$1\"", "sh", file.toString()))
                        .inheritIO()
                        .start();
                int code = process.waitFor();
                if (code != 0) {
                    throw new CommandFailed(
                            ExitCode.FAILED,
                            editor + " ended with " + code + "; nothing was changed in the working copy");
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, editor + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, editor + ": interrupted");
        }
    }
}
