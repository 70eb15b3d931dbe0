package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who writes the configuration, and, if it is this node, what it is about to write.
 * <ul>
 *   <li>{@code maxTerm}: the highest term that this node ever heard of.
 *   <li>{@code ownTerm}: the term of this node, 0 when it is not the writer.
 *   <li>{@code writer}, {@code writerTerm}: the node that says it is the writer, the one with the highest term.
 *   <li>{@code queue}: what waits until {@code running} is decided; both are empty unless this node is the writer.
 * </ul>
 */
public record Writing(
        long maxTerm,
        long ownTerm,
        @Nullable NodeName writer,
        long writerTerm,
        List<Request> queue,
        @Nullable Running running) {
    public Writing {
        queue = List.copyOf(queue);
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

    static Writing none(long maxTerm) {
        return new Writing(maxTerm, 0, null, 0, List.of(), null);
    }

    boolean isWriter() {
        return ownTerm > 0;
    }

    Writing withMaxTerm(long term) {
        return new Writing(Math.max(maxTerm, term), ownTerm, writer, writerTerm, queue, running);
    }

    Writing withOwnTerm(long term) {
        return new Writing(Math.max(maxTerm, term), term, writer, writerTerm, queue, running);
    }

    Writing withWriter(@Nullable NodeName node, long term) {
        return new Writing(Math.max(maxTerm, term), ownTerm, node, term, queue, running);
    }

    Writing withQueue(List<Request> requests) {
        return new Writing(maxTerm, ownTerm, writer, writerTerm, requests, running);
    }

    Writing withRunning(@Nullable Running change) {
        return new Writing(maxTerm, ownTerm, writer, writerTerm, queue, change);
    }
}
