package io.systole.runtime.tls.join;

import io.systole.event.EventCode;
import io.systole.runtime.tls.engine.CredentialsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens at the join port, over TLS, for hosts that want a certificate. A few at a time; who is slow is cut off. */
public final class JoinServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JoinServer.class);
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    private static final int THREADS = 4;
    private static final int WAITING_MAX = 32;

    private final ServerSocket socket;
    private final CredentialsSource source;
    private final JoinDesk desk;
    private final ThreadPoolExecutor workers;
    private final CountDownLatch ended = new CountDownLatch(1);

    private JoinServer(ServerSocket socket, CredentialsSource source, JoinDesk desk) {
        this.socket = socket;
        this.source = source;
        this.desk = desk;
        this.workers = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    var thread = new Thread(task, "join");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    public static JoinServer start(ClusterPlan plan, CredentialsSource source) throws IOException {
        var addresses = plan.self().addresses();
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(
                    addresses.size() == 1
                            ? new InetSocketAddress(InetAddress.getByName(addresses.get(0)), plan.joinPort())
                            : new InetSocketAddress(plan.joinPort()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var server = new JoinServer(socket, source, new JoinDesk(plan));
        var thread = new Thread(server::listen, "join-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                if (workers.getQueue().remainingCapacity() == 0) {
                    connection.close();
                } else {
                    workers.execute(() -> serve(connection));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.atWarn()
                            .addKeyValue("code", EventCode.DESK_FAILED)
                            .addKeyValue("why", e.getMessage())
                            .log("certificates cannot be handed out");
                }
            }
        }
    }

    private void serve(Socket connection) {
        var from = String.valueOf(connection.getRemoteSocketAddress());
        try (connection) {
            connection.setSoTimeout((int) READ_LIMIT.toMillis());
            var factory = source.current().context().getSocketFactory();
            try (var tls = (SSLSocket) factory.createSocket(connection, null, true)) {
                tls.setUseClientMode(false);
                tls.setWantClientAuth(true);
                tls.startHandshake();
                var asked = Lines.read(tls.getInputStream(), READ_LIMIT);
                Lines.write(tls.getOutputStream(), desk.answer(asked, shown(tls), from, Instant.now()));
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("from", from)
                    .addKeyValue("why", e.getMessage())
                    .log("a connection to the join port came to nothing");
        }
    }

    private static Optional<X509Certificate> shown(SSLSocket tls) {
        try {
            return Optional.of((X509Certificate) tls.getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Waits until it is closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        workers.shutdownNow();
        ended.countDown();
    }
}
