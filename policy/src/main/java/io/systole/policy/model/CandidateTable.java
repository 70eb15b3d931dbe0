package io.systole.policy.model;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that a resource knows with their scores; a node without an entry is not allowed. */
public final class CandidateTable {
    private final SlotTable<Candidate> entries = new SlotTable<>();

    public @Nullable Candidate get(PlanNode node) {
        return entries.get(node.id);
    }

    public void put(Candidate candidate) {
        entries.put(candidate.node.id, candidate);
    }

    public void remove(PlanNode node) {
        entries.remove(node.id);
    }

    public boolean isEmpty() {
        return entries.count() == 0;
    }

    public int count() {
        return entries.count();
    }

    /** The entries in slot order, the order in which the reference walks its tables. */
    public List<Candidate> walk() {
        return entries.values();
    }

    /** The entries in the natural order of the nodes' names, as they are printed. */
    public List<Candidate> byName() {
        List<Candidate> sorted = entries.values();
        sorted.sort(Comparator.comparingInt(candidate -> candidate.node.rank));
        return sorted;
    }

    /** A copy with its own entries, made by inserting in walk order. */
    public CandidateTable copy() {
        CandidateTable copy = new CandidateTable();
        for (Candidate candidate : walk()) {
            copy.put(candidate.copy());
        }
        return copy;
    }

    public boolean anyUsable() {
        return entries.values().stream().anyMatch(Candidate::usable);
    }
}
