package io.systole.actors.cib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.History;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.PastChange;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.CibVersion;
import io.systole.cib.NodeName;
import io.systole.cib.Status;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.edit.EditResult;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of a node when they are cut short, changed, taken away, or cannot be written. */
class ConfigurationFilesTest {
    private static final long TERM = 256;

    @TempDir
    private Path directory = Path.of("");

    private final List<StoredConfiguration> configurations = new ArrayList<>(List.of(StoredConfiguration.nothing()));
    private final List<JournalEntry> entries = new ArrayList<>();

    @Test
    void changesAfterTheWholeWasWrittenAreMadeAgain() throws IOException {
        ConfigurationFiles files = written(3);
        files.writeSnapshot(configurations.get(2));

        Loaded loaded = load();

        assertThat(loaded.configuration()).isEqualTo(configurations.get(3));
        assertThat(loaded.history().list())
                .containsExactlyElementsOf(
                        entries.stream().map(JournalEntry::change).toList());
        assertThat(loaded.reports()).isEmpty();
        assertThat(loaded.damaged()).isFalse();
    }

    @Test
    void aJournalThatEndsWithinALineIsCutAndReported() throws IOException {
        written(3);
        try (var file = new RandomAccessFile(journal().toFile(), "rw")) {
            file.setLength(file.length() - 20);
        }

        Loaded loaded = load();

        assertThat(loaded.configuration()).isEqualTo(configurations.get(2));
        assertThat(loaded.reports()).singleElement().asString().contains("ends within line 3");
        assertThat(loaded.damaged())
                .as("what was half written was never acknowledged")
                .isFalse();
    }

    @Test
    void anyFlippedBitOfTheJournalIsFoundAndWhatIsBeforeItHolds() throws IOException {
        written(4);
        byte[] good = Files.readAllBytes(journal());
        for (int at = 0; at < good.length; at += 37) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(journal(), bad);

            Loaded loaded = load();

            int intact = (int) new String(good, 0, at, java.nio.charset.StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            assertThat(loaded.configuration()).as("bit of byte %d", at).isEqualTo(configurations.get(intact));
            assertThat(loaded.damaged()).as("bit of byte %d", at).isTrue();
        }
    }

    @Test
    void aDamagedWholeIsMadeAgainOfTheOneBeforeAndTheJournal() throws IOException {
        ConfigurationFiles files = written(4);
        files.writeSnapshot(configurations.get(2));
        files.writeSnapshot(configurations.get(4));
        Path whole = directory.resolve("cib.xml");
        Files.writeString(whole, Files.readString(whole).replace("option-4", "option-9"));

        Loaded loaded = load();

        assertThat(loaded.configuration()).isEqualTo(configurations.get(4));
        assertThat(loaded.reports()).singleElement().asString().contains("does not have the contents");
        assertThat(directory.resolve("cib.xml.damaged-1")).exists();
    }

    @Test
    void aStoreThatIsGoneIsReportedWhereTheNodeWasAMemberBefore() throws IOException {
        written(2).storeTerm(TERM);
        Files.delete(journal());

        assertThat(load().reports()).singleElement().asString().contains("is missing");
    }

    @Test
    void aNodeThatWasNeverGivenAConfigurationHasLostNone() throws IOException {
        var files = new ConfigurationFiles(directory);
        files.load();
        files.storeTerm(TERM);

        Loaded loaded = load();
        assertThat(loaded.damaged()).isFalse();
        assertThat(loaded.reports()).isEmpty();
        assertThat(loaded.term()).isEqualTo(TERM);

        Files.delete(journal());
        assertThat(load().damaged()).isTrue();
    }

    @Test
    void whatWasLostStaysReportedAfterAnotherTerm() throws IOException {
        written(2).storeTerm(TERM);
        Files.delete(journal());
        var files = new ConfigurationFiles(directory);
        assertThat(files.load().damaged()).isTrue();

        files.storeTerm(TERM + 256);

        assertThat(load().damaged()).isTrue();
    }

