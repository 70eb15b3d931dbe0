package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where the harness finds the product and its own shell scripts, and how it starts the product's JVMs. */
final class Harness {
    private static final String HEAP = "128m";
    /** A few seconds of work, however busy the machine is. */
    private static final Duration PREPARED_WITHIN = Duration.ofMinutes(5);

    /** Made when the first JVM is started: tests of the harness alone need no jar. */
    private static final class Prepared {
        static final List<String> COMMAND = prepare();
    }

    private Harness() {}

    static Path home() {
        return Path.of(System.getProperty("systole.home", ".")).toAbsolutePath().normalize();
    }

    static Path jar() {
        var jar = Path.of(System.getProperty(
                        "systole.jar",
                        home().resolve("runtime/target/systole.jar").toString()))
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with mvn -DskipTests package");
        }
        return jar;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * The command that runs {@code bin/systole} on the jar under test. The script hands over to Java with exec, so the
     * process id of the command is that of the JVM.
     */
    static List<String> systole(List<String> arguments) {
        var command = new ArrayList<>(Prepared.COMMAND);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The same on another jar, of an older version. */
    static List<String> systole(Path jar, List<String> arguments) {
        var command = new ArrayList<>(Prepared.COMMAND);
        command.replaceAll(word -> word.startsWith("SYSTOLE_JAR=") ? "SYSTOLE_JAR=" + jar : word);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Makes what the first JVM would otherwise make, so that it is not counted where times are taken. */
    static void warmUp() {
        systole(List.of());
    }

    private static List<String> prepare() {
        var command = List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "SYSTOLE_JAR=" + jar(),
                "SYSTOLE_HEAP=" + HEAP,
                home().resolve("bin/systole").toString());
        // The first long-running command makes the class archive; nodes that start at once would each make one.
        var first = Command.run(Command.joined(command, List.of("demo", "--help")), PREPARED_WITHIN);
        if (!first.ok()) {
            throw new IllegalStateException(first.text());
        }
        return command;
    }

    /** Copies the scripts of src/test/agents into the directory of one test cluster, executable. */
    static void unpackScripts(Path into) {
        var from = home().resolve("multi-jvm-tests/src/test/agents");
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    if (!target.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot make executable: " + target);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void deleteTree(Path directory) {
        Command.run("rm", "-rf", "--one-file-system", directory.toString());
    }

    static boolean isRoot() {
        return Command.run("id", "-u").out().strip().equals("0");
    }
}
