package io.systole.actors.cib.core;

import io.systole.actors.cib.core.CibEffect.Subject;
import io.systole.actors.cib.core.CibEvent.StoredAsked;
import io.systole.actors.cib.core.CibEvent.StoredHere;
import io.systole.actors.cib.core.CibEvent.WholeArrived;
import io.systole.actors.cib.core.Writing.Running;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes over what others write: change by change from the writer, or whole from whoever has something newer. What was
 * never accepted and has to give way is set aside.
 */
final class FollowingRules {
    private FollowingRules() {}

    /** The writer has a change on its disk. It counts only for those who have just what it was made from. */
    static void onChange(Turn turn, NodeName from, JournalEntry entry) {
        ConfigurationKey key = entry.change().key();
        Held held = turn.state().held();
        if (isDeposed(turn, from, key.term(), key)) {
            return;
        }
        if (held.key().equals(key)) {
            confirm(turn, from, key);
        } else if (held.key().compareTo(key) < 0 && !writesNewer(turn, key)) {
            Optional<StoredConfiguration> next =
                    held.key().equals(entry.change().base())
                            ? held.configuration().changedBy(entry)
                            : Optional.empty();
            if (next.isPresent()) {
                take(turn, next.get(), held.history().with(entry.change()), new CibEffect.Store(entry, next.get()));
            } else {
                ask(turn, from);
            }
        }
    }

    /** The writer of an older term is told so: nothing that it does may count any more. */
    private static boolean isDeposed(Turn turn, NodeName from, long term, ConfigurationKey key) {
        long newest = turn.state().writing().maxTerm();
        if (term < newest) {
            String why = "this is the writer of term " + term + ", and term " + newest + " has begun";
            turn.effect(new CibEffect.TellStored(List.of(from), key, why));
        }
        return term < newest;
    }

    static void onAsked(Turn turn, StoredAsked asked) {
        if (!isDeposed(turn, asked.from(), asked.term(), asked.key())) {
            confirm(turn, asked.from(), asked.key());
        }
    }

    /** Whether this and all before it is on the disk of this node: said at once, or when it is. */
    private static void confirm(Turn turn, NodeName from, ConfigurationKey key) {
        Held held = turn.state().held();
        if (held.key().compareTo(key) < 0) {
            ask(turn, from);
        } else if (held.isOnDisk(key)) {
            turn.effect(new CibEffect.TellStored(List.of(from), key, null));
        }
    }

    /** A peer has something newer. */
    static void onNewer(Turn turn, NodeName from, long clock) {
        if (clock > turn.state().held().key().clock() && turn.state().held().asked() == null) {
            ask(turn, from);
        }
    }

    private static void ask(Turn turn, NodeName from) {
        turn.held(h -> h.asking(from));
        turn.effect(new CibEffect.AskWhole(from, turn.state().held().key()));
    }

    /** The whole configuration of a peer is taken if it is newer, whoever wrote it. */
    static void onWhole(Turn turn, WholeArrived whole) {
        turn.held(h -> h.asking(null));
        StoredConfiguration arrived = whole.configuration();
        Held held = turn.state().held();
        boolean ofAnEarlierQuestion = !whole.have().equals(held.key());
        if (ofAnEarlierQuestion || arrived.key().compareTo(held.key()) <= 0 || writesNewer(turn, arrived.key())) {
            return;
        }
        turn.writing(w -> w.withMaxTerm(arrived.term()));
        List<JournalEntry> entries = whole.entries();
        int after = after(entries, held.key());
        boolean continues = after >= 0;
        if (!continues && held.key().clock() > 0) {
            setAside(turn, whole);
        }
        List<JournalEntry> news = continues ? entries.subList(after, entries.size()) : entries;
        List<PastChange> changes = news.stream().map(JournalEntry::change).toList();
        turn.held(h -> h.withTicketsLive(whole.ticketsLive()));
        History history = continues ? held.history().with(changes) : History.of(changes);
        take(turn, arrived, history, new CibEffect.StoreWhole(arrived, news, !continues));
    }

