package io.systole.examples.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Which process each copy is: they are all on one machine, and tell each other by files. */
final class Processes {
    private final Path directory;

    Processes(Path directory) {
        this.directory = directory;
    }

    /** Says that this process is the copy of that name. */
    void writeOwn(String name) throws IOException {
        var file = file(name);
        Files.createDirectories(directory.resolve(name));
        var whole = Files.writeString(directory.resolve(name).resolve("process.new"), mark(ProcessHandle.current()));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The process that is the copy of that name, if it lives. A number that another process has by now is none. */
    Optional<ProcessHandle> living(String name) throws IOException {
        var file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var mark = Files.readString(file);
        return ProcessHandle.of(Long.parseLong(mark.lines().findFirst().orElse("0")))
                .filter(process -> process.isAlive() && mark(process).equals(mark));
    }

    private Path file(String name) {
        return directory.resolve(name).resolve("process");
    }

    private static String mark(ProcessHandle process) {
        return process.pid() + "\n"
                + process.info().startInstant().map(Object::toString).orElse("") + "\n";
    }
}
