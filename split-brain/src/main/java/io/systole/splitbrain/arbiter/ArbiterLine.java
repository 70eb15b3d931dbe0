package io.systole.splitbrain.arbiter;

import io.systole.splitbrain.arbiter.core.Greeting;
import io.systole.splitbrain.arbiter.core.QnetdCodec;
import io.systole.splitbrain.arbiter.core.QnetdMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the daemon, with a thread that reads and one that writes. The first exchange, which settles TLS, is made
 * here by the word of {@link Greeting}; all that follows is handed on.
 */
final class ArbiterLine {
    /** Whom corosync-qdevice expects, too; the authority signs certificates of clients besides. */
    private static final String DAEMON = "CN=Qnetd Server";

    private static final byte[] END = new byte[0];

    /** Is told on the line's threads. Must not block. */
    interface Listener {
        void opened(boolean tls);

        void heard(QnetdMessage.FromDaemon message);

        /** Once, and nothing after it; not at all after {@link ArbiterLine#close}. */
        void closed(String why, boolean certificate);
    }

    private final ArbiterAddress address;
    private final String cluster;
    private final Listener listener;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private @Nullable Socket socket;
    private boolean closed;

    private ArbiterLine(ArbiterAddress address, String cluster, Listener listener) {
        this.address = address;
        this.cluster = cluster;
        this.listener = listener;
    }

    static ArbiterLine open(ArbiterAddress address, String cluster, Listener listener) {
        var line = new ArbiterLine(address, cluster, listener);
        start(line::run, "arbiter");
        return line;
    }

    private static void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** It goes out with the next flush; both are called by one thread. */
    void send(QnetdMessage.FromNode message) {
        collected.writeBytes(QnetdCodec.encode(message));
    }

    /** What was sent goes out together. */
    void flush() {
        if (collected.size() == 0) return;
        outgoing.add(collected.toByteArray());
        collected.reset();
    }

    /** Nothing more is heard of it. */
    void close() {
        Socket known;
        synchronized (this) {
            closed = true;
            known = socket;
        }
        outgoing.add(END);
        closeQuietly(known);
    }

    private static void closeQuietly(@Nullable Socket known) {
        if (known == null) return;
        try {
            known.close();
        } catch (IOException ignored) {
            // It is of no more use either way.
        }
    }

    private void run() {
        try (var connected = connect()) {
            connected.setTcpNoDelay(true);
            connected.setSoTimeout(Math.toIntExact(address.connectTimeout().toMillis()));
            Socket talking = greet(connected);
            connected.setSoTimeout(0);
            OutputStream out = talking.getOutputStream();
            start(() -> write(out, connected), "arbiter-writer");
            tell(() -> listener.opened(talking != connected));
            var in = new DataInputStream(talking.getInputStream());
            while (!isClosed()) {
                QnetdMessage.FromDaemon message = read(in);
                tell(() -> listener.heard(message));
            }
        } catch (CertificateTrouble e) {
            end(words(e), true);
        } catch (GeneralSecurityException | SSLException e) {
            end("TLS with " + address + " failed: " + words(e), true);
        } catch (EOFException e) {
            end(address + " closed the connection", false);
        } catch (IOException | Refused | QnetdCodec.Unreadable e) {
            end(address + ": " + words(e), false);
        }
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Socket connect() throws IOException {
        IOException failure = new IOException("has no address");
        int limit = Math.toIntExact(address.connectTimeout().toMillis());
        for (InetAddress each : InetAddress.getAllByName(address.host())) {
            var attempt = new Socket();
            try {
                remember(attempt);
                attempt.connect(new InetSocketAddress(each, address.port()), limit);
                return attempt;
            } catch (IOException e) {
                closeQuietly(attempt);
                failure = e;
            }
        }
        throw failure;
    }

    private synchronized void remember(Socket opened) throws IOException {
        if (closed) throw new IOException("no longer wanted");
        socket = opened;
    }

    /** The socket to go on with: the same, or TLS over it. */
    private Socket greet(Socket plain) throws IOException, GeneralSecurityException, Refused, QnetdCodec.Unreadable {
        plain.getOutputStream().write(QnetdCodec.encode(new QnetdMessage.Preinit(1, cluster)));
        QnetdMessage.FromDaemon answer = read(new DataInputStream(plain.getInputStream()));
        if (!(answer instanceof QnetdMessage.PreinitReply reply)) {
            throw new Refused("answers " + answer + ": is this a corosync-qnetd?");
        }
        Greeting greeting = Greeting.of(address.tls(), reply);
        if (!greeting.goesOn()) throw new Refused(greeting.why());
        if (!greeting.tls()) return plain;
        var context = certificates();
        plain.getOutputStream().write(QnetdCodec.encode(new QnetdMessage.StartTls(2)));
        var secure = (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
        secure.startHandshake();
        requireDaemon(secure);
        return secure;
    }

    private SSLContext certificates() throws GeneralSecurityException {
        try {
            return address.certificates().context();
        } catch (IOException e) {
            throw new CertificateTrouble(words(e), e);
        }
    }

    private static void requireDaemon(SSLSocket secure) throws SSLPeerUnverifiedException {
        var subject = secure.getSession().getPeerPrincipal();
        String name = subject instanceof X500Principal known ? known.getName(X500Principal.RFC2253) : subject.getName();
        if (!(name + ",").contains(DAEMON + ",")) {
            throw new SSLPeerUnverifiedException(
                    "its certificate is for " + name + ", must be for " + DAEMON + ": is this the arbiter?");
        }
    }

    private static QnetdMessage.FromDaemon read(DataInputStream in) throws IOException, QnetdCodec.Unreadable {
        byte[] header = new byte[QnetdCodec.HEADER];
        in.readFully(header);
        byte[] body = new byte[QnetdCodec.bodyLength(header)];
        in.readFully(body);
        return QnetdCodec.decode(header, body);
    }

    private void write(OutputStream out, Socket connected) {
        try {
            for (byte[] next = outgoing.take(); next != END; next = outgoing.take()) {
                out.write(next);
            }
        } catch (IOException broken) {
            // The reader sees it, too, and says so.
            closeQuietly(connected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String why, boolean certificate) {
        tell(() -> listener.closed(why, certificate));
        close();
    }

    private void tell(Runnable news) {
        if (!isClosed()) news.run();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The daemon does not suit, or this node does not suit it. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** A file with certificates is not as it must be. */
    private static final class CertificateTrouble extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        CertificateTrouble(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
