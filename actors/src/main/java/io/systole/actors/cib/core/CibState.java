package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of the CIB.
 * <ul>
 *   <li>{@code nodes}: the configured nodes, in order of their names; {@code self} is one of them.
 *   <li>{@code parts}: what each node said of itself, as far as it is not surely down.
 *   <li>{@code asked}: requests made on this node that were not answered yet.
 *   <li>{@code cib}: all of it together; what did not change is the same object as before.
 *   <li>{@code wards}: what is known of nodes that do not speak for themselves.
 *   <li>{@code sequence} grows with every change; while {@code publishing}, subscribers are about to be told.
 * </ul>
 */
public record CibState(
        NodeName self,
        List<NodeName> nodes,
        Held held,
        Writing writing,
        SortedMap<NodeName, Part> parts,
        @Nullable MembershipView view,
        SortedMap<RequestId, Asked> asked,
        Cib cib,
        long sequence,
        boolean publishing,
        Wards wards) {
    public CibState {
        nodes = List.copyOf(nodes);
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
    }

    /**
     * A request made on this node.
     *
     * @param passedOn a writer has it
     * @param open how many writers got it, on other nodes or earlier on this one, and did not say what became of it
     */
    public record Asked(Request request, boolean passedOn, int open) {
        Asked passed(int more) {
            return new Asked(request, true, open + more);
        }

        Asked waiting(int open) {
            return new Asked(request, false, Math.max(0, open));
        }
    }

    /** The state at the start: what the disk has, and nothing heard of anybody yet. */
    public static CibState initial(
            NodeName self,
            long incarnation,
            List<NodeName> nodes,
            StoredConfiguration stored,
            History history,
            long term) {
        SortedMap<NodeName, Part> parts = new TreeMap<>();
        parts.put(self, StatusEdits.born(incarnation, self));
        long newest = Math.max(term, stored.term());
        return new CibState(
                self,
                nodes,
                new Held(stored, history, stored.key(), false, false, false, null),
                Writing.none(newest, newest, new TreeMap<>()),
                parts,
                null,
                new TreeMap<>(),
                Assembly.first(stored),
                1,
                false,
                Wards.none());
    }

    /** The configuration that this node has. */
    public StoredConfiguration configuration() {
        return held.configuration();
    }

    boolean quorate() {
        return view != null && view.quorate();
    }

    Part ownPart() {
        return parts.getOrDefault(self, Part.unheard());
    }

    CibState withHeld(UnaryOperator<Held> change) {
        return new CibState(
                self, nodes, change.apply(held), writing, parts, view, asked, cib, sequence, publishing, wards);
    }

    CibState withWriting(Writing changed) {
        return new CibState(self, nodes, held, changed, parts, view, asked, cib, sequence, publishing, wards);
    }

    CibState withPart(NodeName node, @Nullable Part part) {
        SortedMap<NodeName, Part> changed = new TreeMap<>(parts);
        if (part == null) {
            changed.remove(node);
        } else {
            changed.put(node, part);
        }
        return new CibState(self, nodes, held, writing, changed, view, asked, cib, sequence, publishing, wards);
    }

    CibState withView(MembershipView changed) {
        return new CibState(self, nodes, held, writing, parts, changed, asked, cib, sequence, publishing, wards);
    }

    CibState withAsked(RequestId id, @Nullable Asked request) {
        SortedMap<RequestId, Asked> changed = new TreeMap<>(asked);
        if (request == null) {
            changed.remove(id);
        } else {
            changed.put(id, request);
        }
        return new CibState(self, nodes, held, writing, parts, view, changed, cib, sequence, publishing, wards);
    }

    CibState withCib(Cib changed) {
        return new CibState(self, nodes, held, writing, parts, view, asked, changed, sequence + 1, publishing, wards);
    }

    CibState withPublishing(boolean pending) {
        return new CibState(self, nodes, held, writing, parts, view, asked, cib, sequence, pending, wards);
    }

    CibState withWards(Wards changed) {
        return new CibState(self, nodes, held, writing, parts, view, asked, cib, sequence, publishing, changed);
    }
}
