package io.systole.actors.cib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.PastChange;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory that an older version left behind is read. Each form that it ever had lies in a folder of its own. */
class RecordedFilesTest {
    private static final Path RECORDED =
            Path.of("src", "test", "resources", "disk").toAbsolutePath();
    private static final Path NOW = RECORDED.resolve("2");
    private static final long TERM = 17;
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" crm_feature_set="3.20.5" admin_epoch="1" epoch="12" num_updates="0">
              <configuration>
                <crm_config/>
                <nodes/>
                <resources><primitive id="one" class="ocf" provider="systole" type="Dummy"/></resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyRecordedDirectoryIsReadWithoutComplaint() throws IOException {
        try (Stream<Path> folders = Files.list(RECORDED)) {
            for (Path folder : folders.sorted().toList()) {
                Path copy = copyOf(folder);

                Loaded loaded = new ConfigurationFiles(copy).load();

                assertThat(loaded.reports()).as(folder.toString()).isEmpty();
                assertThat(loaded.configuration()).as(folder.toString()).isEqualTo(configuration());
                assertThat(loaded.term()).as(folder.toString()).isEqualTo(TERM + 2);
            }
        }
    }

    @Test
    void whatIsWrittenTodayIsRecorded() throws IOException {
        Path now = directory.resolve("now");
        if (Boolean.getBoolean("wire.record") && !Files.exists(NOW)) {
            now = NOW;
        }
        var files = new ConfigurationFiles(now);

        files.append(entry(), configuration());
        files.writeSnapshot(configuration());
        files.storeTerm(TERM + 2);

        assertThat(now.resolve("cib.xml"))
                .as("the form has changed: keep the old folder, and record this one beside it")
                .hasSameTextualContentAs(NOW.resolve("cib.xml"));
        assertThat(now.resolve("cib.term")).hasSameTextualContentAs(NOW.resolve("cib.term"));
        assertThat(now.resolve("cib.journal")).hasSameTextualContentAs(NOW.resolve("cib.journal"));
    }

    private static JournalEntry entry() {
        StoredConfiguration before = StoredConfiguration.nothing();
        StoredConfiguration after = configuration();
        Element patch = CibPatch.between(before.document(), after.document());
        var change = new PastChange(
                before.key(),
                after.key(),
                "n1-1-1",
                new NodeName("n1"),
                new Author("root", "systole"),
                "because",
                Instant.EPOCH,
                CibPatch.summary(patch));
        return new JournalEntry(change, ElementXml.write(patch), after.digest());
    }

    private static StoredConfiguration configuration() {
        return new StoredConfiguration(TERM, CibXml.read(DOCUMENT).accepted().orElseThrow());
    }

    private Path copyOf(Path folder) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(folder.getFileName().toString()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return copy;
    }
}
