package io.systole.fencing.sbd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A block device made of a file, and Debian's {@code sbd} beside it. Needs root. */
final class LoopDevice implements AutoCloseable {
    private final Path device;

    private LoopDevice(Path device) {
        this.device = device;
    }

    /** What a program answered. */
    record Said(int exit, String out) {}

    /** Skips the test with a reason where there is no root, no loop device or no sbd; in CI it fails instead. */
    static LoopDevice createOrSkip(Path file, int sectorSize) throws IOException {
        var why = obstacle();
        if (!why.isEmpty() && System.getenv("CI") != null) {
            throw new AssertionError("this may not be skipped in CI, but: " + why);
        }
        assumeTrue(why.isEmpty(), () -> "SKIPPED, " + why);
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(512L * sectorSize);
        }
        var made = run("losetup", "--find", "--show", "--sector-size", "" + sectorSize, file.toString());
        if (made.exit() != 0) {
            throw new AssertionError(made.out());
        }
        return new LoopDevice(Path.of(made.out().strip()));
    }

    private static String obstacle() {
        try {
            if (!run("id", "-u").out().strip().equals("0")) {
                return "loop devices need root";
            }
            run("sbd", "-h");
            return run("losetup", "--find").exit() == 0 ? "" : "there is no loop device";
        } catch (IOException missing) {
            return "not installed: " + missing.getMessage() + " (bin/verify installs it)";
        }
    }

    Path path() {
        return device;
    }

    /** Debian's sbd on this device; that must succeed. */
    String sbd(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("sbd", "-d", device.toString()));
        command.addAll(Arrays.asList(arguments));
        var said = run(command.toArray(String[]::new));
        if (said.exit() != 0) {
            throw new AssertionError(command + ": exit code " + said.exit() + "\n" + said.out());
        }
        return said.out();
    }

    static Said run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(List.of(command) + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), out);
    }

    @Override
    public void close() throws IOException {
        var gone = run("losetup", "--detach", device.toString());
        if (gone.exit() != 0) {
            throw new AssertionError(gone.out());
        }
    }
}
