package io.systole.multijvm;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program on the client's host: uses a service again and again, and writes down what came of it, until its input ends. */
final class ClientLoop {
    static final int PERIOD_MS = 50;
    /** For connecting, for reading, and twice this for a command. */
    static final int TIMEOUT_MS = 250;

    /** One use of a service: answers a word, such as who served it; throws {@link NotServed} or an exception of its own. */
    interface Use {
        String once() throws IOException, InterruptedException;
    }

    /** The service was not there, or not what it should be. */
    static final class NotServed extends IOException {
        private static final long serialVersionUID = 1;

        NotServed(String why) {
            super(why);
        }
    }

    private ClientLoop() {}

    /** Arguments: the file to append to, then {@code page URL TEXT} or {@code command COMMAND...}. */
    public static void main(String[] arguments) throws IOException {
        var what = List.of(arguments).subList(2, arguments.length);
        var page = arguments[1].equals("page") ? URI.create(what.get(0)).toURL() : null;
        run(
                Path.of(arguments[0]),
                page == null ? () -> command(what, Duration.ofMillis(2 * TIMEOUT_MS)) : () -> fetch(page, what.get(1)));
    }

    /** The loop, for programs that use a service in another way. */
    static void run(Path record, Use use) throws IOException {
        var using = Ticker.every(Duration.ofMillis(PERIOD_MS), () -> append(record, line(use)));
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end of input is the sign to end.
            }
        } finally {
            using.close();
        }
    }

    private static String line(Use use) {
        var started = AgentLog.now();
        try {
            return started + " ok " + word(use.once());
        } catch (NotServed failure) {
            return started + " failed " + word(String.valueOf(failure.getMessage()));
        } catch (IOException | RuntimeException failure) {
            return started + " failed " + failure.getClass().getSimpleName();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return started + " failed interrupted";
        }
    }

    private static String word(String text) {
        var word = text.strip().replaceAll("\\s+", "-");
        return word.isEmpty() ? "-" : word;
    }

    private static String fetch(URL page, String wanted) throws IOException {
        var connection = (HttpURLConnection) page.openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try (var body = connection.getInputStream()) {
            var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            var by = connection.getHeaderField("X-Served-By");
            if (!text.contains(wanted)) {
                throw new NotServed("wrong-page-from-" + by);
            }
            return String.valueOf(by);
        }
    }

    /** A command that succeeds within its time; its first line of output is the word. */
    static String command(List<String> command, Duration limit) throws IOException, InterruptedException {
        var output = Files.createTempFile("client", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new NotServed("timeout");
            }
            var said = Files.readString(output).lines().findFirst().orElse("");
            if (process.exitValue() != 0) {
                throw new NotServed("exit-" + process.exitValue() + "-" + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    private static void append(Path record, String line) {
        try {
            Files.writeString(record, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            System.err.println("cannot write " + record + ": " + failure);
        }
    }
}
