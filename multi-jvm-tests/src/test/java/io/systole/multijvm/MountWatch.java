package io.systole.multijvm;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Looks all the time into every host's /proc/mounts for the shared disk. Twice at once is the disaster. */
final class MountWatch implements AutoCloseable {
    private final String device;
    private final Supplier<List<Host>> hosts;
    private final List<String> disasters = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private String seenLast = "";

    private MountWatch(String device, Supplier<List<Host>> hosts) {
        this.device = device;
        this.hosts = hosts;
        this.ticker = Ticker.every(Duration.ofMillis(10), this::look);
    }

    static MountWatch start(String device, Supplier<List<Host>> hosts) {
        return new MountWatch(device, hosts);
    }

    /**
     * One look. The files cannot be read at one instant, so two findings count only when the first is still true after
     * the last was found: then both were true at once.
     */
    private void look() {
        var first = mounts();
        var now = String.join(",", first.keySet());
        if (first.size() > 1) {
            var again = mounts();
            again.keySet().retainAll(first.keySet());
            if (again.size() > 1) {
                disasters.add(AgentLog.now() + " mounted on " + again);
            }
        }
        if (!now.equals(seenLast)) {
            changes.add(AgentLog.now() + " " + (now.isEmpty() ? "nowhere" : now));
            seenLast = now;
        }
    }

    private SortedMap<String, List<String>> mounts() {
        var found = new TreeMap<String, List<String>>();
        for (var host : hosts.get()) {
            var points = Proc.mountsOf(device, host.init());
            if (!points.isEmpty()) {
                found.put(host.name() + "/" + host.init(), points);
            }
        }
        return found;
    }

    List<String> disasters() {
        return List.copyOf(disasters);
    }

    /** The history, for the reader of a failure. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void close() {
        ticker.close();
    }
}
