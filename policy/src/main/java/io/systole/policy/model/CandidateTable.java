package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The nodes that a resource knows with their scores; a node without an entry is not allowed. */
public final class CandidateTable {
    private static final @Nullable Candidate[] NONE = {};

    /** Null before the first entry. */
    private @Nullable TableLayout layout;
    /** By the positions of the layout; there may be room behind the last one. */
    private @Nullable Candidate[] entries = NONE;

    public CandidateTable() {}

    private CandidateTable(TableLayout layout, @Nullable Candidate[] entries) {
        this.layout = layout;
        this.entries = entries;
    }

    public @Nullable Candidate get(PlanNode node) {
        TableLayout own = layout;
        int position = own == null ? -1 : own.position(node);
        return position < 0 ? null : entries[position];
    }

    public void put(Candidate candidate) {
        TableLayout own = layout == null ? candidate.node.emptyTable : layout;
        int position = own.position(candidate.node);
        if (position < 0) {
            position = own.count();
            layout = own.with(candidate.node);
            if (position == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(4, 2 * position));
            }
        }
        entries[position] = candidate;
    }

    public void remove(PlanNode node) {
        TableLayout own = layout;
        int position = own == null ? -1 : own.position(node);
        if (own != null && position >= 0) {
            layout = own.without(node);
            System.arraycopy(entries, position + 1, entries, position, own.count() - position - 1);
        }
    }

    public boolean isEmpty() {
        return count() == 0;
    }

    public int count() {
        return layout == null ? 0 : layout.count();
    }

    /** An entry by its position: positions count from 0 in the order in which the entries were put. */
    Candidate at(int position) {
        return Objects.requireNonNull(entries[position]);
    }

    /** The entry for the node that another table has at a position. */
    @Nullable
    Candidate like(CandidateTable other, int position) {
        return layout == other.layout ? entries[position] : get(other.at(position).node);
    }

    /** The entries in slot order, the order in which the reference walks its tables. */
    public List<Candidate> walk() {
        TableLayout own = layout;
        int count = count();
        List<Candidate> all = new ArrayList<>(count);
        for (int step = 0; own != null && step < count; step++) {
            all.add(at(own.walked(step)));
        }
        return all;
    }

    /** The entries in the natural order of the nodes' names, as they are printed. */
    public List<Candidate> byName() {
        TableLayout own = layout;
        List<Candidate> sorted = new ArrayList<>(count());
        if (own != null) {
            for (int position : own.byName()) {
                sorted.add(at(position));
            }
        }
        return sorted;
    }

    /** A copy with its own entries, made by inserting in walk order. */
    public CandidateTable copy() {
        return rearranged().withOwnEntries();
    }

    /** The entries are replaced by copies of their own. */
    private CandidateTable withOwnEntries() {
        for (int i = 0; i < count(); i++) {
            entries[i] = at(i).copy();
        }
        return this;
    }

    /** A copy of a copy, and so on: each may change the order of a walk. */
    CandidateTable copy(int times) {
        CandidateTable copy = this;
        for (int i = 0; i < times; i++) {
            CandidateTable next = copy.rearranged();
            if (next.layout == copy.layout && Arrays.equals(next.entries, copy.entries)) {
                break;
            }
            copy = next;
        }
        return copy == this ? copy() : copy.withOwnEntries();
    }

    /** The same entries in the arrangement of a copy. */
    private CandidateTable rearranged() {
        TableLayout own = layout;
        if (own == null) {
            return new CandidateTable();
        }
        @Nullable Candidate[] moved = new @Nullable Candidate[own.count()];
        for (int step = 0; step < moved.length; step++) {
            moved[step] = entries[own.walked(step)];
        }
        return new CandidateTable(own.copied(), moved);
    }

    public boolean anyUsable() {
        for (int i = 0; i < count(); i++) {
            if (at(i).usable()) {
                return true;
            }
        }
        return false;
    }
}
