package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The other of two nodes where each may fence the other, and which of them goes first when they do not hear each other.
 * That is the younger member: what ran longest is, as a rule, where the work and the DC are, so that the younger has to
 * take over when the other has died and should not wait; the older has nothing to take over when the younger has. Both know
 * their ages from the gossip and come to the same. Of two that were never members together, the first name goes first.
 * <ul>
 *   <li>{@code first}: the rival goes first, and this node waits.
 * </ul>
 */
public record Rival(NodeName node, boolean first) {
    /** Null where there is none: with more nodes, and wherever only one of the two can have quorum. */
    static @Nullable Rival of(SurvivorState state) {
        var settings = state.settings();
        boolean race = settings.quorum().twoNode() || settings.ignoreQuorum();
        if (!race || state.nodes().size() != 2) return null;
        List<KnownNode> others = state.nodes().values().stream()
                .filter(node -> !node.name().equals(state.self()))
                .toList();
        if (others.size() != 1) return null;
        KnownNode other = others.get(0);
        int own = state.node(state.self()).age();
        boolean together = own != KnownNode.YOUNGEST && other.age() != KnownNode.YOUNGEST;
        boolean first = together ? other.age() > own : other.name().compareTo(state.self()) < 0;
        return new Rival(other.name(), first);
    }
}
