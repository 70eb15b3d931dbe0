package io.systole.multijvm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of one node's HTTP interface; address and token come from the node's run directory, as for any client. */
final class Management {
    /** By the certificates that they believe. */
    private static final Map<String, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    /** What the node answered. */
    record Answer(int status, String body) {
        boolean ok() {
            return status / 100 == 2;
        }
    }

    /**
     * Where a node listens and what it wants to be shown.
     *
     * @param trust the certificates by which it is believed, PEM; empty where it speaks in the clear
     */
    record Door(String url, String token, String trust) {
        /** In the clear. */
        Door(String url, String token) {
            this(url, token, "");
        }

        static Door of(Path runDirectory) throws IOException {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(runDirectory.resolve("management"))) {
                properties.load(reader);
            }
            var url = properties.getProperty("url");
            var token = properties.getProperty("token");
            if (url == null || token == null) {
                throw new IOException("no url or token in " + runDirectory.resolve("management"));
            }
            return new Door(
                    url, token, url.startsWith("https:") ? Files.readString(runDirectory.resolve("trust.pem")) : "");
        }
    }

    private final Path runDirectory;

    Management(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    /** What the node of a host made of namespaces answers, fetched inside of it by the script http-get of the directory. */
    static String getInside(Host host, Path runDirectory, Path scripts, String path) throws IOException {
        var door = Door.of(Path.of("/proc/" + host.init() + "/root" + runDirectory));
        var port = door.url().replaceFirst("http://[^:]*:", "");
        var command = List.of(scripts.resolve("http-get").toString(), port, path, door.token());
        var answer = Command.run(host.inside(command), Duration.ofSeconds(10));
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        return answer.out();
    }

    private static HttpClient client(Door door) {
        return CLIENTS.computeIfAbsent(door.trust(), trust -> {
            var builder = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(2))
                    .version(HttpClient.Version.HTTP_1_1);
            return (trust.isEmpty() ? builder : builder.sslContext(context(trust))).build();
        });
    }

    private static SSLContext context(String trust) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var text = new ByteArrayInputStream(trust.getBytes(StandardCharsets.US_ASCII));
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
                store.setCertificateEntry("known-" + store.size(), certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("no certificates: " + trust, failure);
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    Answer post(String path) throws IOException {
        return send("POST", path, "");
    }

    CibView cib() throws IOException {
        var answer = get("/v1/cib");
        if (!answer.ok()) {
            throw new IOException("GET /v1/cib: " + answer);
        }
        return CibView.parse(answer.body());
    }

    Answer replaceCib(String xml) throws IOException {
        return send("PUT", "/v1/cib", xml);
    }

    String statusText() throws IOException {
        return get("/v1/status?format=text").body();
    }

    Answer send(String method, String path, String body) throws IOException {
        return send(Door.of(runDirectory), method, path, body);
    }

    /** A change under a name of the client's own, which may be asked for again. */
    Answer request(String name, String method, String path, String body) throws IOException {
        var door = Door.of(runDirectory);
        return send(door, builder(door, path).header("Idempotency-Key", name), method, body);
    }

    static Answer send(Door door, String method, String path, String body) throws IOException {
        return send(door, builder(door, path), method, body);
    }

    private static HttpRequest.Builder builder(Door door, String path) {
        return HttpRequest.newBuilder(URI.create(door.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + door.token());
    }

    private static Answer send(Door door, HttpRequest.Builder builder, String method, String body) throws IOException {
        var request = builder.method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = client(door).send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
