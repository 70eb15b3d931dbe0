package io.systole.multijvm;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Looks all the time, with the kernel's eyes, into every host for what only one of them may have: a disk that is mounted, a
 * server that runs. Twice at once is the disaster.
 */
final class OwnerWatch implements AutoCloseable {
    /** Reading what one host has mounted is cheap, looking through all processes of the machine is not. */
    private static final Duration MOUNTS = Duration.ofMillis(10);

    private static final Duration PROCESSES = Duration.ofMillis(50);

    /** What of it the host has; empty for nothing. */
    interface Look {
        List<String> at(Host host);
    }

    private final String what;
    private final Look look;
    private final Supplier<List<Host>> hosts;
    private final List<String> disasters = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private String seenLast = "";

    private OwnerWatch(String what, Look look, Duration period, Supplier<List<Host>> hosts) {
        this.what = what;
        this.look = look;
        this.hosts = hosts;
        this.ticker = Ticker.every(period, this::look);
    }

    /** Hosts that have the device mounted, in whatever place. */
    static OwnerWatch mounts(String device, Supplier<List<Host>> hosts) {
        return new OwnerWatch(device, host -> Proc.mountsOf(device, host.init()), MOUNTS, hosts);
    }

    /** Hosts that run a program of that name, as the kernel calls it (15 characters). */
    static OwnerWatch processes(String command, Supplier<List<Host>> hosts) {
        return new OwnerWatch(
                command,
                host -> Proc.inPidNamespaceOf(host.init(), command).stream()
                        .map(String::valueOf)
                        .toList(),
                PROCESSES,
                hosts);
    }

    /** Hosts on which a service gives signs that it has a role that only one of its instances may have. */
    static OwnerWatch role(String what, Look signs, Duration period, Supplier<List<Host>> hosts) {
        return new OwnerWatch(what, signs, period, hosts);
    }

    /**
     * One look. Hosts cannot be looked at in one instant, so two findings count only when the first is still true after
     * the last was found: then both were true at once.
     */
    private void look() {
        var first = found();
        var now = String.join(",", first.keySet());
        if (first.size() > 1) {
            var again = found();
            again.keySet().retainAll(first.keySet());
            if (again.size() > 1) {
                disasters.add(AgentLog.now() + " " + what + " on " + again);
            }
        }
        if (!now.equals(seenLast)) {
            changes.add(AgentLog.now() + " " + what + " " + (now.isEmpty() ? "nowhere" : now));
            seenLast = now;
        }
    }

    private SortedMap<String, List<String>> found() {
        var found = new TreeMap<String, List<String>>();
        for (var host : hosts.get()) {
            var here = look.at(host);
            if (!here.isEmpty()) {
                found.put(host.name() + "/" + host.init(), here);
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
