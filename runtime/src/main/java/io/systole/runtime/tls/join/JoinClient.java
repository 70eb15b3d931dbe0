package io.systole.runtime.tls.join;

import io.systole.runtime.tls.files.Pem;
import io.systole.runtime.tls.join.JoinFailed.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Asks at a join port. The context decides whom it believes, and whether it shows a certificate. */
final class JoinClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    /** What was handed out. */
    record Granted(X509Certificate certificate, X509Certificate authority) {}

    private final SSLContext context;

    JoinClient(SSLContext context) {
        this.context = context;
    }

    /** Asks the first of these hosts that can be reached. */
    Granted ask(List<String> hosts, int port, Map<String, String> request) throws JoinFailed {
        var tried = new ArrayList<String>();
        for (var host : hosts) {
            var where = host + ":" + port;
            try {
                return granted(where, exchange(host, port, request));
            } catch (SSLException e) {
                throw new JoinFailed(Kind.REFUSED, where + ": " + reason(e), e);
            } catch (IOException e) {
                tried.add(where + ": " + e.getMessage());
            }
        }
        throw new JoinFailed(
                Kind.UNREACHABLE,
                "nobody hands out certificates (" + String.join("; ", tried)
                        + "): does a node, or `systole cert serve`, run there, and does the way to the port lie open?");
    }

    private static String reason(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "not the host that the token is from: " + cause.getMessage();
            }
        }
        return String.valueOf(e.getMessage());
    }

    private SortedMap<String, String> exchange(String host, int port, Map<String, String> request) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) CONNECT_LIMIT.toMillis());
            plain.setSoTimeout((int) ANSWER_LIMIT.toMillis());
            try (var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                tls.startHandshake();
                Lines.write(tls.getOutputStream(), request);
                return Lines.read(tls.getInputStream(), ANSWER_LIMIT);
            }
        }
    }

    private static Granted granted(String where, SortedMap<String, String> answer) throws JoinFailed {
        var refused = answer.get(JoinDesk.REFUSED);
        if (refused != null) {
            throw new JoinFailed(Kind.REFUSED, where + " refuses: " + refused);
        }
        try {
            return new Granted(read(answer, JoinDesk.CERTIFICATE), read(answer, JoinDesk.AUTHORITY));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new JoinFailed(Kind.FAILED, where + ": the answer is not understood (" + e.getMessage() + ")", e);
        }
    }

    private static X509Certificate read(SortedMap<String, String> answer, String key) throws CertificateException {
        return Pem.certificate(Base64.getDecoder().decode(answer.getOrDefault(key, "")));
    }
}
