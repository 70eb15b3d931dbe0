package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who writes the configuration, and, if it is this node, what it is about to write.
 * <ul>
 *   <li>{@code maxTerm}: the highest term that this node ever heard of.
 *   <li>{@code storedTerm}: the highest term that is on the disk of this node; with it, this node promises its writer
 *       that no writer with a lower term will be heard here.
 *   <li>{@code granted}: the term that the policy of this node was told, 0 when this node is not the writer.
 *   <li>{@code ownTerm}: the term in which this node writes; it moves on when a higher one is heard of.
 *   <li>{@code promises}: the stored terms of the others. Nothing is written before all holders promised the own term,
 *       so that whoever writes next knows of it.
 *   <li>{@code writer}, {@code writerTerm}: the node that says it is the writer, the one with the highest term.
 *   <li>{@code queue}: what waits until {@code running} is decided; both are empty unless this node is the writer.
 * </ul>
 */
public record Writing(
        long maxTerm,
        long storedTerm,
        long granted,
        long ownTerm,
        SortedMap<NodeName, Long> promises,
        @Nullable NodeName writer,
        long writerTerm,
        List<Request> queue,
        @Nullable Running running) {
    public Writing {
        queue = List.copyOf(queue);
        promises = Collections.unmodifiableSortedMap(new TreeMap<>(promises));
    }

    /** A change on its way to the disks: of this node first, then of the members in {@code waiting}. */
    public record Running(
            Request request,
            StoredConfiguration written,
            boolean storedHere,
            SortedSet<NodeName> waiting,
            List<String> problems) {
        public Running {
            waiting = new TreeSet<>(waiting);
            problems = List.copyOf(problems);
        }

        Running without(NodeName node) {
            SortedSet<NodeName> left = new TreeSet<>(waiting);
            left.remove(node);
            return new Running(request, written, storedHere, left, problems);
        }

        Running withProblem(String problem) {
            List<String> all = new ArrayList<>(problems);
            all.add(problem);
            return new Running(request, written, storedHere, waiting, all);
        }
    }

    static Writing none(long maxTerm, long storedTerm, SortedMap<NodeName, Long> promises) {
        return new Writing(maxTerm, storedTerm, 0, 0, promises, null, 0, List.of(), null);
    }

    boolean isWriter() {
        return granted > 0;
    }

    /** Has each of these nodes promised the term of this one? */
    boolean isPromisedBy(List<NodeName> holders) {
        return holders.stream().allMatch(node -> promises.getOrDefault(node, 0L) == ownTerm);
    }

    Writing withMaxTerm(long term) {
        long max = Math.max(maxTerm, term);
        return new Writing(max, storedTerm, granted, ownTerm, promises, writer, writerTerm, queue, running);
    }

    Writing withStoredTerm(long term) {
        long stored = Math.max(storedTerm, term);
        return new Writing(maxTerm, stored, granted, ownTerm, promises, writer, writerTerm, queue, running);
    }

    Writing withOwnTerm(long asked, long term) {
        return new Writing(
                Math.max(maxTerm, term), storedTerm, asked, term, promises, writer, writerTerm, queue, running);
    }

    Writing withPromise(NodeName node, long term) {
        SortedMap<NodeName, Long> all = new TreeMap<>(promises);
        all.put(node, term);
        return new Writing(maxTerm, storedTerm, granted, ownTerm, all, writer, writerTerm, queue, running);
    }

    Writing withWriter(@Nullable NodeName node, long term) {
        long max = Math.max(maxTerm, term);
        return new Writing(max, storedTerm, granted, ownTerm, promises, node, term, queue, running);
    }

    Writing withQueue(List<Request> requests) {
        return new Writing(maxTerm, storedTerm, granted, ownTerm, promises, writer, writerTerm, requests, running);
    }

    Writing withRunning(@Nullable Running change) {
        return new Writing(maxTerm, storedTerm, granted, ownTerm, promises, writer, writerTerm, queue, change);
    }
}
