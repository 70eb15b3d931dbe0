package io.systole.multijvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The host of those who use the services, and the programs on it that do so all the time, each with a record of its own. */
final class Clients implements AutoCloseable {
    private final Path directory;
    private final Host host;
    private final List<Leashed> programs = new ArrayList<>();

    Clients(Path directory) {
        this.directory = directory;
        this.host = Host.boot("client", directory);
    }

    Host host() {
        return host;
    }

    /** Fetches a page that has to hold the text; who served it is what its header X-Served-By says. Answers the record. */
    Path fetch(String name, String url, String text) {
        return start(name, ClientLoop.class, "page", url, text);
    }

    /** Runs a command that has to succeed; who served it is its first line of output. Answers the record. */
    Path repeat(String name, String... command) {
        var all = new ArrayList<>(List.of("command"));
        all.addAll(Arrays.asList(command));
        return start(name, ClientLoop.class, all.toArray(String[]::new));
    }

    /** Starts a program whose first argument is the file that it has to append to: {@link ClientRecord} says how. */
    Path start(String name, Class<?> main, String... arguments) {
        var record = directory.resolve(name + ".record");
        var classes =
                Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
        var command = new ArrayList<>(List.of(
                Harness.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                classes.toString(),
                main.getName(),
                record.toString()));
        command.addAll(Arrays.asList(arguments));
        programs.add(Leashed.start(directory, host.inside(command)));
        return record;
    }

    @Override
    public void close() {
        programs.forEach(Leashed::close);
        host.close();
    }
}
