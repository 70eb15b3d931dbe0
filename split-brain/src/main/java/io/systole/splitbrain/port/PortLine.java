package io.systole.splitbrain.port;

import io.systole.splitbrain.MemberPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** One node's port, and the idle connection to it that breaks when the process ends. Belongs to the watch's thread. */
final class PortLine {
    private static final long CONNECT_TAKES = Duration.ofSeconds(1).toNanos();
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
            silent(nowNanos);
            return;
        }
        connect(selector, nowNanos);
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
            dueNanos = nowNanos + CONNECT_TAKES;
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
        refusedAgain = REFUSED_AGAIN_FIRST;
        listener.found(place, PortState.OPEN);
    }

    /** A connection that breaks says little: the next attempt says whether the process is gone. */
    private void broke(long nowNanos) {
        close();
        dueNanos = nowNanos;
    }

    /** The kernel reports a refusal in an exception of its own; no way to the host is another one. */
    private void failed(Exception failure, long nowNanos) {
        close();
        if (!(failure instanceof ConnectException)) {
            silent(nowNanos);
            return;
        }
        dueNanos = nowNanos + refusedAgain;
        refusedAgain = Math.min(REFUSED_AGAIN_LAST, 2 * refusedAgain);
        listener.found(place, PortState.REFUSED);
    }

    private void silent(long nowNanos) {
        address = null;
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
