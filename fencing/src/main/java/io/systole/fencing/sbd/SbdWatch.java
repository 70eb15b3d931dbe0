package io.systole.fencing.sbd;

import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.fencing.sbd.core.WatchCore;
import io.systole.fencing.sbd.core.WatchEffect;
import io.systole.fencing.sbd.core.WatchEvent;
import io.systole.fencing.sbd.core.WatchReport;
import io.systole.fencing.sbd.core.WatchSettings;
import io.systole.fencing.sbd.core.WatchState;
import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node: reads its slots, feeds the watchdog and fences the node. It has threads of its own for each device, for
 * the clock and for telling, so that neither a disk, nor a log, nor the rest of the program can hold it up.
 */
public final class SbdWatch {
    private static final Duration LAST_WORDS = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final WatchPlan plan;
    private final SelfFence power;
    private final WatchListener listener;
    private final WatchMark mark;
    private final boolean unfinished;
    private final @Nullable Watchdog watchdog;
    private final long startNanos = System.nanoTime();
    private final LinkedBlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private final SortedMap<String, DeviceReader> readers = new TreeMap<>();
    private final ExecutorService telling = Executors.newSingleThreadExecutor(task -> daemon(task, "sbd telling"));
    private final CountDownLatch over = new CountDownLatch(1);
    private final Effects effects = new Effects();
    private volatile WatchState state;

    private SbdWatch(
            WatchPlan plan,
            WatchStart start,
            boolean unfinished,
            WatchMark mark,
            @Nullable Watchdog watchdog,
            SelfFence power,
            WatchListener listener) {
        this.plan = plan;
        this.power = power;
        this.listener = listener;
        this.mark = mark;
        this.unfinished = unfinished;
        this.watchdog = watchdog;
        this.state = WatchState.started(start.settings(), start.troubles());
        for (var path : plan.devices()) {
            var disk = new SbdDisk(path);
            var own = start.own().get(path.toString());
            readers.put(
                    path.toString(),
                    new DeviceReader(disk, plan.node(), start.settings().loop(), own, events::add, this::now));
        }
    }

    /**
     * Takes the node's slots, arms the watchdog and begins to watch. Takes some seconds where a slot is taken for the first
     * time. From here on the node is ended if the watch is not ended in order.
     *
     * @throws IOException if a device or the watchdog cannot be used, or the node is to stay out; nothing is armed then
     */
    public static SbdWatch start(WatchPlan plan, SelfFence power, WatchListener listener) throws IOException {
        var mark = new WatchMark(plan.directory());
        var unfinished = mark.isSet();
        var start = WatchStart.of(plan, unfinished);
        if (!start.pending().isEmpty()) {
            var message = start.pending().get(0);
            listener.dies(new WatchEffect.FenceSelf(
                    message.message().orElse(SbdMessage.RESET),
                    message.word() + " from " + message.from() + ", sent before this node was started again"));
            if (!power.endsHost()) {
                mark.clear();
            }
            power.die(message.message().orElse(SbdMessage.RESET));
            throw new IOException(plan.node() + " was to be fenced (" + message.word() + " from " + message.from()
                    + ") and is still there: restart the host");
        }
        var watchdog = arm(plan.watchdog(), start.settings());
        mark.set();
        var watch = new SbdWatch(plan, start, unfinished, mark, watchdog, power, listener);
        watch.readers.values().forEach(DeviceReader::start);
        daemon(watch::run, "sbd watch").start();
        watch.telling.execute(() -> listener.watching(watch.report().summary()));
        return watch;
    }

    private static @Nullable Watchdog arm(Optional<Path> watchdog, WatchSettings settings) throws IOException {
        if (watchdog.isEmpty()) return null;
        try {
            return Watchdog.arm(watchdog.get(), settings.watchdog());
        } catch (IOException failed) {
            throw new IOException("watchdog " + watchdog.get() + ": " + failed.getMessage(), failed);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What the node's membership says; silence counts as no word. */
    public void heard(ClusterSight sight) {
        events.add(new WatchEvent.ClusterHeard(sight, now()));
    }

    /** The node runs nothing any more. */
    public void drained() {
        events.add(new WatchEvent.Drained(now()));
    }

    /** The node has ended: in order if it was drained, else it is fenced now. Waits until that is done, some seconds at most. */
    public void end(String why) {
        events.add(new WatchEvent.Ended(why, now()));
        try {
            over.await(2 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it is, in words. */
    public WatchReport report() {
        return WatchReport.of(state, watchdog == null ? "" : watchdog.path().toString());
    }

    public WatchSettings settings() {
        return state.settings();
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void run() {
        var tick = state.settings().tick();
        var next = now();
        try {
            while (over.getCount() > 0) {
                var event = events.poll(Math.max(0, next.minus(now()).toNanos()), TimeUnit.NANOSECONDS);
                if (event != null) {
                    apply(event);
                } else {
                    apply(new WatchEvent.Ticked(now()));
                    next = now().plus(tick);
                }
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(WatchEvent event) {
        var step = WatchCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
    }

    private final class Effects implements WatchEffect.Port {
        @Override
        public void feed(WatchEffect.Feed effect) {
            if (watchdog == null) return;
            try {
                watchdog.feed();
            } catch (IOException failed) {
                telling.execute(() -> listener.feedingFailed(watchdog.path() + ": " + failed.getMessage()));
            }
        }

        /** Says so first, for as short a time as a log may need. */
        @Override
        public void fenceSelf(WatchEffect.FenceSelf effect) {
            var said = CompletableFuture.runAsync(() -> listener.dies(effect), telling);
            try {
                said.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException mute) {
                // It dies without a word.
            }
            if (!power.endsHost()) {
                forget();
            }
            power.die(effect.how());
            over.countDown();
        }

        @Override
        public void clearSlot(WatchEffect.ClearSlot effect) {
            var reader = readers.get(effect.device());
            if (reader != null) {
                CompletableFuture<Boolean> unused = reader.put(SbdMailbox.empty());
            }
        }

        @Override
        public void leaveCluster(WatchEffect.LeaveCluster effect) {
            telling.execute(() -> listener.leaveCluster(effect.from()));
        }

        @Override
        public void endWatch(WatchEffect.EndWatch effect) {
            // What an earlier run of this node left on the host may still run, and stays marked as such.
            if (!unfinished || state.ranSince() != null) {
                sayFarewell();
                forget();
            }
            readers.values().forEach(DeviceReader::end);
            if (watchdog != null) {
                try {
                    watchdog.disarm();
                } catch (IOException failed) {
                    listener.feedingFailed(watchdog.path() + " is not disarmed: " + failed.getMessage());
                }
            }
            over.countDown();
            telling.shutdown();
        }

        @Override
        public void tell(WatchEffect.Tell effect) {
            telling.execute(() -> listener.tell(effect));
        }
    }

    /** As sbd does, so that the slot shows who left in order. */
    private void sayFarewell() {
        var said = new ArrayList<CompletableFuture<Boolean>>();
        readers.values().forEach(reader -> said.add(reader.put(SbdMailbox.of(SbdMessage.EXIT, plan.node()))));
        var all = CompletableFuture.allOf(said.toArray(CompletableFuture[]::new));
        try {
            all.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // A device that hangs shows an older message; nobody needs this one.
        }
    }

    private void forget() {
        try {
            mark.clear();
        } catch (IOException kept) {
            listener.feedingFailed("the mark of this watch stays: " + kept.getMessage());
        }
    }
}
