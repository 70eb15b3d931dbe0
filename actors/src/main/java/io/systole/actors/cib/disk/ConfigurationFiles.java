package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.History;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.Owed;
import io.systole.actors.cib.core.StoredConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the state directory.
 * <ul>
 *   <li>cib.journal: every change, forced to the disk before it counts; there, though empty, before the first term is.
 *   <li>cib.xml: the whole configuration as it was at some change not long ago, cib.xml.old the one before.
 *   <li>cib.term: the highest term.
 *   <li>set-aside: what gave way to the configuration of the other nodes without ever having been accepted.
 * </ul>
 * A damaged file is kept beside under another name, never deleted.
 */
public final class ConfigurationFiles {
    /** The journal is made shorter when it has more lines or bytes than this. */
    private static final int LINES_MAX = History.CHANGES_MAX + History.CHANGES_MAX / 4;

    private static final long BYTES_MAX = 32L << 20;
    private static final long BYTES_KEPT = 24L << 20;

    private final Path directory;
    private final Path cib;
    private final Path older;
    private final Path term;
    private final Path journalFile;
    private final Path damage;
    private final Journal journal;
    private Owed owed = Owed.nothing();

    public ConfigurationFiles(Path directory) {
        this.directory = directory;
        this.cib = directory.resolve("cib.xml");
        this.older = directory.resolve("cib.xml.old");
        this.term = directory.resolve("cib.term");
        this.damage = directory.resolve("damage");
        this.journalFile = directory.resolve("cib.journal");
        this.journal = new Journal(journalFile);
    }

    /** What is there. Whatever is wrong with it is a report and not a failure: the peers have the configuration too. */
    public Loaded load() {
        List<String> reports = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<JournalEntry> entries = loadJournal(reports, notes);
        long highest = loadTerm(reports);
        StoredConfiguration snapshot = loadSnapshot(cib, reports)
                .or(() -> loadSnapshot(older, reports))
                .orElseGet(StoredConfiguration::nothing);
        StoredConfiguration newest = redo(snapshot, entries, reports);
        if (newest.key().clock() == 0 && highest > 0 && reports.isEmpty() && !Files.exists(journalFile)) {
            reports.add(cib + " is missing, though this node was a member before; the configuration is fetched from the"
                    + " other nodes");
        }
        rememberDamage(reports);
        var history = History.of(entries.stream().map(JournalEntry::change).toList());
        boolean damaged = !reports.isEmpty();
        reports.addAll(notes);
        return new Loaded(newest, history, Math.max(newest.term(), highest), reports, damaged);
    }

