package io.systole.actors.attribute.core;

import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happens to the attributes of this node, and of those that it speaks for. */
public sealed interface AttributeEvent {
    /**
     * A change was asked for.
     *
     * @param inCib its value in the CIB; null for none
     */
    record Wished(
            AttributeKey key, AttributeWish wish, @Nullable String inCib) implements AttributeEvent {}

    /** The dampening of an attribute is over. */
    record DelayPassed(AttributeKey key) implements AttributeEvent {}

    /** All of a node's attributes are to be told now. */
    record RefreshWished(NodeName node) implements AttributeEvent {}

    /** The CIB shows these of the attributes that are held; this node speaks for those nodes and no others. */
    record CibSeen(SortedMap<AttributeKey, String> values, SortedSet<NodeName> spokenFor) implements AttributeEvent {
        public CibSeen {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            spokenFor = Collections.unmodifiableSortedSet(new TreeSet<>(spokenFor));
        }
    }
}
