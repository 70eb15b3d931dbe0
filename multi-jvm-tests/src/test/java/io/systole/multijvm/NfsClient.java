package io.systole.multijvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What runs on a client of NFS, on a machine of its own. Arguments: {@code write} or {@code steal}, the directory where the
 * export is mounted, and the record to append to, in the form of {@link ClientRecord}.
 *
 * <p>{@code write} holds a lock on the file {@code lock} and appends numbered lines to the file {@code lines}; a use is a
 * line that was synced and read back. It also writes to the locked file, which Linux refuses with an error once a lock is
 * lost. {@code steal} tries to get that lock; a use is an attempt that was refused. Both end with their first failure.
 */
final class NfsClient {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path directory;
    private final Path record;

    private NfsClient(Path directory, Path record) {
        this.directory = directory;
        this.record = record;
    }

    public static void main(String[] arguments) throws IOException {
        var client = new NfsClient(Path.of(arguments[1]), Path.of(arguments[2]));
        try {
            if (arguments[0].equals("write")) {
                client.write();
            } else {
                client.steal();
            }
        } catch (IOException failure) {
            client.note("failed", failure.toString().replaceAll("\\s+", "-"));
        }
    }

    private void write() throws IOException {
        try (var lines = open("lines");
                var locked = open("lock")) {
            if (locked.tryLock() == null) {
                throw new IOException("somebody else has the lock");
            }
            for (var number = 1L; ; number++) {
                var line = number + "\n";
                append(lines, line);
                append(locked, line);
                note("ok", Long.toString(number));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void append(FileChannel file, String line) throws IOException {
        var at = file.size();
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            file.write(bytes, at + bytes.position());
        }
        file.force(true);
        var back = ByteBuffer.allocate(bytes.capacity());
        file.read(back, at);
        if (!back.flip().equals(bytes.flip())) {
            throw new IOException("another line was read back than was written: " + line);
        }
    }

    private void steal() throws IOException {
        try (var locked = open("lock")) {
            for (var attempt = 1L; locked.tryLock() == null; attempt++) {
                note("ok", Long.toString(attempt));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            note("failed", "stolen");
        }
    }

    private FileChannel open(String file) throws IOException {
        return FileChannel.open(
                directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void note(String how, String detail) throws IOException {
        Files.writeString(
                record,
                System.currentTimeMillis() * 1_000_000 + " " + how + " " + detail + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
