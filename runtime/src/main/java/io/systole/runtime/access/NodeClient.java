package io.systole.runtime.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests to one node's HTTP interface. */
public final class NodeClient {
    /** What the node answered. */
    public record Answer(int status, String body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** The form in which an answer is wanted. */
    public enum Form {
        TEXT("text/plain"),
        JSON("application/json"),
        XML("application/xml");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    private final AccessFile access;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private @Nullable SecureConnection secure;

    public NodeClient(AccessFile access, Duration connectTimeout, Duration readTimeout) {
        this.access = access;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    public String node() {
        return access.node();
    }

    /** What a node tells as long as it is listened to; closing it ends that. */
    public static final class Stream implements AutoCloseable {
        private final HttpURLConnection connection;
        private final int status;

        private Stream(HttpURLConnection connection) throws IOException {
            this.connection = connection;
            this.status = connection.getResponseCode();
        }

        public int status() {
            return status;
        }

        /** The lines as they come; each read ends with an error after the silence that is allowed. */
        public BufferedReader lines() throws IOException {
            return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }

    /** Begins to listen; a node that says nothing for the read time-out is given up. */
    public Stream listen(String path) throws IOException {
        var connection = opened(path, "text/event-stream");
        connected(connection);
        return new Stream(connection);
    }

    /** One segment of a path, or one value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Answer get(String path, Form form) throws IOException {
        return request("GET", path, form, null);
    }

    /** A file that a node made, or why it did not. */
    public static final class Download {
        private final Answer answer;
        private final byte[] content;

        private Download(Answer answer, byte[] content) {
            this.answer = answer;
            this.content = content;
        }

        /** The status; the text is that of a refusal. */
        public Answer answer() {
            return answer;
        }

        /** Empty where it was refused. */
        public byte[] content() {
            return content.clone();
        }
    }

    /** Gets a file that the node makes. */
    public Download download(String path) throws IOException {
        var connection = opened(path, Form.TEXT.mediaType);
        try {
            connected(connection);
            var status = connection.getResponseCode();
            try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                return status >= 400
                        ? new Download(new Answer(status, text(in)), new byte[0])
                        : new Download(new Answer(status, ""), in.readAllBytes());
            }
        } finally {
            connection.disconnect();
        }
    }

    public Answer post(String path) throws IOException {
        return request("POST", path, Form.TEXT, new byte[0]);
    }

    public Answer post(String path, byte[] xml) throws IOException {
        return request("POST", path, Form.TEXT, xml);
    }

    /** The same, for a request that has a name, or none. */
    public Answer post(String path, byte[] xml, @Nullable String requestName) throws IOException {
        return request("POST", path, Form.TEXT, xml, requestName);
    }

    public Answer delete(String path) throws IOException {
        return request("DELETE", path, Form.TEXT, null);
    }

    /** The same as a request of a name, which may be made again. */
    public Answer delete(String path, @Nullable String requestName) throws IOException {
        return request("DELETE", path, Form.TEXT, null, requestName);
    }

    public Answer put(String path, byte[] xml) throws IOException {
        return put(path, xml, null);
    }

    /** The same, for a request that has a name, or none. */
    public Answer put(String path, byte[] xml, @Nullable String requestName) throws IOException {
        return request("PUT", path, Form.TEXT, xml, requestName);
    }

    private Answer request(String method, String path, Form form, byte @Nullable [] body) throws IOException {
        return request(method, path, form, body, null);
    }

    private Answer request(String method, String path, Form form, byte @Nullable [] body, @Nullable String requestName)
            throws IOException {
        var connection = opened(path, form.mediaType);
        try {
            connection.setRequestMethod(method);
            if (requestName != null) {
                connection.setRequestProperty("Idempotency-Key", requestName);
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", Form.XML.mediaType);
                connection.setFixedLengthStreamingMode(body.length);
            }
            connected(connection);
            if (body != null) {
                try (var out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            var status = connection.getResponseCode();
            try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                return new Answer(status, text(in));
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection opened(String path, String accept) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(access.url() + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + access.token());
        connection.setRequestProperty("Accept", accept);
        return connection;
    }

    /** Until then nothing was sent: whatever keeps it from connecting is a {@link ConnectException}. */
    private void connected(HttpURLConnection connection) throws IOException {
        try {
            if (access.isSecure()) {
                secure().connect((javax.net.ssl.HttpsURLConnection) connection);
            } else {
                connection.connect();
            }
        } catch (SocketTimeoutException e) {
            throw unconnected("no connection in time", e);
        } catch (UnknownHostException e) {
            throw unconnected("the name has no address", e);
        } catch (NoRouteToHostException e) {
            throw unconnected(String.valueOf(e.getMessage()), e);
        }
    }

    private static ConnectException unconnected(String message, IOException cause) {
        var unconnected = new ConnectException(message);
        unconnected.initCause(cause);
        return unconnected;
    }

    private synchronized SecureConnection secure() throws IOException {
        SecureConnection made = secure;
        if (made == null) {
            made = SecureConnection.of(access);
            secure = made;
        }
        return made;
    }

    private static String text(@Nullable InputStream in) throws IOException {
        return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
