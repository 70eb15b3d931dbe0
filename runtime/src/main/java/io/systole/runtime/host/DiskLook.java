package io.systole.runtime.host;

import io.systole.runtime.doctor.HostFacts.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Looks at a directory: whether it can be written, how much room there is, how long a page takes to the disk. */
final class DiskLook {
    private static final int PAGE = 4096;
    private static final int ATTEMPTS = 5;
    private static final double NS_PER_MS = 1_000_000.0;

    private DiskLook() {}

    /** With {@code sync} some pages are forced to the disk, in a file that is gone afterwards. */
    static Disk at(String purpose, Path directory, boolean sync) {
        boolean readOnly = false;
        long total = 0;
        long usable = 0;
        String fault = "";
        var tookMs = new double[0];
        try {
            var store = Files.getFileStore(directory);
            readOnly = store.isReadOnly();
            total = store.getTotalSpace();
            usable = store.getUsableSpace();
            if (!readOnly) {
                tookMs = write(directory, sync ? ATTEMPTS : 0);
            }
        } catch (NoSuchFileException missing) {
            fault = Disk.MISSING;
        } catch (AccessDeniedException denied) {
            fault = "permission denied";
        } catch (IOException failed) {
            fault = String.valueOf(failed.getMessage());
            fault = fault.substring(fault.indexOf(": ") + 1).strip();
        }
        Arrays.sort(tookMs);
        boolean tried = tookMs.length > 0;
        return new Disk(
                purpose,
                directory.toString(),
                readOnly,
                fault,
                total,
                usable,
                tried ? tookMs[tookMs.length / 2] : -1,
                tried ? tookMs[tookMs.length - 1] : -1);
    }

    private static double[] write(Path directory, int attempts) throws IOException {
        var file = Files.createTempFile(directory, ".doctor-", "");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(PAGE));
            var took = new double[attempts];
            for (int i = 0; i < attempts; i++) {
                long began = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE));
                channel.force(true);
                took[i] = (System.nanoTime() - began) / NS_PER_MS;
            }
            return took;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
