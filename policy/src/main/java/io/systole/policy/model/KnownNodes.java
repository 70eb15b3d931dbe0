package io.systole.policy.model;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes in the order in which they came, each once; whether one is there is known without looking through them. */
public final class KnownNodes extends AbstractList<PlanNode> {
    private final List<PlanNode> nodes = new ArrayList<>();
    private final BitSet present = new BitSet();

    /** Adds a node unless it is there. */
    @Override
    public boolean add(PlanNode node) {
        if (contains(node)) {
            return false;
        }
        present.set(node.index);
        return nodes.add(node);
    }

    @Override
    public boolean contains(@Nullable Object node) {
        return node instanceof PlanNode known && present.get(known.index);
    }

    @Override
    public PlanNode get(int index) {
        return nodes.get(index);
    }

    @Override
    public int size() {
        return nodes.size();
    }
}
