package io.systole.actors.cib;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.cib.wire.WholePart;
import io.systole.actors.cib.wire.WireChange;
import io.systole.actors.cib.wire.WireKey;
import io.systole.cib.xml.CibXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Cuts a configuration and its changes into messages of bounded size, and puts those of each peer together again. */
final class Transfers {
    /** Characters of patches in one part; the document goes alone with the last. */
    private static final int PART_MAX = 1 << 20;

    /** What has come of a peer's transfer so far. */
    private record Partial(long transfer, int next, List<WireChange> changes) {}

    /** All of a transfer: what is to be read still. */
    record Complete(
            String from, WireKey have, long term, String document, List<WireChange> changes, boolean ticketsLive) {
        /** Empty when this node does not understand the document, which a newer one may have written. */
        Optional<StoredConfiguration> configuration() {
            return CibXml.read(document).understood().map(cib -> new StoredConfiguration(term, cib));
        }

        List<JournalEntry> entries() {
            return changes.stream().map(WireChange::entry).toList();
        }
    }

    private final SortedMap<String, Partial> partials = new TreeMap<>();

    /** The parts, in the order in which they are to be sent. */
    static List<WholePart> parts(String from, long transfer, CibEffect.TellWhole wanted, List<JournalEntry> entries) {
        StoredConfiguration configuration = wanted.configuration();
        WireKey have = WireKey.of(wanted.have());
        List<WholePart> parts = new ArrayList<>();
        List<WireChange> some = new ArrayList<>();
        long size = 0;
        for (JournalEntry entry : entries) {
            if (entry.change().key().compareTo(configuration.key()) > 0) {
                break;
            }
            if (size > 0 && size + entry.patch().length() > PART_MAX) {
                parts.add(part(from, have, transfer, parts.size(), some));
                some = new ArrayList<>();
                size = 0;
            }
            some.add(WireChange.of(entry));
            size += entry.patch().length();
        }
        parts.add(part(from, have, transfer, parts.size(), some));
        String document = configuration.text();
        parts.add(new WholePart(
                Translation.SCHEMA,
                from,
                have,
                transfer,
                parts.size(),
                List.of(),
                configuration.term(),
                document,
                wanted.ticketsLive()));
        return parts;
    }

    private static WholePart part(String from, WireKey have, long transfer, int index, List<WireChange> changes) {
        return new WholePart(Translation.SCHEMA, from, have, transfer, index, changes, 0, null, false);
    }

    /** Takes a part; all of the transfer if it was the last and none is missing. */
    Optional<Complete> take(WholePart part) {
        Partial before = partials.get(part.from());
        boolean follows = before != null && before.transfer() == part.transfer() && before.next() == part.index();
        if (part.index() > 0 && !follows) {
            return Optional.empty();
        }
        List<WireChange> changes = new ArrayList<>(follows && before != null ? before.changes() : List.of());
        changes.addAll(part.changes());
        String document = part.document();
        if (document == null) {
            partials.put(part.from(), new Partial(part.transfer(), part.index() + 1, changes));
            return Optional.empty();
        }
        partials.remove(part.from());
        return Optional.of(new Complete(part.from(), part.have(), part.term(), document, changes, part.ticketsLive()));
    }
}
