package io.systole.fencing.sbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An armed watchdog (Linux, Documentation/watchdog/watchdog-api): it restarts the host unless it is fed in time, whatever
 * becomes of this process. Only {@link #disarm} takes it back. A file or a FIFO in its place gets the same bytes.
 */
final class Watchdog {
    private static final byte[] MEAL = ".".getBytes(StandardCharsets.US_ASCII);
    /** The magic close: without it, closing leaves the watchdog running. */
    private static final byte[] FAREWELL = "V".getBytes(StandardCharsets.US_ASCII);

    private static final Path CLASS = Path.of("/sys/class/watchdog");
    private static final long WDCTL_LIMIT_S = 10;

    private final Path path;
    private final FileChannel channel;

    private Watchdog(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Arms it with this timeout, in whole seconds. A timeout that cannot be set is accepted if it is shorter.
     *
     * @throws IOException if there is none, somebody else has it, or its timeout is longer
     */
    static Watchdog arm(Path path, Duration timeout) throws IOException {
        try {
            if (BlockDevice.of(path).isCharacter()) {
                setTimeout(path, timeout);
            }
            var channel = FileChannel.open(path, StandardOpenOption.WRITE);
            var watchdog = new Watchdog(path, channel);
            watchdog.feed();
            return watchdog;
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IOException(
                    "there is no such device: load its driver, or softdog where there is no hardware", missing);
        }
    }

    Path path() {
        return path;
    }

    void feed() throws IOException {
        channel.write(ByteBuffer.wrap(MEAL));
    }

    void disarm() throws IOException {
        channel.write(ByteBuffer.wrap(FAREWELL));
        channel.close();
    }

    /** By {@code wdctl}, as Java has no call for it; the driver keeps the timeout when the device is opened again. */
    private static void setTimeout(Path path, Duration timeout) throws IOException {
        if (timeout(path).filter(timeout::equals).isPresent()) {
            return;
        }
        var said = wdctl(path, timeout);
        var now = timeout(path);
        if (now.isPresent() && now.get().compareTo(timeout) > 0) {
            throw new IOException("its timeout is " + now.get().toSeconds() + " s and cannot be set to "
                    + timeout.toSeconds() + " s (" + said + "): set it by the driver's options, or use longer timeouts"
                    + " for SBD");
        }
        if (now.isEmpty() && !said.isEmpty()) {
            throw new IOException(
                    "its timeout can neither be set to " + timeout.toSeconds() + " s nor be read (" + said + ")");
        }
    }

    /** What went wrong; empty when nothing did. */
    private static String wdctl(Path path, Duration timeout) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("wdctl", "--settimeout", Long.toString(timeout.toSeconds()), path.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return String.valueOf(missing.getMessage());
        }
        try {
            if (!process.waitFor(WDCTL_LIMIT_S, TimeUnit.SECONDS)) {
                return "wdctl does not end";
            }
            return process.exitValue() == 0 ? "" : "wdctl: exit code " + process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    /** As the driver tells it; {@code /dev/watchdog} is the first one. */
    private static Optional<Duration> timeout(Path path) throws IOException {
        var name = path.toRealPath().getFileName().toString();
        var file = CLASS.resolve(name.equals("watchdog") ? "watchdog0" : name).resolve("timeout");
        return Files.isReadable(file)
                ? Optional.of(
                        Duration.ofSeconds(Long.parseLong(Files.readString(file).strip())))
                : Optional.empty();
    }
}
