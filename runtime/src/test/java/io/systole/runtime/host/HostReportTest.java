package io.systole.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.HostFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host adds to a report; secrets are planted in everything that it reads. */
@SuppressWarnings("NullAway.Init")
class HostReportTest {
    private static final String CIB =
            "<cib validate-with=\"pacemaker-3.10\" epoch=\"1\" num_updates=\"0\" admin_epoch=\"0\">"
                    + "<configuration><crm_config/><nodes/><resources><primitive id=\"f\" class=\"stonith\" type=\"fence_x\">"
                    + "<instance_attributes id=\"f-a\"><nvpair id=\"f-p\" name=\"passwd\" value=\"in-the-cib\"/>"
                    + "</instance_attributes></primitive></resources><constraints/></configuration><status/></cib>";

    @TempDir
    private Path directory;

    private SystoleConfig config;

    @BeforeEach
    void prepare() throws Exception {
        Path state = directory.resolve("state");
        Files.createDirectories(state.resolve("secrets/db"));
        Files.createDirectories(directory.resolve("run"));
        Files.writeString(state.resolve("secrets/db/password"), "in-a-file\n");
        Files.writeString(state.resolve("configuration.xml"), CIB);
        Files.writeString(directory.resolve("run/management"), "url=http://x\ntoken=of-the-node\n");
        Files.writeString(directory.resolve("log"), """
                2026-11-30T09:59:59.000Z INFO  A: too early
                2026-11-30T10:00:00.000+00:00 INFO  A: first in-a-file
                    goes on with of-the-node and in-the-cib
                2026-11-30T11:00:00.000Z WARN  A: fence_x --password unknown-so-far
                2026-11-30T11:00:01.000Z INFO  A: too late
                    of it
                """);
        Files.writeString(
                directory.resolve("systole.conf"),
                "systole { nodes = [ { name = n1, addresses = [\"127.0.0.1\"] } ], directories { state = \"" + state
                        + "\", run = \"" + directory.resolve("run") + "\" }, log.file = \"" + directory.resolve("log")
                        + "\" }");
        config = ConfigFile.read(directory.resolve("systole.conf"), Optional.of("n1"));
    }

    private static final Instant FROM = Instant.parse("2026-11-30T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-30T11:00:00Z");

    private HostFacts facts() {
        return new HostExamination(config, Runnable::run).facts(false, List.of());
    }

    private static String text(SortedMap<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static void hasNoSecret(SortedMap<String, byte[]> files) {
        files.forEach((name, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain("in-the-cib", "in-a-file", "of-the-node", "unknown-so-far"));
    }

    @Test
    void aNodeThatRunsGivesItsLogOfTheTimeItsCibAndItsStacksWithoutSecrets() throws Exception {
        var files = ReportArchive.read(HostReport.of(config, FROM, TO)
                .running(CibXml.read(CIB).understood().orElseThrow(), facts()));

        assertThat(files.keySet())
                .contains(
                        "cib.xml",
                        "log.txt",
                        "facts.json",
                        "settings.txt",
                        "threads.txt",
                        "directories.txt",
                        "notes.txt");
        assertThat(text(files, "log.txt"))
                .contains("first ********", "goes on with ******** and ********", "--password ********")
                .doesNotContain("too early", "too late", "of it");
        assertThat(text(files, "cib.xml")).contains("name=\"passwd\" value=\"********\"");
        assertThat(text(files, "threads.txt")).contains("HostReportTest");
        hasNoSecret(files);
    }

    @Test
    void aNodeThatDoesNotRunGivesWhatLiesOnItsDisk() throws Exception {
        var files = ReportArchive.read(HostReport.of(config, FROM, TO).stopped(facts()));

        assertThat(text(files, "state/configuration.xml")).contains("fence_x");
        assertThat(text(files, "notes.txt")).contains("does not run");
        assertThat(files).doesNotContainKey("state/secrets");
        hasNoSecret(files);
    }

    @Test
    void aMissingLogIsNamed() throws Exception {
        Files.delete(directory.resolve("log"));

        var files = ReportArchive.read(HostReport.of(config, FROM, TO).stopped(facts()));

        assertThat(text(files, "notes.txt")).contains("there is no file " + directory.resolve("log"));
        assertThat(text(files, "log.txt")).isEmpty();
    }
}
