package io.systole.splitbrain.port;

import io.systole.splitbrain.MemberPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an idle connection to each watched port. When a process ends, however it ends, its kernel closes its connections
 * and refuses new ones: that is seen within a millisecond, where heartbeats have to be missed for a while first. Nothing
 * is ever sent. One thread serves all; it waits in the selector.
 */
public final class PortWatch implements AutoCloseable {
    /** Is told on the watch's own thread, again and again while a port refuses or is silent. Must not block. */
    @FunctionalInterface
    public interface Listener {
        void found(MemberPlace place, PortState state);
    }

    private final Selector selector;
    private final Listener listener;
    private final Map<MemberPlace, PortLine> lines = new HashMap<>();
    private volatile List<MemberPlace> wanted = List.of();
    private volatile boolean closed;

    private PortWatch(Selector selector, Listener listener) {
        this.selector = selector;
        this.listener = listener;
    }

    public static PortWatch start(String name, Listener listener) {
        try {
            PortWatch watch = new PortWatch(Selector.open(), listener);
            Thread thread = new Thread(watch::run, name);
            thread.setDaemon(true);
            thread.start();
            return watch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exactly these ports are watched from now on. */
    public void watch(Collection<MemberPlace> places) {
        wanted = List.copyOf(places);
        selector.wakeup();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                follow();
                long now = System.nanoTime();
                lines.values().forEach(line -> line.look(selector, now));
                long wait = lines.values().stream()
                        .mapToLong(line -> line.dueIn(now))
                        .min()
                        .orElse(Long.MAX_VALUE);
                // Rounded up: a wait of nothing would be a wait for ever, one too short a busy loop.
                selector.select(
                        key -> ((PortLine) key.attachment()).ready(key, System.nanoTime()),
                        wait == Long.MAX_VALUE ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(wait)) + 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.values().forEach(PortLine::close);
        }
    }

    private void follow() {
        List<MemberPlace> places = wanted;
        lines.entrySet().removeIf(entry -> {
            boolean leaves = !places.contains(entry.getKey());
            if (leaves) entry.getValue().close();
            return leaves;
        });
        long now = System.nanoTime();
        places.forEach(place -> lines.computeIfAbsent(place, added -> new PortLine(added, listener, now)));
    }
}
