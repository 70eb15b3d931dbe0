package io.systole.actors.simulation;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.CibState;
import io.systole.actors.cib.core.History;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.Owed;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A host as it really is: with power or without, with what its agents have started, its disk, and a node's process. */
final class Host {
    final NodeName name;
    final Disk disk;
    /** What is really active, and what is active as a clone's instance. */
    final SortedSet<String> active = new TreeSet<>();

    final SortedSet<String> promoted = new TreeSet<>();
    /** Until when it does not reach the fence devices. */
    long cutFromDevices;
    /** The supplies that a device has cut. */
    final SortedSet<String> cutFeeds = new TreeSet<>();

    boolean powered = true;
    long boot = 1;
    /** A device has said of this boot that it is over, which was not so. */
    boolean liedDead;

    private @Nullable NodeRun liedRun;
    /** The process exists and is stopped (SIGSTOP). */
    boolean paused;

    @Nullable
    NodeRun run;

    Host(NodeName name, StoredConfiguration configuration) {
        this.name = name;
        this.disk = new Disk(configuration);
    }

    /** The running process, paused or not. */
    @Nullable
    NodeRun process() {
        NodeRun there = run;
        return there == null || there.ended() ? null : there;
    }

    void takenForDead() {
        liedDead = powered;
        liedRun = process();
    }

    /** Whether the run of which a device said that it is dead is still there. */
    boolean livesAsDead() {
        NodeRun there = process();
        return liedDead && there != null && there == liedRun;
    }

    String life() {
        return name + "/" + boot;
    }

    /** What a node has stored: it works, and outlives all. */
    static final class Disk {
        private StoredConfiguration configuration;
        private final List<JournalEntry> journal = new ArrayList<>();
        private Owed owed = Owed.nothing();
        private long term;

        private Disk(StoredConfiguration configuration) {
            this.configuration = configuration;
        }

        CibState read(NodeName name, long incarnation, List<NodeName> names) {
            owed = Owed.nothing();
            var history = History.of(journal.stream().map(JournalEntry::change).toList());
            return CibState.initial(name, incarnation, names, configuration, history, term);
        }

        void term(long stored) {
            term = Math.max(term, stored);
        }

        void write(JournalEntry entry, StoredConfiguration next) {
            owed = owed.plus(entry);
            written(next);
        }

        void write(CibEffect.StoreWhole whole) {
            owed = owed.plus(whole);
            written(whole.configuration());
        }

        private void written(StoredConfiguration next) {
            List<JournalEntry> chain = owed.leadingTo(next.key());
            configuration = next;
            if (owed.anew()) {
                journal.clear();
            } else if (!chain.isEmpty()) {
                cutTo(chain.get(0));
            }
            journal.addAll(chain);
            owed = Owed.nothing();
        }

        private void cutTo(JournalEntry first) {
            for (int i = journal.size(); i > 0; i--) {
                if (journal.get(i - 1).change().key().equals(first.change().base())) {
                    journal.subList(i, journal.size()).clear();
                    return;
                }
            }
            journal.clear();
        }

        /** What the disk would give to a peer that has this. */
        List<JournalEntry> after(CibEffect.TellWhole whole) {
            return owed.after(whole.have(), journal).stream()
                    .filter(entry ->
                            entry.change().key().compareTo(whole.configuration().key()) <= 0)
                    .toList();
        }
    }
}
