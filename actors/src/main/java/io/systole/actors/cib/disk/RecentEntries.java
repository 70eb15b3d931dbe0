package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last lines of a journal in memory: a peer that lacks a few changes is given them without the file being read. */
final class RecentEntries {
    private static final int ENTRIES_MAX = 128;
    private static final long CHARACTERS_MAX = 1 << 20;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private long characters;

    void add(List<JournalEntry> more) {
        for (JournalEntry entry : more) {
            entries.addLast(entry);
            characters += entry.patch().length();
            while (entries.size() > ENTRIES_MAX || characters > CHARACTERS_MAX) {
                characters -= entries.removeFirst().patch().length();
            }
        }
    }

    void clear() {
        entries.clear();
        characters = 0;
    }

    /** Those that follow on a configuration, up to the last; empty where it is not known that any does. */
    Optional<List<JournalEntry>> after(ConfigurationKey have) {
        List<JournalEntry> all = new ArrayList<>(entries);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).change().base().equals(have)) {
                return Optional.of(List.copyOf(all.subList(i, all.size())));
            }
        }
        return Optional.empty();
    }
}
