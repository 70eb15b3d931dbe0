package io.systole.actors.cib.core;

import io.systole.cib.CibVersion;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who writes the configuration, and, if it is this node, what it is about to write.
 * <ul>
 *   <li>{@code maxTerm}: the highest term that this node ever heard of. What a writer with a lower one writes is refused.
 *   <li>{@code storedTerm}: the highest term that is on the disk of this node; with it, this node promises its writer
 *       that no writer with a lower term will be heard here, whatever happens.
 *   <li>{@code granted}: the term that the policy of this node is told, 0 when this node is not the writer.
 *   <li>{@code told}: whether the policy was told already: it is when the others were heard, or had their time.
 *   <li>{@code ownTerm}: the term in which this node writes; it moves on when a higher one is heard of.
 *   <li>{@code promises}: the terms of the others. Nothing is written before all holders promised the own term and have
 *       nothing newer than this node, so that whoever writes next knows of it.
 *   <li>{@code writer}, {@code writerTerm}: the node that says it is the writer, the one with the highest term.
 *   <li>{@code queue}: what waits until {@code running} is decided; both are empty unless this node is the writer.
 * </ul>
 */
public record Writing(
        long maxTerm,
        long storedTerm,
        long granted,
        boolean told,
        long ownTerm,
        SortedMap<NodeName, Promise> promises,
        @Nullable NodeName writer,
        long writerTerm,
        List<Request> queue,
        @Nullable Running running) {
    public Writing {
        queue = List.copyOf(queue);
        promises = Collections.unmodifiableSortedMap(new TreeMap<>(promises));
    }

    /**
     * What another node said last.
     *
     * @param heard the highest term that it heard of
     * @param stored the highest term that is on its disk
     * @param held the configuration that it has, as a clock
     */
    public record Promise(long heard, long stored, long held) {
        static final Promise NONE = new Promise(0, 0, 0);
    }

    /**
     * A change on its way to the disks: of this node first, then of the members in {@code waiting}.
     *
     * @param entry what is written; null where an earlier change is only made sure of
     * @param answer the version that the client is told
     */
    public record Running(
            Request request,
            StoredConfiguration written,
            @Nullable JournalEntry entry,
            CibVersion answer,
            boolean storedHere,
            SortedSet<NodeName> waiting,
            List<String> problems) {
        public Running {
            waiting = new TreeSet<>(waiting);
            problems = List.copyOf(problems);
        }

        Running onDiskHere(List<NodeName> holders) {
            return new Running(request, written, entry, answer, true, new TreeSet<>(holders), problems);
        }

        Running waitingFor(SortedSet<NodeName> nodes) {
            return new Running(request, written, entry, answer, storedHere, nodes, problems);
        }

        Running without(NodeName node) {
            SortedSet<NodeName> left = new TreeSet<>(waiting);
            left.remove(node);
            return waitingFor(left);
        }

        Running withProblem(String problem) {
            List<String> all = new ArrayList<>(problems);
            all.add(problem);
            return new Running(request, written, entry, answer, storedHere, waiting, all);
        }
    }

    static Writing none(long maxTerm, long storedTerm, SortedMap<NodeName, Promise> promises) {
        return new Writing(maxTerm, storedTerm, 0, false, 0, promises, null, 0, List.of(), null);
    }

    boolean isWriter() {
        return granted > 0;
    }

    Promise promise(NodeName node) {
        return Optional.ofNullable(promises.get(node)).orElse(Promise.NONE);
    }

    /** Has the node promised the term of this one, and nothing newer than this configuration? */
    boolean isPromisedBy(NodeName node, ConfigurationKey own) {
        return promise(node).stored() == ownTerm && promise(node).held() <= own.clock();
    }

    /** Does the node know the term of this one, and have nothing newer than this configuration? */
    boolean isKnownTo(NodeName node, ConfigurationKey own) {
        return promise(node).heard() >= ownTerm && promise(node).held() <= own.clock();
    }

    Writing withMaxTerm(long term) {
        long max = Math.max(maxTerm, term);
        return new Writing(max, storedTerm, granted, told, ownTerm, promises, writer, writerTerm, queue, running);
    }

    Writing withStoredTerm(long term) {
        long stored = Math.max(storedTerm, term);
        return new Writing(maxTerm, stored, granted, told, ownTerm, promises, writer, writerTerm, queue, running);
    }

    Writing started(NodeName self, long term) {
        return new Writing(
                Math.max(maxTerm, term), storedTerm, term, false, term, promises, self, term, queue, running);
    }

    Writing movedOn(NodeName self, long term) {
        long max = Math.max(maxTerm, term);
        return new Writing(max, storedTerm, granted, told, term, promises, self, term, queue, running);
    }

    Writing withTold() {
        return new Writing(maxTerm, storedTerm, granted, true, ownTerm, promises, writer, writerTerm, queue, running);
    }

    Writing withPromise(NodeName node, Promise promise) {
        SortedMap<NodeName, Promise> all = new TreeMap<>(promises);
        all.put(node, promise);
        return new Writing(maxTerm, storedTerm, granted, told, ownTerm, all, writer, writerTerm, queue, running);
    }

    Writing withWriter(@Nullable NodeName node, long term) {
        long max = Math.max(maxTerm, term);
        return new Writing(max, storedTerm, granted, told, ownTerm, promises, node, term, queue, running);
    }

    Writing withQueue(List<Request> requests) {
        return new Writing(
                maxTerm, storedTerm, granted, told, ownTerm, promises, writer, writerTerm, requests, running);
    }

    Writing withRunning(@Nullable Running change) {
        return new Writing(maxTerm, storedTerm, granted, told, ownTerm, promises, writer, writerTerm, queue, change);
    }
}
