package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the configuration as a file to which one line is added for each, forced to the disk. What a crash left
 * half written is cut off; a line that is not what was written ends what can be read.
 */
final class Journal {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final RecentEntries recent = new RecentEntries();
    private long length;
    private int lines;
    private @Nullable ConfigurationKey last;

    Journal(Path file) {
        this.file = file;
    }

    /**
     * @param entries all up to the first that cannot be read
     * @param damage what is wrong behind them; null when nothing is
     * @param torn it ends within a line, as when the power goes while one is written: that was not acknowledged
     */
    record Contents(List<JournalEntry> entries, @Nullable String damage, boolean torn) {}

    long length() {
        return length;
    }

    int lines() {
        return lines;
    }

    /** Reads all, and goes on from the end of what could be read. */
    Contents open() throws IOException {
        Contents contents = read();
        length = contents.entries().stream()
                .mapToLong(entry -> JournalLine.of(entry).length)
                .sum();
        counted(contents.entries());
        return contents;
    }

    /** The entries that follow on a configuration, or all where none does. */
    List<JournalEntry> after(ConfigurationKey have) throws IOException {
        Optional<List<JournalEntry>> known = recent.after(have);
        return known.isPresent() ? known.get() : read().entries();
    }

    Contents read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException nothingYet) {
            return new Contents(List.of(), null, false);
        }
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                var entry = JournalLine.read(new String(bytes, start, at - start, StandardCharsets.UTF_8));
                if (entry.isEmpty()) {
                    return new Contents(
                            entries, file + ", line " + (entries.size() + 1) + ", is not what was written", false);
                }
                entries.add(entry.get());
                start = at + 1;
            }
        }
        boolean torn = start < bytes.length;
        String end = file + " ends within line " + (entries.size() + 1) + ", which is left out";
        return new Contents(entries, torn ? end : null, torn);
    }

    private void counted(List<JournalEntry> entries) {
        recent.clear();
        lines = entries.size();
        last = entries.isEmpty()
                ? null
                : entries.get(entries.size() - 1).change().key();
    }

    /**
     * Adds entries; returns when they are on the disk. When that fails nothing of them is left. What stands behind the
     * change that they follow on gave way to them, and is cut off.
     *
     * @throws LeftBehind if it failed and could not be undone
     */
    void append(List<JournalEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        ConfigurationKey base = entries.get(0).change().base();
        if (last != null && !last.equals(base)) {
            cutTo(base);
        }
        Files.createDirectories(DurableFile.directory(file));
        boolean isNew = !Files.exists(file);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (out.size() < length) {
                throw new IOException(file + " is shorter than what was written to it");
            }
            if (out.size() > length) {
                out.truncate(length);
            }
            out.position(length);
            byte[] bytes = bytes(entries);
            try {
                DurableFile.write(out, bytes);
                out.force(false);
            } catch (IOException failure) {
                undo(out, failure);
                throw failure;
            }
            length += bytes.length;
            lines += entries.size();
            last = entries.get(entries.size() - 1).change().key();
            recent.add(entries);
        }
        if (isNew) {
            DurableFile.force(DurableFile.directory(file));
        }
    }

    private void cutTo(ConfigurationKey base) throws IOException {
        List<JournalEntry> all = read().entries();
        for (int i = all.size(); i > 0; i--) {
            if (all.get(i - 1).change().key().equals(base)) {
                replace(all.subList(0, i));
                return;
            }
        }
        if (!all.isEmpty() && all.get(0).change().base().equals(base)) {
            replace(List.of());
        }
    }

    private void undo(FileChannel out, IOException failure) throws LeftBehind {
        try {
            out.truncate(length);
            out.force(false);
        } catch (IOException again) {
            failure.addSuppressed(again);
            throw new LeftBehind(failure);
        }
    }

    /** Puts these in the place of all entries. */
    void replace(List<JournalEntry> entries) throws IOException {
        byte[] bytes = bytes(entries);
        DurableFile.replace(file, bytes);
        length = bytes.length;
        counted(entries);
    }

    /**
     * Leaves out the oldest entries, down to so many and so many bytes; the last one stays in any case. The file is copied
     * as it is: all of a long journal in memory would be more than a small node has.
     */
    void shorten(int entriesMax, long bytesMax) throws IOException {
        long from = 0;
        int left = lines;
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            long at = 0;
            while (left > 1 && (left > entriesMax || length - from > bytesMax)) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException(file + " is shorter than what was written to it");
                }
                at++;
                if (next == '\n') {
                    from = at;
                    left--;
                }
            }
        }
        if (from > 0) {
            DurableFile.keep(file, from, length);
            length -= from;
            lines = left;
        }
    }

    private static byte[] bytes(List<JournalEntry> entries) {
        var bytes = new ByteArrayOutputStream();
        entries.forEach(entry -> bytes.writeBytes(JournalLine.of(entry)));
        return bytes.toByteArray();
    }

    /** A failed write may have left something behind. */
    static final class LeftBehind extends IOException {
        private static final long serialVersionUID = 1;

        LeftBehind(IOException cause) {
            super(Problems.of(cause), cause);
        }
    }
}
