package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the harness finds the product and its own shell scripts, and how it starts the product's JVMs. */
final class Harness {
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

    /** The command of one Systole JVM, with the flags of bin/systole. */
    static List<String> systole(int heapMb, List<String> arguments) {
        var command = new ArrayList<String>(List.of(
                java().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx" + heapMb + "m"));
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(arguments);
        return List.copyOf(command);
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