    @Test
    void afterACutTheJournalGoesOnWhereItIsIntact() throws IOException {
        written(3);
        Files.writeString(journal(), Files.readString(journal()) + "half a line");
        var files = new ConfigurationFiles(directory);
        files.load();

        change(4);
        files.append(entries.get(3), configurations.get(4));

        Loaded loaded = load();
        assertThat(loaded.configuration()).isEqualTo(configurations.get(4));
        assertThat(loaded.reports()).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNext() throws IOException {
        ConfigurationFiles files = written(1);
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-gone");
        Files.move(directory, elsewhere);
        Files.createFile(directory);
        change(2);
        assertThat(fails(() -> files.append(entries.get(1), configurations.get(2))))
                .isTrue();
        change(3);
        assertThat(fails(() -> files.storeWhole(
                        new CibEffect.StoreWhole(configurations.get(3), List.of(entries.get(2)), false))))
                .isTrue();
        Files.delete(directory);
        Files.move(elsewhere, directory);
        change(4);

        files.append(entries.get(3), configurations.get(4));

        Loaded loaded = load();
        assertThat(loaded.configuration()).isEqualTo(configurations.get(4));
        assertThat(loaded.history().list()).hasSize(4);
    }

    @Test
    void whatGaveWayIsCutOffAndKeptAside() throws IOException {
        ConfigurationFiles files = written(3);
        var lost = entries.get(2);
        var winner = next(configurations.get(1), 512, "winner");
        var other = entry(configurations.get(1), winner, "winner");

        files.setAside(configurations.get(3), List.of(lost.change().key()));
        files.storeWhole(new CibEffect.StoreWhole(winner, List.of(other), false));

        Loaded loaded = load();
        assertThat(loaded.configuration()).isEqualTo(winner);
        assertThat(loaded.history().list().stream().map(PastChange::request)).containsExactly("request-1", "winner");
        assertThat(directory.resolve("set-aside/cib-0.3-term256.xml")).content().contains("option-3");
        assertThat(directory.resolve("set-aside/cib-0.3-term256.journal"))
                .content()
                .contains("request-3");
    }

    @Test
    void aCrashBetweenANewJournalAndTheWholeLeavesWhatTheJournalHas() throws IOException {
        ConfigurationFiles files = written(3);
        files.writeSnapshot(configurations.get(3));
        var winner = next(StoredConfiguration.nothing(), 512, "winner");
        Files.write(journal(), JournalLine.of(entry(StoredConfiguration.nothing(), winner, "winner")));

        Loaded loaded = load();

        assertThat(loaded.configuration()).isEqualTo(winner);
        assertThat(loaded.damaged()).isFalse();
    }

    @Test
    void theJournalIsKeptToItsBounds() throws IOException {
        ConfigurationFiles files = written(2);
        var many = new ArrayList<JournalEntry>();
        var before = entries.get(1).change();
        for (int i = 3; i < 13_000; i++) {
            var change = new PastChange(
                    before.key(),
                    new ConfigurationKey(0, TERM, i),
                    "request-" + i,
                    before.origin(),
                    before.author(),
                    null,
                    Instant.EPOCH,
                    "");
            many.add(new JournalEntry(change, "<diff/>", ""));
            before = change;
        }
        var last = next(configurations.get(2), TERM, "last");

        files.storeWhole(new CibEffect.StoreWhole(last, many, true));
        files.storeWhole(new CibEffect.StoreWhole(last, many, true));

        assertThat(Files.readAllLines(journal())).hasSizeLessThanOrEqualTo(History.CHANGES_MAX + 1);
    }

    private interface Write {
        void run() throws IOException;
    }

    private static boolean fails(Write write) {
        try {
            write.run();
            return false;
        } catch (IOException expected) {
            return true;
        }
    }

    private Path journal() {
        return directory.resolve("cib.journal");
    }

    private Loaded load() {
        return new ConfigurationFiles(directory).load();
    }

    private ConfigurationFiles written(int changes) throws IOException {
        var files = new ConfigurationFiles(directory);
        files.load();
        for (int i = 1; i <= changes; i++) {
            change(i);
            files.append(entries.get(i - 1), configurations.get(i));
        }
        return files;
    }

    private void change(int number) {
        StoredConfiguration before = configurations.get(configurations.size() - 1);
        StoredConfiguration after = next(before, TERM, "option-" + number);
        configurations.add(after);
        entries.add(entry(before, after, "request-" + number));
    }

    private static StoredConfiguration next(StoredConfiguration before, long term, String option) {
        var edited = (EditResult.Edited)
                CibEdits.apply(before.document().configuration(), new CibEdit.SetOption(option, "1"));
        CibVersion version = CibEdits.next(before.document().header().version());
        return new StoredConfiguration(
                term, new Cib(before.document().header().at(version), edited.configuration(), Status.empty()));
    }

    private static JournalEntry entry(StoredConfiguration before, StoredConfiguration after, String request) {
        Element patch = CibPatch.between(before.element(), after.element());
        var change = new PastChange(
                before.key(),
                after.key(),
                request,
                new NodeName("n1"),
                new Author("root", "test"),
                null,
                Instant.EPOCH,
                CibPatch.summary(patch));
        return new JournalEntry(change, ElementXml.write(patch), after.digest());
    }
}
