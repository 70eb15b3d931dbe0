package io.systole.fencing.sbd;

import io.systole.fencing.sbd.core.WatchEvent;
import io.systole.fencing.sbd.core.WatchEvent.SlotRead;
import io.systole.fencing.sbd.core.WatchEvent.SlotUnreadable;
import io.systole.fencing.sbd.format.SbdMailbox;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the node's slot on one device again and again, in a thread of its own: a disk that hangs holds up nothing else. */
final class DeviceReader {
    private final SbdDisk disk;
    private final String node;
    private final Duration loop;
    private final Consumer<WatchEvent> listener;
    private final Supplier<Duration> clock;
    private final LinkedBlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean ended;

    private record Write(SbdMailbox mailbox, CompletableFuture<Boolean> done) {}

    /**
     * Not started yet.
     *
     * @param own null for a device on which the slot has still to be found
     */
    DeviceReader(
            SbdDisk disk,
            String node,
            Duration loop,
            @Nullable OwnSlot own,
            Consumer<WatchEvent> listener,
            Supplier<Duration> clock) {
        this.disk = disk;
        this.node = node;
        this.loop = loop;
        this.listener = listener;
        this.clock = clock;
        this.thread = new Thread(() -> run(own), "sbd " + disk.path());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Writes before the next read; true when it is on the disk. */
    CompletableFuture<Boolean> put(SbdMailbox mailbox) {
        var write = new Write(mailbox, new CompletableFuture<>());
        writes.add(write);
        return write.done();
    }

    /** The last read may still be under way. */
    void end() {
        ended = true;
        thread.interrupt();
    }

    private void run(@Nullable OwnSlot known) {
        var own = known;
        try {
            while (!ended) {
                var begun = clock.get();
                try {
                    if (own == null) {
                        own = OwnSlot.of(disk, node);
                        begun = clock.get();
                    }
                    listener.accept(new SlotRead(disk.path().toString(), own.read(), begun));
                } catch (IOException failed) {
                    listener.accept(
                            new SlotUnreadable(disk.path().toString(), String.valueOf(failed.getMessage()), begun));
                }
                var write = writes.poll(loop.toMillis(), TimeUnit.MILLISECONDS);
                if (write != null) {
                    write.done().complete(own != null && isWritten(own, write.mailbox()));
                }
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWritten(OwnSlot own, SbdMailbox mailbox) {
        try {
            own.write(mailbox);
            return true;
        } catch (IOException failed) {
            return false;
        }
    }
}
