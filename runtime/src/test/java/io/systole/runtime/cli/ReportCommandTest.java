package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and diagnoses, with a node to ask and without. */
@SuppressWarnings("NullAway.Init")
class ReportCommandTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        Files.createDirectories(directory.resolve("state"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** The files of the archive as tar unpacks them, by their names without the directory that all are in. */
    private SortedMap<String, String> report(Path archive) throws IOException, InterruptedException {
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", unpacked.toString()).inheritIO();
        assertThat(tar.start().waitFor()).isZero();
        var files = new TreeMap<String, String>();
        try (var found = Files.walk(unpacked)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = unpacked.relativize(file).toString();
                files.put(name.substring(name.indexOf('/') + 1), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void aReportHasWhatAnswersAndNamesWhatDoesNotWithoutSecrets() throws Exception {
        node.answers("GET /v1/cib", "<cib><nvpair id=\"a\" name=\"passwd\" value=\"HUSH\"/></cib>");
        node.answers("GET /v1/status", "{\"failures\":[{\"resource\":\"web\"}]} said HUSH\n");
        node.answers("GET /v1/resource/web/output", "printed HUSH\n");
        node.answers("GET /v1/doctor", "{\"asked\":\"n1\",\"findings\":[]}");
        Path file = directory.resolve("r.tar.gz");

        assertThat(node.run("report", "--output", file.toString())).isZero();

        assertThat(node.out()).contains("MISSING: node n1 (no such thing)");
        var files = report(file);
        assertThat(files.keySet()).contains("INDEX.md", "cluster/cib.xml", "cluster/status.txt", "cluster/doctor.txt");
        assertThat(files.get("cluster/output-of-web.txt")).isEqualTo("printed ********\n");
        assertThat(files.get("INDEX.md"))
                .contains("- **node n1**: no such thing", "- **cluster/quorum.txt**: no such thing")
                .contains("| cluster/cib.xml | ");
        assertThat(files.values()).noneMatch(content -> content.contains("HUSH"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aReportIsNotWrittenOverAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("there"), "mine");

        assertThat(node.run("report", "--output", file.toString())).isEqualTo(4);
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void whereNoNodeRunsTheReportAndTheDiagnosisAreOfThisHost() throws Exception {
        node.close();
        Files.delete(directory.resolve("run/management"));
        Files.writeString(directory.resolve("state/configuration.xml"), "<cib/>");
        Path file = directory.resolve("r.tar.gz");

        assertThat(node.run("report", "--via", "n1", "--output", file.toString()))
                .isZero();

        assertThat(node.out()).contains("MISSING: the cluster (no node runs on this host");
        assertThat(report(file).keySet())
                .contains("nodes/n1/state/configuration.xml", "nodes/n1/doctor.txt", "nodes/n1/facts.json");
        assertThat(node.run("doctor", "--via", "n1")).isEqualTo(1);
        assertThat(node.out()).contains("BAD     nodes: n1: its node does not run: only this host was looked at");
    }

    @Test
    void theExitCodeOfTheDoctorSaysHowBadItIs() {
        String finding = "{\"asked\":\"n1\",\"findings\":[{\"area\":\"DISK\",\"subject\":\"n1\",\"verdict\":\"%s\","
                + "\"found\":\"full\",\"expected\":\"room\",\"advice\":\"make room\"}]}";
        node.answers("GET /v1/doctor", finding.formatted("WARNING"));
        assertThat(node.run("doctor")).isZero();
        assertThat(node.out()).contains("warning disk: n1: full\n        expected: room\n        do: make room\n");
        assertThat(node.run("doctor", "--strict")).isEqualTo(1);
        node.answers("GET /v1/doctor", finding.formatted("BAD"));
        assertThat(node.run("doctor", "--json")).isEqualTo(1);
        assertThat(node.out()).contains("\"verdict\" : \"BAD\"");
        node.answers("GET /v1/doctor", finding.formatted("OK"));
        assertThat(node.run("doctor", "--strict", "--all")).isZero();
    }

    @Test
    void timesAreGivenAsPeopleGiveThem() throws CommandFailed {
        var now = Instant.parse("2026-11-30T12:00:00Z");

        assertThat(ReportTime.parse("--from", "2026-11-30T10:00:00+01:00", now)).isEqualTo("2026-11-30T09:00:00Z");
        assertThat(ReportTime.parse("--from", "2026-11-30 10:00", now))
                .isEqualTo(LocalDateTime.parse("2026-11-30T10:00")
                        .atZone(ZoneId.systemDefault())
                        .toInstant());
        assertThat(ReportTime.parse("--from", "90min", now)).isEqualTo("2026-11-30T10:30:00Z");
        assertThat(ReportTime.parse("--from", "2d", now)).isEqualTo("2026-11-28T12:00:00Z");
        assertThatThrownBy(() -> ReportTime.parse("--from", "soon", now))
                .hasMessageContaining("--from soon: is no time");
        assertThatThrownBy(() -> ReportTime.parse("--from", "17", now)).hasMessageContaining("is no time");
    }
}
