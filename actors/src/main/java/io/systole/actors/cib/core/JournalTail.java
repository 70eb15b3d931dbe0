package io.systole.actors.cib.core;

import java.util.List;

/**
 * The newest changes, and the configuration that they led to, as it is stored.
 *
 * @param entries oldest first
 */
public record JournalTail(StoredConfiguration present, List<JournalEntry> entries) {
    public JournalTail {
        entries = List.copyOf(entries);
    }
}
