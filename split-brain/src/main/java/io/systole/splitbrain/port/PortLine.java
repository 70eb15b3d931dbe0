package io.systole.splitbrain.port;

import io.systole.splitbrain.MemberPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * One node's port, and the idle connection to it that breaks when the process ends. Belongs to the watch's thread.
 * <p>
 * A process that ends closes its connections and its listening socket one after the other. Who asks for a connection in
 * between is let in and thrown out again, or gets no answer, and the kernel asks again only after a second. Neither says
 * anything of the host. So the first attempts after a connection broke are in a hurry: given up sooner, and made anew.
 */
final class PortLine {
    private static final long CONNECT_TAKES = Duration.ofSeconds(1).toNanos();
    /** The first attempt after a connection broke; doubled for each further one. */
    private static final long CONNECT_TAKES_FIRST = Duration.ofMillis(20).toNanos();
    /** The last of these attempts: longer than the way there and back of any network between members. */
    private static final long CONNECT_TAKES_LAST = Duration.ofMillis(160).toNanos();
    /** Until the next attempt when one in a hurry was reset. */
    private static final long AFTER_RESET = Duration.ofMillis(10).toNanos();

    private static final long REFUSED_AGAIN_FIRST = Duration.ofMillis(50).toNanos();
    private static final long REFUSED_AGAIN_LAST = Duration.ofMillis(500).toNanos();
    private static final long SILENT_AGAIN = Duration.ofSeconds(1).toNanos();
    private static final ByteBuffer SCRAP = ByteBuffer.allocate(256);

    private final MemberPlace place;
    private final PortWatch.Listener listener;
    private @Nullable InetSocketAddress address;
    private @Nullable SocketChannel channel;
    private boolean connected;
    private long dueNanos;
    private long connectTakes = CONNECT_TAKES;
    private long refusedAgain = REFUSED_AGAIN_FIRST;

    PortLine(MemberPlace place, PortWatch.Listener listener, long nowNanos) {
        this.place = place;
        this.listener = listener;
        this.dueNanos = nowNanos;
    }

    /** When this line wants to be looked at again, in nanoseconds from now. */
    long dueIn(long nowNanos) {
        return connected ? Long.MAX_VALUE : dueNanos - nowNanos;
    }

    void look(Selector selector, long nowNanos) {
        if (dueIn(nowNanos) > 0) return;
        if (channel != null) {
            close();
            if (!hurriesOn()) {
                silent(nowNanos);
                return;
            }
        }
        connect(selector, nowNanos);
    }

    /** Whether the attempt that just failed was one in a hurry; the next one takes longer. */
    private boolean hurriesOn() {
        boolean hurried = connectTakes < CONNECT_TAKES;
        connectTakes = connectTakes < CONNECT_TAKES_LAST ? 2 * connectTakes : CONNECT_TAKES;
        return hurried;
    }

    private void connect(Selector selector, long nowNanos) {
        try {
            InetSocketAddress target = address;
            if (target == null || target.isUnresolved()) {
                target = new InetSocketAddress(place.host(), place.port());
                address = target;
            }
            if (target.isUnresolved()) {
                silent(nowNanos);
                return;
            }
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            breakWhenSilent(opened);
            dueNanos = nowNanos + connectTakes;
            boolean connectedAtOnce = opened.connect(target);
            SelectionKey key = opened.register(selector, SelectionKey.OP_CONNECT, this);
            if (connectedAtOnce) {
                open(opened, key);
            }
        } catch (IOException | RuntimeException failure) {
            failed(failure, nowNanos);
        }
    }

    /** An idle connection over a way that was cut is noticed by the kernel alone, and only if it is told to look. */
    private static void breakWhenSilent(SocketChannel opened) throws IOException {
        opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        var known = opened.supportedOptions();
        if (known.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            opened.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
            opened.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
            opened.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
        }
    }

    /** The selector says that the connection stands, failed or broke. */
    void ready(SelectionKey key, long nowNanos) {
        SocketChannel known = channel;
        if (known == null || key.channel() != known) return;
        try {
            if (key.isConnectable() && known.finishConnect()) {
                open(known, key);
            } else if (key.isReadable()) {
                SCRAP.clear();
                if (known.read(SCRAP) < 0) {
                    broke(nowNanos);
                }
            }
        } catch (IOException failure) {
            if (connected) {
                broke(nowNanos);
            } else {
                failed(failure, nowNanos);
            }
        }
    }

    private void open(SocketChannel opened, SelectionKey key) throws IOException {
        if (opened.getRemoteAddress().equals(opened.getLocalAddress())) {
            // On one host a port that nobody listens at can be met by oneself: TCP allows to open from both ends at
            // once.
            throw new ConnectException("connected to itself");
        }
        key.interestOps(SelectionKey.OP_READ);
        connected = true;
        connectTakes = CONNECT_TAKES;
        refusedAgain = REFUSED_AGAIN_FIRST;
        listener.found(place, PortState.OPEN);
    }

    /** A connection that breaks says little: the next attempt says whether the process is gone. */
    private void broke(long nowNanos) {
        close();
        connectTakes = CONNECT_TAKES_FIRST;
        dueNanos = nowNanos;
    }

    /** The kernel reports a refusal in an exception of its own; no way to the host is another one, and a reset a third. */
    void failed(Exception failure, long nowNanos) {
        close();
        if (!(failure instanceof ConnectException)) {
            boolean noWay = failure instanceof NoRouteToHostException || !(failure instanceof SocketException);
            if (!noWay && hurriesOn()) {
                dueNanos = nowNanos + AFTER_RESET;
            } else {
                silent(nowNanos);
            }
            return;
        }
        connectTakes = CONNECT_TAKES;
        dueNanos = nowNanos + refusedAgain;
        refusedAgain = Math.min(REFUSED_AGAIN_LAST, 2 * refusedAgain);
        listener.found(place, PortState.REFUSED);
    }

    private void silent(long nowNanos) {
        address = null;
        connectTakes = CONNECT_TAKES;
        dueNanos = nowNanos + SILENT_AGAIN;
        listener.found(place, PortState.SILENT);
    }

    void close() {
        connected = false;
        SocketChannel known = channel;
        channel = null;
        if (known == null) return;
        try {
            known.close();
        } catch (IOException ignored) {
            // It is of no more use either way.
        }
    }
}