    /** Where the changes begin that follow on this configuration; -1 when they do not lead on from it. */
    private static int after(List<JournalEntry> entries, ConfigurationKey own) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).change().base().equals(own)) {
                return i;
            }
        }
        return -1;
    }

    /** What this node has and the peer's history has not. A history that does not reach back so far tells nothing. */
    private static void setAside(Turn turn, WholeArrived whole) {
        Held held = turn.state().held();
        Set<ConfigurationKey> known = new HashSet<>();
        whole.entries().forEach(entry -> {
            known.add(entry.change().base());
            known.add(entry.change().key());
        });
        if (known.contains(held.key())) {
            return;
        }
        boolean reachesBack = whole.entries().isEmpty()
                || whole.entries().get(0).change().base().compareTo(held.key()) <= 0;
        List<ConfigurationKey> lost = new ArrayList<>();
        for (PastChange change : held.history().list()) {
            if (!known.contains(change.key()) && (reachesBack || whole.entries().isEmpty())) {
                lost.add(change.key());
            }
        }
        if (reachesBack) {
            turn.effect(new CibEffect.SetAside(held.configuration(), lost));
            turn.effect(new CibEffect.Report(
                    Subject.SET_ASIDE,
                    "version " + held.configuration().document().header().version() + ", term "
                            + held.configuration().term() + ", gives way to what " + whole.from() + " has; "
                            + lost.size() + " changes that were never accepted are kept aside"));
        }
    }

    /** What this node writes at present takes the place of what arrived; should it fail, that is asked for again. */
    private static boolean writesNewer(Turn turn, ConfigurationKey key) {
        Running running = turn.state().writing().running();
        return running != null && running.written().key().compareTo(key) > 0;
    }

    private static void take(Turn turn, StoredConfiguration next, History history, CibEffect store) {
        turn.held(h -> h.next(next, history));
        WritingRules.overtaken(turn, next.key());
        turn.effect(store);
        report(turn, next);
        turn.changed();
        WritingRules.continued(turn);
    }

    /** What another node wrote is on this disk, or not: told to all, once for each failure. */
    static void onStoredHere(Turn turn, StoredHere stored) {
        boolean failedBefore = turn.state().held().unstored();
        String problem = stored.problem();
        if (problem == null) {
            turn.held(h -> h.stored(stored.key()));
        }
        if (stored.key().equals(turn.state().held().key())) {
            turn.held(h -> h.withUnstored(problem != null));
        }
        if (problem == null || !failedBefore) {
            turn.effect(new CibEffect.TellStored(writerOrAll(turn), stored.key(), problem));
        }
        if (problem != null && !failedBefore) {
            turn.effect(new CibEffect.Report(Subject.NOT_STORED, problem));
        }
    }

    private static List<NodeName> writerOrAll(Turn turn) {
        NodeName writer = turn.state().writing().writer();
        return writer == null || writer.equals(turn.state().self()) ? turn.peers() : List.of(writer);
    }

    /** A disk that failed is tried again: it may have been full for a while only. What did not come is asked for again. */
    static void retry(Turn turn) {
        Running running = turn.state().writing().running();
        boolean newerOnItsWay = running != null && !running.storedHere();
        turn.held(h -> h.asking(null));
        if (turn.state().held().unstored() && !newerOnItsWay) {
            turn.effect(CibEffect.StoreWhole.of(turn.state().configuration()));
        }
        Writing writing = turn.state().writing();
        if (writing.storedTerm() < writing.maxTerm()) {
            turn.effect(new CibEffect.StoreTerm(writing.maxTerm()));
        }
    }

    static void report(Turn turn, StoredConfiguration written) {
        var header = written.document().header();
        String text = "version " + header.version() + " by " + header.updateUser() + " with " + header.updateClient()
                + " on " + header.updateOrigin();
        turn.effect(new CibEffect.Report(Subject.CONFIGURATION_CHANGED, text));
    }
}
