package io.systole.actors.cib.wire;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.PastChange;
import io.systole.cib.NodeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of the configuration as it crosses: see JournalEntry. */
public record WireChange(
        WireKey base,
        WireKey key,
        String request,
        String origin,
        String user,
        String client,
        @Nullable String reason,
        long atMs,
        String summary,
        String patch,
        String digest) {
    public static WireChange of(JournalEntry entry) {
        PastChange change = entry.change();
        return new WireChange(
                WireKey.of(change.base()),
                WireKey.of(change.key()),
                change.request(),
                change.origin().value(),
                change.author().user(),
                change.author().client(),
                change.reason(),
                change.at().toEpochMilli(),
                change.summary(),
                entry.patch(),
                entry.digest());
    }

    public JournalEntry entry() {
        var change = new PastChange(
                base.key(),
                key.key(),
                request,
                new NodeName(origin),
                new Author(user, client),
                reason,
                Instant.ofEpochMilli(atMs),
                summary);
        return new JournalEntry(change, patch, digest);
    }
}