    /** A start after the one that set the damaged file aside would find nothing wrong, and still miss what was in it. */
    private void rememberDamage(List<String> reports) {
        if (reports.isEmpty() && Files.exists(damage)) {
            reports.add(
                    directory + " was found damaged at an earlier start, and nothing was stored since: see " + damage);
        } else if (!reports.isEmpty() && Files.isDirectory(directory)) {
            try {
                DurableFile.replace(damage, (String.join("\n", reports) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException cannot) {
                reports.add(damage + " cannot be written (" + Problems.of(cannot) + ")");
            }
        }
    }

    /** What is stored follows on what the other members have, so nothing is missing any more. */
    private void forgetDamage() throws IOException {
        Files.deleteIfExists(damage);
    }

    private List<JournalEntry> loadJournal(List<String> reports, List<String> notes) {
        try {
            Journal.Contents contents = journal.open();
            if (contents.damage() != null) {
                (contents.torn() ? notes : reports).add(keptAside(journalFile, contents.damage(), true));
            }
            return contents.entries();
        } catch (IOException unreadable) {
            reports.add(
                    keptAside(journalFile, journalFile + " cannot be read (" + Problems.of(unreadable) + ")", false));
            return List.of();
        }
    }

    private Optional<StoredConfiguration> loadSnapshot(Path file, List<String> reports) {
        Snapshot.Contents contents = Snapshot.read(file);
        if (contents.damage() != null) {
            reports.add(keptAside(file, contents.damage(), false));
        }
        return Optional.ofNullable(contents.configuration());
    }

    /** The changes that were made after the whole was last written. */
    private StoredConfiguration redo(StoredConfiguration snapshot, List<JournalEntry> entries, List<String> reports) {
        StoredConfiguration now = snapshot;
        for (JournalEntry entry : entries) {
            if (entry.change().base().equals(now.key())) {
                Optional<StoredConfiguration> next = now.changedBy(entry);
                if (next.isEmpty()) {
                    reports.add(journalFile + ": the change to version "
                            + entry.change().version() + " does not lead to what was stored");
                    return now;
                }
                now = next.get();
            }
        }
        boolean fromTheStart =
                !entries.isEmpty() && entries.get(0).change().base().clock() == 0;
        if (!entries.isEmpty() && newest(entries).compareTo(now.key()) > 0) {
            if (fromTheStart && snapshot.key().clock() > 0) {
                return redo(StoredConfiguration.nothing(), entries, reports);
            }
            reports.add(journalFile + " does not follow on " + cib + ", which may be an old copy");
        }
        return now;
    }

    private static ConfigurationKey newest(List<JournalEntry> entries) {
        return entries.get(entries.size() - 1).change().key();
    }

    private String keptAside(Path file, String why, boolean copy) {
        for (int number = 1; number < 100; number++) {
            Path aside = directory.resolve(file.getFileName() + ".damaged-" + number);
            if (!Files.exists(aside)) {
                try {
                    if (copy) {
                        Files.copy(file, aside);
                    } else {
                        Files.move(file, aside);
                    }
                    return why + "; it is kept as " + aside + " and what is missing is fetched from the other nodes";
                } catch (IOException cannot) {
                    break;
                }
            }
        }
        return why + "; it could not be kept aside; what is missing is fetched from the other nodes";
    }

    private long loadTerm(List<String> reports) {
        try {
            return Long.parseLong(Files.readString(term, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException nothingYet) {
            return 0;
        } catch (IOException | NumberFormatException damaged) {
            reports.add(term + " cannot be read: the term is learnt from the other nodes");
            return 0;
        }
    }

    /**
     * Returns only when the change is on the disk.
     *
     * @param configuration the one that it leads to
     * @throws Journal.LeftBehind if it is not, and something of it may be
     */
    void append(JournalEntry entry, StoredConfiguration configuration) throws IOException {
        owed = owed.plus(entry);
        if (owed.whole()) {
            writeWhole(configuration);
        } else {
            journal.append(owed.leadingTo(configuration.key()));
            owed = Owed.nothing();
            forgetDamage();
        }
    }

    /** Returns only when the configuration is on the disk. */
    void storeWhole(CibEffect.StoreWhole whole) throws IOException {
        owed = owed.plus(whole);
        writeWhole(whole.configuration());
    }

    private void writeWhole(StoredConfiguration configuration) throws IOException {
        List<JournalEntry> entries = owed.leadingTo(configuration.key());
        if (owed.anew()) {
            journal.replace(entries);
        } else {
            addOrRepair(entries);
        }
        writeSnapshot(configuration);
        owed = Owed.nothing();
        forgetDamage();
    }

    /** Where the file is not as it was left, it is written anew with what can be read of it. */
    private void addOrRepair(List<JournalEntry> entries) throws IOException {
        try {
            journal.append(entries);
        } catch (IOException failure) {
            List<JournalEntry> all = new ArrayList<>(journal.read().entries());
            all.addAll(entries);
            journal.replace(all);
        }
    }

    /** Writes the whole configuration, so that fewer changes have to be made again at the next start. */
    void writeSnapshot(StoredConfiguration configuration) throws IOException {
        keepOlder();
        Snapshot.write(cib, configuration);
        if (journal.lines() > LINES_MAX || journal.length() > BYTES_MAX) {
            journal.shorten(History.CHANGES_MAX, BYTES_KEPT);
        }
    }

    /** The one before stays readable, in case the next is damaged; where that cannot be, the journal is there. */
    private void keepOlder() {
        try {
            if (Files.exists(cib)) {
                Files.deleteIfExists(older);
                Files.createLink(older, cib);
            }
        } catch (IOException | UnsupportedOperationException noLinks) {
            // the journal and the peers have what is needed
        }
    }

    /** The changes after a configuration, or all where it is not among them, the newest included. */
    List<JournalEntry> entriesAfter(ConfigurationKey have) throws IOException {
        return owed.after(have, journal.after(have));
    }

    /** Keeps a configuration that gives way, and its changes, in files of their own. */
    void setAside(StoredConfiguration configuration, List<ConfigurationKey> changes) throws IOException {
        ConfigurationKey key = configuration.key();
        String name = "cib-" + key.adminEpoch() + "." + key.epoch() + "-term" + key.term();
        Path aside = directory.resolve("set-aside");
        var lines = new ByteArrayOutputStream();
        journal.read().entries().stream()
                .filter(entry -> changes.contains(entry.change().key()))
                .forEach(entry -> lines.writeBytes(JournalLine.of(entry)));
        DurableFile.replace(aside.resolve(name + ".journal"), lines.toByteArray());
        Snapshot.write(aside.resolve(name + ".xml"), configuration);
    }

    /**
     * Returns only when the term is on the disk. The journal is there before it, be it empty: so a node that was never given
     * a configuration can be told from one that has lost it.
     */
    void storeTerm(long highest) throws IOException {
        if (!Files.exists(journalFile)) {
            DurableFile.replace(journalFile, new byte[0]);
        }
        DurableFile.replace(term, (highest + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
