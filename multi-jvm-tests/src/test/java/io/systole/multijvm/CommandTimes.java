package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long each reading command of the command line takes until its first output, and until it has ended, with
 * the script that users call and a cluster that runs: the median and the longest of some rounds, in milliseconds.
 */
public final class CommandTimes {
    private static final List<String> COMMANDS = List.of(
            "status",
            "status --json",
            "status --with=all",
            "node --help",
            "resource output web",
            "explain web",
            "attribute list",
            "property list",
            "property get no-quorum-policy",
            "ticket list",
            "quorum status",
            "fence list",
            "fence history",
            "fence check",
            "history",
            "history transitions",
            "cib query",
            "cib query --json",
            "configure show",
            "access whoami",
            "verify -L",
            "simulate -L",
            "names resources",
            "--version");

    private record Taken(long firstMs, long allMs) {}

    private CommandTimes() {}

    /**
     * Measures them.
     *
     * @param arguments the configuration of a running cluster, one of its resources, and how many rounds (20)
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            System.err.println("expected CONFIG RESOURCE [ROUNDS], such as those of `bin/systole demo --keep`");
            System.exit(2);
        }
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        System.out.printf("%-32s %8s %8s %8s%n", "command", "first", "longest", "ended");
        for (String command : COMMANDS) {
            var words = new ArrayList<>(
                    Arrays.asList(command.replace("web", arguments[1]).split(" ")));
            if (!command.contains("--version") && !command.contains("--help")) {
                words.add("--config");
                words.add(arguments[0]);
            }
            once(words);
            var taken = new ArrayList<Taken>();
            for (int i = 0; i < rounds; i++) {
                taken.add(once(words));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %8d %8d %8d%n",
                    command,
                    median(taken.stream().map(Taken::firstMs).toList()),
                    taken.stream().mapToLong(Taken::firstMs).max().orElse(0),
                    median(taken.stream().map(Taken::allMs).toList()));
        }
    }

    private static Taken once(List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of("bin/systole").toString()));
        command.addAll(words);
        long start = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            int first = output.read();
            long firstMs = since(start);
            output.readAllBytes();
            process.waitFor();
            long allMs = since(start);
            // a command that prints nothing has told everything when it ends
            return new Taken(first < 0 ? allMs : firstMs, allMs);
        }
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
