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

/** The program on the client's host: fetches a page every 50 ms and writes down what came of it, until its input ends. */
final class PageClient {
    static final int PERIOD_MS = 50;
    static final int TIMEOUT_MS = 250;

    private PageClient() {}

    /** Arguments: the page's URL, the text that it has to hold, and the file to append to. */
    public static void main(String[] arguments) throws IOException {
        var page = URI.create(arguments[0]).toURL();
        var record = Path.of(arguments[2]);
        var fetching = Ticker.every(Duration.ofMillis(PERIOD_MS), () -> append(record, fetch(page, arguments[1])));
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end of input is the sign to end.
            }
        } finally {
            fetching.close();
        }
    }

    private static String fetch(URL page, String wanted) {
        var started = AgentLog.now();
        try {
            var connection = (HttpURLConnection) page.openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setUseCaches(false);
            connection.setRequestProperty("Connection", "close");
            try (var body = connection.getInputStream()) {
                var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                var by = connection.getHeaderField("X-Served-By");
                return text.contains(wanted) ? started + " ok " + by : started + " failed wrong-page-from-" + by;
            }
        } catch (IOException failure) {
            return started + " failed " + failure.getClass().getSimpleName();
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
