package io.systole.policy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times Pacemaker's own planner on a file, where it is installed. */
final class CrmSimulate {
    private static final Pattern SECONDS = Pattern.compile("\\.\\.\\. ([0-9.]+) secs");

    private final Path directory;
    private final int limitSeconds;
    private String whyNone = "";

    CrmSimulate(Path directory, int limitSeconds) {
        this.directory = directory;
        this.limitSeconds = limitSeconds;
    }

    /** Why there is no time for the last file that was asked for. */
    String whyNone() {
        return whyNone;
    }

    /** The CPU seconds for one plan of a file, parsing included. */
    OptionalDouble seconds(Path file) throws IOException, InterruptedException {
        Path alone = Files.createTempDirectory(directory, "profile");
        Path link = Files.createLink(alone.resolve(file.getFileName()), file);
        Path output = directory.resolve("crm_simulate.log");
        try {
            Process process = new ProcessBuilder(List.of("crm_simulate", "--profile=" + alone))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                whyNone = "> " + limitSeconds;
                return OptionalDouble.empty();
            }
        } catch (IOException missing) {
            whyNone = "not installed";
            return OptionalDouble.empty();
        } finally {
            Files.delete(link);
            Files.delete(alone);
        }
        Matcher found = SECONDS.matcher(Files.readString(output));
        whyNone = "no answer";
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group(1))) : OptionalDouble.empty();
    }
}
