package io.systole.actors.cib.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the disk of a node was given and does not have yet, because it failed: written with the next that follows on it.
 *
 * @param entries changes in the order in which they were given
 * @param anew they take the place of the journal
 * @param whole the configuration has to be written as a whole: the journal alone does not lead to it
 */
public record Owed(List<JournalEntry> entries, boolean anew, boolean whole) {
    public Owed {
        entries = List.copyOf(entries);
    }

    public static Owed nothing() {
        return new Owed(List.of(), false, false);
    }

    public Owed plus(JournalEntry entry) {
        List<JournalEntry> all = new ArrayList<>(entries);
        all.add(entry);
        return new Owed(all.size() > History.CHANGES_MAX ? all.subList(1, all.size()) : all, anew, whole);
    }

    public Owed plus(CibEffect.StoreWhole given) {
        List<JournalEntry> all = new ArrayList<>(given.anew() ? List.of() : entries);
        all.addAll(given.entries());
        return new Owed(all, anew || given.anew(), true);
    }

    /** Those that lead to a configuration; what gave way to others in the meantime is left out. */
    public List<JournalEntry> leadingTo(ConfigurationKey key) {
        Deque<JournalEntry> chain = new ArrayDeque<>();
        ConfigurationKey wanted = key;
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).change().key().equals(wanted)) {
                chain.addFirst(entries.get(i));
                wanted = entries.get(i).change().base();
            }
        }
        return List.copyOf(chain);
    }

    /** The changes of a journal after a configuration, or all where none follows on it, with what is owed to it. */
    public List<JournalEntry> after(ConfigurationKey have, List<JournalEntry> journal) {
        List<JournalEntry> all = new ArrayList<>(anew ? List.of() : journal);
        all.addAll(entries);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).change().base().equals(have)) {
                return List.copyOf(all.subList(i, all.size()));
            }
        }
        return List.copyOf(all);
    }
}
