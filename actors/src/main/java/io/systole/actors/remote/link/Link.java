package io.systole.actors.remote.link;

import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.Seal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open connection between two that have proven to each other that they have the cluster's key. Every frame is sealed with
 * a key of this connection and its number, so that nobody on the way can read, add, change, repeat or leave out one. A side that
 * says nothing for too long is gone. Two threads serve it: one reads, one writes.
 */
public final class Link implements AutoCloseable {
    private static final Frame PING = Frame.of("ping");
    private static final int PINGS_PER_SILENCE = 5;
    /** A peer that takes nothing off the wire is gone; its link must not keep all that was meant for it. */
    private static final int QUEUE_MAX = 100_000;

    /** Who hears what comes. Called from the link's own threads. */
    public interface Listener {
        void onFrame(Frame frame);

        /** The link is closed; told once, whoever closed it. */
        void onClosed(String why);
    }

    /** The seals of both directions. */
    record Seals(Seal own, Seal peers) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Seals seals;
    private final Duration silence;
    private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Listener listener = new Nobody();
    private volatile @Nullable Frame last;

    Link(Socket socket, DataInputStream in, DataOutputStream out, Seals seals, Duration silence) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.seals = seals;
        this.silence = silence;
    }

    /** Begins to tell the listener what comes. */
    public void start(String name, Listener told) {
        listener = told;
        thread("systole-link-read-" + name, this::read);
        thread("systole-link-write-" + name, this::write);
    }

    private static void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends when what was sent before is out; without effect on a closed link. */
    public void send(Frame frame) {
        if (!closed.get() && !queue.offer(frame)) {
            close("the other side takes nothing any more");
        }
    }

    /** Says one last thing, and closes the link when it is out. */
    public void end(Frame farewell) {
        last = farewell;
        send(farewell);
    }

    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() {
        close("closed here");
    }

    /** Closes it; the listener is told why. */
    public void close(String why) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // closed is closed
        }
        listener.onClosed(why);
    }

    private void read() {
        try {
            socket.setSoTimeout((int) silence.toMillis());
            for (long number = 0; ; number++) {
                Frame frame = readSealed(number);
                if (!frame.kind().equals(PING.kind())) {
                    listener.onFrame(frame);
                }
            }
        } catch (SocketTimeoutException silent) {
            close("the other side was silent for " + silence.toMillis() + " ms");
        } catch (EOFException ended) {
            close("the other side closed it");
        } catch (IOException | IllegalArgumentException broken) {
            close(String.valueOf(broken.getMessage()));
        }
    }

    private Frame readSealed(long number) throws IOException {
        return Frame.read(seals.peers().open(number, readBytes(in)));
    }

    private void write() {
        long pause = Math.max(1, silence.toMillis() / PINGS_PER_SILENCE);
        try {
            for (long number = 0; !closed.get(); number++) {
                Frame next = queue.poll(pause, TimeUnit.MILLISECONDS);
                byte[] bytes = (next == null ? PING : next).bytes();
                writeBytes(out, seals.own().close(number, bytes));
                if (queue.isEmpty()) {
                    out.flush();
                }
                if (next != null && next.equals(last)) {
                    out.flush();
                    close("closed here");
                }
            }
        } catch (IOException broken) {
            close(String.valueOf(broken.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close("interrupted");
        }
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Frame.BYTES_MAX) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the other side closed it");
        }
        return bytes;
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        if (bytes.length > Frame.BYTES_MAX) {
            throw new IOException("a frame of " + bytes.length + " bytes, at most " + Frame.BYTES_MAX + " go");
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Before it is started. */
    private static final class Nobody implements Listener {
        @Override
        public void onFrame(Frame frame) {}

        @Override
        public void onClosed(String why) {}
    }
}
