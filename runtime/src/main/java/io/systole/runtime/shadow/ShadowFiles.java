package io.systole.runtime.shadow;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shadows of a user, as files that the user alone may read: {@code shadow.NAME} is the copy, which the tools of the
 * field read with {@code CIB_file}, and {@code base.NAME} the CIB that it was made from.
 */
public final class ShadowFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
    private static final String COPY = "shadow.";
    private static final String BASE = "base.";

    private final Path directory;

    public ShadowFiles(Path directory) {
        this.directory = directory;
    }

    /** The user's directory: $SYSTOLE_SHADOW_DIR, else ~/.local/state/systole/shadow. */
    public static ShadowFiles ofUser(UnaryOperator<@Nullable String> environment, String home) {
        String given = environment.apply("SYSTOLE_SHADOW_DIR");
        return new ShadowFiles(
                given == null || given.isBlank()
                        ? Path.of(home, ".local", "state", "systole", "shadow")
                        : Path.of(given));
    }

    /** Whether a text may name a shadow: it becomes the name of a file. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public Path file(String name) {
        return directory.resolve(COPY + name);
    }

    /** The names, in order. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(COPY) && isName(file.substring(COPY.length())))
                    .map(file -> file.substring(COPY.length()))
                    .sorted()
                    .toList();
        }
    }

    /** The shadow of that name; empty when there is none. */
    public Optional<Shadow> read(String name) throws IOException {
        if (!isName(name) || !Files.exists(file(name))) {
            return Optional.empty();
        }
        return Optional.of(new Shadow(read(directory.resolve(BASE + name)), read(file(name))));
    }

    private static Cib read(Path file) throws IOException {
        var reading = CibXml.read(Files.readString(file, StandardCharsets.UTF_8));
        return reading.understood()
                .orElseThrow(() -> new IOException(
                        file + " is no CIB any more: " + reading.faults().get(0)));
    }

    public void write(String name, Shadow shadow) throws IOException {
        var attributes = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(directory, attributes);
        write(directory.resolve(BASE + name), shadow.base());
        write(file(name), shadow.copy());
    }

    /** All or nothing: a reader never sees half of it. */
    private void write(Path file, Cib cib) throws IOException {
        var attributes = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path half = Files.createTempFile(directory, ".new", "", attributes);
        Files.writeString(half, CibXml.write(cib), StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes a shadow away; whether there was one. */
    public boolean delete(String name) throws IOException {
        boolean was = Files.deleteIfExists(file(name));
        Files.deleteIfExists(directory.resolve(BASE + name));
        return was;
    }
}
