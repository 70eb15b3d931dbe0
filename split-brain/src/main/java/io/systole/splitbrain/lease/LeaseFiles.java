package io.systole.splitbrain.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The files of a lease. Each term of office is a file of its own, {@code NAME.1}, {@code NAME.2} and so on: whoever creates
 * the next one, which only one can, has the lease from then on, and who had it finds that out at its next sign of life. The
 * next may be created when the present one says that it was given back, or has not changed for the timeout by the steady
 * clock of whoever looks: no clocks are compared. Not for several threads.
 */
final class LeaseFiles {
    private static final String GIVEN_BACK = "given back";

    private final Path directory;
    private final String name;
    private final String owner;
    private final Duration timeout;
    private long term;
    private long beats;
    private @Nullable Seen seen;

    /** The present term as it was when it was first seen like that. */
    private record Seen(long term, String content, long nanos) {}

    LeaseFiles(Path directory, String name, String owner, Duration timeout) {
        this.directory = directory;
        this.name = name;
        this.owner = owner;
        this.timeout = timeout;
    }

    /** True from when on this owner has the lease. A present term of another is watched: ask again, until it is over. */
    boolean acquire() throws IOException {
        long last = last();
        if (last == 0) return create(1);
        if (last == term) return renew();
        Seen before = seen;
        Seen present = look(last);
        if (present == null) return false;
        boolean silent = present.equals(before) && System.nanoTime() - present.nanos() >= timeout.toNanos();
        return (silent || present.content().equals(GIVEN_BACK)) && create(last + 1);
    }

    /** Looks at the present term of another, so that it is known for how long it has shown no sign of life. */
    void watch() throws IOException {
        long last = last();
        if (last != 0) look(last);
    }

    private @Nullable Seen look(long last) throws IOException {
        String content = read(last);
        if (content == null) return null;
        Seen before = seen;
        if (before != null && before.term() == last && before.content().equals(content)) return before;
        seen = new Seen(last, content, System.nanoTime());
        return seen;
    }

    /** A sign of life. False where another has taken the lease. */
    boolean renew() throws IOException {
        if (term == 0 || last() != term) {
            term = 0;
            return false;
        }
        write(term, owner + " " + ++beats, false);
        if (last() == term) return true;
        term = 0;
        return false;
    }

    /** Gives it back, so that another need not wait. */
    void release() throws IOException {
        long ours = term;
        term = 0;
        if (ours != 0 && last() == ours) write(ours, GIVEN_BACK, false);
    }

    private boolean create(long next) throws IOException {
        try {
            write(next, owner + " " + ++beats, true);
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        term = next;
        seen = null;
        for (long old = next - 2; old > 0 && Files.deleteIfExists(file(old)); ) {
            old--;
        }
        return true;
    }

    private void write(long number, String content, boolean fresh) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        if (fresh) {
            Files.write(file(number), bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
        } else {
            Files.write(
                    file(number),
                    bytes,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.DSYNC);
        }
    }

    private @Nullable String read(long number) throws IOException {
        try {
            return Files.readString(file(number));
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** The number of the present term; 0 before the first. */
    private long last() throws IOException {
        long last = 0;
        try (var files = Files.newDirectoryStream(directory, name + ".*")) {
            for (var file : files) {
                var number = file.getFileName().toString().substring(name.length() + 1);
                if (number.matches("[1-9][0-9]{0,17}")) last = Math.max(last, Long.parseLong(number));
            }
        }
        return last;
    }

    private Path file(long number) {
        return directory.resolve(name + "." + number);
    }

    @Override
    public String toString() {
        return directory.resolve(name).toString();
    }
}
