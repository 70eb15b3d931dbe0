package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The disk of a node: it may refuse to write, and a write that it refused may turn out to be there after a crash. */
final class SimulatedDisk {
    StoredConfiguration configuration = StoredConfiguration.nothing();
    long term;
    boolean broken;
    int setAside;
    private final List<JournalEntry> journal = new ArrayList<>();
    private Owed owed = Owed.nothing();

    /** What a failed write left behind; the next write cuts it off. */
    private @Nullable Left left;

    private record Left(StoredConfiguration configuration, List<JournalEntry> entries) {}

    /** A node starts with what is there. */
    CibState read(NodeName name, long incarnation, List<NodeName> names) {
        owed = Owed.nothing();
        Left found = left;
        if (found != null) {
            configuration = found.configuration();
            cutTo(found.entries().get(0).change().base());
            journal.addAll(found.entries());
            left = null;
        }
        var history = History.of(journal.stream().map(JournalEntry::change).toList());
        return CibState.initial(name, incarnation, names, configuration, history, term);
    }

    CibEvent write(JournalEntry entry, StoredConfiguration next, Random random) {
        owed = owed.plus(entry);
        boolean leftBehind = broken && !owed.whole() && random.nextInt(4) == 0;
        List<JournalEntry> chain = owed.leadingTo(next.key());
        if (!broken) {
            written(next, chain);
        } else if (leftBehind) {
            left = new Left(next, chain);
        }
        return new CibEvent.StoredHere(next.key(), broken ? "full" : null, broken && !leftBehind);
    }

    CibEvent write(CibEffect.StoreWhole whole) {
        owed = owed.plus(whole);
        StoredConfiguration next = whole.configuration();
        if (!broken) {
            written(next, owed.leadingTo(next.key()));
        }
        return new CibEvent.StoredHere(next.key(), broken ? "full" : null, broken);
    }

    private void written(StoredConfiguration next, List<JournalEntry> chain) {
        configuration = next;
        if (owed.anew()) {
            journal.clear();
        } else if (!chain.isEmpty()) {
            cutTo(chain.get(0).change().base());
        }
        journal.addAll(chain);
        owed = Owed.nothing();
        left = null;
    }

    private void cutTo(ConfigurationKey base) {
        for (int i = journal.size(); i > 0; i--) {
            if (journal.get(i - 1).change().key().equals(base)) {
                journal.subList(i, journal.size()).clear();
                return;
            }
        }
        if (!journal.isEmpty() && journal.get(0).change().base().equals(base)) {
            journal.clear();
        }
    }

    /** What the disk would give to a peer that has this. */
    List<JournalEntry> entriesAfter(ConfigurationKey have) {
        return owed.after(have, journal);
    }
}
