package io.systole.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory in which one operation's {@code crm_attribute} and {@code crm_master} leave what they were asked for: a
 * file for each request, named so that the names sort in the order of the requests, with three lines (lifetime, name,
 * value; no third line to delete). The commands move each file into place when it is whole.
 */
final class AttributeSpool implements AutoCloseable {
    static final String VARIABLE = "SYSTOLE_ATTRIBUTE_SPOOL";
    private static final String PREFIX = ".attributes-";
    private static final String SUFFIX = ".request";

    private final Path directory;

    private AttributeSpool(Path directory) {
        this.directory = directory;
    }

    /** A spool below the scratch directory, or none when that cannot be written; agents then do without. */
    static Optional<AttributeSpool> create(Path scratch) {
        try {
            Files.createDirectories(scratch);
            return Optional.of(new AttributeSpool(Files.createTempDirectory(scratch, PREFIX)));
        } catch (IOException readOnlyOrFull) {
            return Optional.empty();
        }
    }

    /** Removes what operations have left behind that were under way when this program ended last. */
    static void clear(Path scratch) {
        try (var left = Files.newDirectoryStream(scratch, PREFIX + "*")) {
            left.forEach(directory -> new AttributeSpool(directory).close());
        } catch (IOException noneYet) {
            return;
        }
    }

    Path directory() {
        return directory;
    }

    List<AttributeUpdate> updates() {
        var updates = new ArrayList<AttributeUpdate>();
        for (var file : files()) {
            if (file.getFileName().toString().endsWith(SUFFIX)) {
                read(file).ifPresent(updates::add);
            }
        }
        return updates;
    }

    private static Optional<AttributeUpdate> read(Path file) {
        try {
            var lines = Files.readString(file, StandardCharsets.UTF_8).split("\n", 3);
            if (lines.length < 2 || lines[1].isEmpty()) {
                return Optional.empty();
            }
            var value = lines.length < 3 || lines[2].isEmpty() ? null : lines[2].stripTrailing();
            return Optional.of(new AttributeUpdate(lines[1], value, lines[0]));
        } catch (IOException notOneOfOurs) {
            return Optional.empty();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing(Path::getFileName)).toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    @Override
    public void close() {
        for (var file : files()) {
            delete(file);
        }
        delete(directory);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillInUse) {
            // A process that outlived the operation has written once more; the scratch directory is emptied at start.
            return;
        }
    }
}
