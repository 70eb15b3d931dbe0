package io.systole.actors.cib.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files so that they are on the disk when the call returns. */
final class DurableFile {
    private DurableFile() {}

    /** What is to be in a file. */
    private interface Content {
        void writeTo(FileChannel out) throws IOException;
    }

    /** Written beside, forced to the disk and renamed: a crash leaves the old file or the new one. */
    static void replace(Path file, byte[] content) throws IOException {
        replace(file, out -> write(out, content));
    }

    /** Leaves of a file only the bytes from one place to another; in the same way, and without reading them into memory. */
    static void keep(Path file, long from, long to) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            replace(file, out -> {
                for (long at = from; at < to; ) {
                    long copied = in.transferTo(at, to - at, out);
                    if (copied <= 0) {
                        throw new IOException(file + " is shorter than what was written to it");
                    }
                    at += copied;
                }
            });
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path directory = directory(file);
        Files.createDirectories(directory);
        Path beside = directory.resolve(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(out);
            out.force(true);
        } catch (IOException full) {
            Files.deleteIfExists(beside);
            throw full;
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(directory);
    }

    static void write(FileChannel out, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** The names in a directory are on the disk. */
    static void force(Path directory) throws IOException {
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    static Path directory(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
