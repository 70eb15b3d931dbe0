package io.systole.actors.fencer.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of the hosts' boots, and which devices have said that they fenced a node whose host was never restarted.
 *
 * @param hosts the last run of each node that introduced itself
 * @param lies by device, the last one of each
 * @param trusted by device, when a person last trusted it again: what it said before counts no more, whoever still tells it
 */
public record Proofs(
        SortedMap<NodeName, HostRun> hosts, SortedMap<ResourceId, Lie> lies, SortedMap<ResourceId, Instant> trusted) {
    public Proofs {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        lies = Collections.unmodifiableSortedMap(new TreeMap<>(lies));
        trusted = Collections.unmodifiableSortedMap(new TreeMap<>(trusted));
    }

    /** A run of a node, and the boot of its host (/proc/sys/kernel/random/boot_id) that it is part of. */
    public record HostRun(long incarnation, String bootId) {}

    /** A device's word that was not true. */
    public record Lie(ResourceId device, NodeName target, Instant fencedAt) {}

    /** Nothing is known. */
    public static Proofs none() {
        return new Proofs(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Proofs with(NodeName node, HostRun run) {
        var all = new TreeMap<>(hosts);
        all.put(node, run);
        return new Proofs(all, lies, trusted);
    }

    /** A lie that this node has found out itself: it counts whatever a person said before. */
    Proofs accusing(Lie lie) {
        var rest = new TreeMap<>(trusted);
        rest.remove(lie.device());
        return new Proofs(hosts, lies, rest).with(lie);
    }

    /** A lie that is told of. */
    Proofs with(Lie lie) {
        var since = trusted.get(lie.device());
        if (since != null && !lie.fencedAt().isAfter(since)) {
            return this;
        }
        var all = new TreeMap<>(lies);
        all.put(lie.device(), lie);
        return new Proofs(hosts, all, trusted);
    }

    /** What the device said until then is forgiven. */
    Proofs trusting(ResourceId device, Instant at) {
        var all = new TreeMap<>(lies);
        var lie = all.get(device);
        if (lie != null && !lie.fencedAt().isAfter(at)) {
            all.remove(device);
        }
        var since = new TreeMap<>(trusted);
        since.merge(device, at, (one, other) -> one.isAfter(other) ? one : other);
        return new Proofs(hosts, all, since);
    }

    NavigableSet<ResourceId> liars() {
        return new TreeSet<>(lies.keySet());
    }
}
