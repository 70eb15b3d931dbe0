package io.systole.fencing.sbd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes sectors by the program {@code dd}: past the page cache, in units of one sector, and until they are on the disk. */
final class Dd {
    /** A disk that takes longer is of no use for fencing; the program is left to the kernel then. */
    private static final long LIMIT_S = 30;

    private Dd() {}

    static void write(Path device, long sector, int sectorSize, byte[] data) throws IOException {
        var command = List.of(
                "dd",
                "of=" + device,
                "bs=" + sectorSize,
                "seek=" + sector,
                "count=" + data.length / sectorSize,
                "iflag=fullblock",
                "oflag=direct,dsync",
                "conv=notrunc,nocreat",
                "status=none");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (var input = process.getOutputStream()) {
                input.write(data);
            }
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                throw new IOException("writing did not end within " + LIMIT_S + " s");
            }
            if (process.exitValue() != 0) {
                var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new IOException("dd wrote nothing: " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
