package io.systole.multijvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes numbered changes, one after the other, through any node that answers. What it is not told to be
 * done it asks for again under the same name, until it is. Remembers when it asked and when it knew.
 */
final class Scribe implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A change that was told to be done. */
    record Written(String name, long askedNanos, long knownNanos, int tries) {}

    /** The way to a node for a client. */
    interface Door {
        /** Adds the XML to the options of the cluster through a node; true when it was told to be done. */
        boolean create(String node, String request, String xml) throws IOException;
    }

    private final List<String> nodes;
    private final Door door;
    private final Random random;
    private final List<Written> written = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ending;
    private volatile @Nullable String stuck;

    private Scribe(List<String> nodes, Door door, long seed) {
        this.nodes = List.copyOf(nodes);
        this.door = door;
        this.random = new Random(seed);
        this.thread = new Thread(this::run, "scribe");
    }

    static Scribe start(List<String> nodes, Door door, long seed) {
        var scribe = new Scribe(nodes, door, seed);
        scribe.thread.start();
        return scribe;
    }

    private void run() {
        for (var number = 1; !ending; number++) {
            write("w-" + number);
        }
    }

    private void write(String name) {
        var asked = System.nanoTime();
        for (var tries = 1; ; tries++) {
            if (isDone(name)) {
                synchronized (written) {
                    written.add(new Written(name, asked, System.nanoTime(), tries));
                }
                stuck = null;
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    private boolean isDone(String name) {
        var node = nodes.get(random.nextInt(nodes.size()));
        try {
            var done = door.create(node, name, change(name));
            stuck = name + " by " + node + " not done";
            return done;
        } catch (IOException nobodyThere) {
            stuck = name + " by " + node + ": " + nobodyThere;
            return false;
        }
    }

    private static String change(String name) {
        return "<cluster_property_set id=\"" + name + "\"><nvpair id=\"" + name + "-v\" name=\"" + name
                + "\" value=\"1\"/></cluster_property_set>";
    }

    /** What was told to be done so far. */
    List<Written> written() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    /** What it waits for at present, for a message; empty when nothing is in the way. */
    String stuck() {
        var now = stuck;
        return now == null ? "" : now;
    }

    /** Begins nothing new, and waits until the last change is known to be done. */
    void end() {
        ending = true;
        Await.until(
                "the last change is known to be done", LoopbackCluster.GENEROUS, () -> !thread.isAlive(), this::stuck);
    }

    @Override
    public void close() {
        ending = true;
        thread.interrupt();
    }
}
