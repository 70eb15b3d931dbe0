package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the whole configuration: changes, oldest first, and in the last part the document.
 *
 * @param have what the receiver said that it has
 * @param transfer the same in all parts that belong together; parts of another are dropped
 * @param index from 0
 * @param term who wrote the document
 * @param document XML; null in all parts but the last
 * @param ticketsLive whether its tickets count as they stand; a sender that does not say counts as one for which they do
 *     not
 */
public record WholePart(
        int schema,
        String from,
        WireKey have,
        long transfer,
        int index,
        List<WireChange> changes,
        long term,
        @Nullable String document,
        boolean ticketsLive)
        implements CibCommand, WireMessage {
    public WholePart {
        changes = List.copyOf(changes);
    }
}
