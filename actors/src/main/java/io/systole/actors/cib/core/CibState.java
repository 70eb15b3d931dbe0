package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of the CIB.
 * <ul>
 *   <li>{@code nodes}: the configured nodes, in order of their names; {@code self} is one of them.
 *   <li>{@code parts}: what each node said of itself, as far as it is not surely down.
 *   <li>{@code asked}: requests made on this node that were not answered yet; the value tells whether one was passed on.
 *   <li>{@code cib}: all of it together; what did not change is the same object as before.
 *   <li>{@code unstored}: the configuration is not on the disk of this node, which has failed; it is tried again.
 *   <li>{@code synchronised}: see {@link Synchronising}; it stays so.
 *   <li>{@code sequence} grows with every change; while {@code publishing}, subscribers are about to be told.
 * </ul>
 */
public record CibState(
        NodeName self,
        List<NodeName> nodes,
        StoredConfiguration configuration,
        Writing writing,
        SortedMap<NodeName, Part> parts,
        @Nullable MembershipView view,
        SortedMap<RequestId, Asked> asked,
        Cib cib,
        long sequence,
        boolean publishing,
        boolean unstored,
        boolean synchronised) {
    public CibState {
        nodes = List.copyOf(nodes);
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
    }

    /** A request made on this node, and whether a writer got it. */
    public record Asked(Request request, boolean passedOn) {}

    /** The state at the start: the configuration from the disk, and nothing heard of anybody yet. */
    public static CibState initial(
            NodeName self, long incarnation, List<NodeName> nodes, StoredConfiguration stored, long term) {
        SortedMap<NodeName, Part> parts = new TreeMap<>();
        parts.put(self, StatusEdits.born(incarnation, self));
        Cib cib = Assembly.first(stored);
        return new CibState(
                self,
                nodes,
                stored,
                Writing.none(Math.max(term, stored.term()), Math.max(term, stored.term()), new TreeMap<>()),
                parts,
                null,
                new TreeMap<>(),
                cib,
                1,
                false,
                false,
                false);
    }

    boolean quorate() {
        return view != null && view.quorate();
    }

    Part ownPart() {
        return parts.getOrDefault(self, Part.unheard());
    }

    CibState withConfiguration(StoredConfiguration changed) {
        return new CibState(
                self, nodes, changed, writing, parts, view, asked, cib, sequence, publishing, unstored, synchronised);
    }

    CibState withWriting(Writing changed) {
        return new CibState(
                self,
                nodes,
                configuration,
                changed,
                parts,
                view,
                asked,
                cib,
                sequence,
                publishing,
                unstored,
                synchronised);
    }

    CibState withPart(NodeName node, @Nullable Part part) {
        SortedMap<NodeName, Part> changed = new TreeMap<>(parts);
        if (part == null) {
            changed.remove(node);
        } else {
            changed.put(node, part);
        }
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                changed,
                view,
                asked,
                cib,
                sequence,
                publishing,
                unstored,
                synchronised);
    }

    CibState withView(MembershipView changed) {
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                parts,
                changed,
                asked,
                cib,
                sequence,
                publishing,
                unstored,
                synchronised);
    }

    CibState withAsked(RequestId id, @Nullable Asked request) {
        SortedMap<RequestId, Asked> changed = new TreeMap<>(asked);
        if (request == null) {
            changed.remove(id);
        } else {
            changed.put(id, request);
        }
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                parts,
                view,
                changed,
                cib,
                sequence,
                publishing,
                unstored,
                synchronised);
    }

    CibState withCib(Cib changed) {
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                parts,
                view,
                asked,
                changed,
                sequence + 1,
                publishing,
                unstored,
                synchronised);
    }

    CibState withPublishing(boolean pending) {
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                parts,
                view,
                asked,
                cib,
                sequence,
                pending,
                unstored,
                synchronised);
    }

    CibState withUnstored(boolean failed) {
        return new CibState(
                self,
                nodes,
                configuration,
                writing,
                parts,
                view,
                asked,
                cib,
                sequence,
                publishing,
                failed,
                synchronised);
    }

    CibState inStep() {
        return new CibState(
                self, nodes, configuration, writing, parts, view, asked, cib, sequence, publishing, unstored, true);
    }
}
