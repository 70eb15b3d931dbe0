package io.systole.actors.cib.core;

import java.util.List;
import java.util.Optional;

/**
 * Works back from the present configuration to an earlier one by taking back change after change. The checksum that was
 * noted when the earlier one was written proves that it is the same again.
 */
public final class Retracing {
    private Retracing() {}

    /** What was found. */
    public sealed interface Outcome {
        /** The configuration as it was. */
        record Found(StoredConfiguration configuration) implements Outcome {}

        /** Why it cannot be had any more, in words. */
        record Lost(String why) implements Outcome {}
    }

    /**
     * The configuration as it was after a change.
     *
     * @param journal that change and all after it
     */
    public static Outcome to(ConfigurationKey wanted, JournalTail journal) {
        List<JournalEntry> entries = journal.entries();
        StoredConfiguration now = journal.present();
        int first = indexOf(entries, wanted);
        int last = indexOf(entries, now.key());
        if (first < 0 || last < first) {
            return new Outcome.Lost("the journal of this node does not reach back to it");
        }
        if (!now.digest().equals(entries.get(last).digest())) {
            return new Outcome.Lost("the journal of this node does not lead to the present configuration");
        }
        for (int i = last; i > first; i--) {
            Optional<StoredConfiguration> before = now.without(entries.get(i));
            if (before.isEmpty()) {
                return new Outcome.Lost(
                        "the change to version " + entries.get(i).change().version()
                                + " was written by a version of Systole that did not note how it is taken back");
            }
            now = before.get();
        }
        return now.digest().equals(entries.get(first).digest())
                ? new Outcome.Found(now)
                : new Outcome.Lost("what comes out is not what was written then");
    }

    private static int indexOf(List<JournalEntry> entries, ConfigurationKey key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).change().key().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
