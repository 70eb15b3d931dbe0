package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What an alert agent that all nodes call has written down, a line a call: {@code kind|node|resource|task|description}. */
final class AlertLog {
    private final LoopbackCluster cluster;
    private final Path file;
    private final List<String> expected = new ArrayList<>();

    private AlertLog(LoopbackCluster cluster, Path file) {
        this.cluster = cluster;
        this.file = file;
    }

    /** Has all happenings from now on written down; the drill's configuration stays as it is otherwise. */
    static AlertLog configure(LoopbackCluster cluster, String home) throws IOException {
        var file = cluster.directory().resolve("alerts.log");
        var agent = Files.writeString(cluster.directory().resolve("write-alert"), """
                #!/bin/sh
                echo "$CRM_alert_kind|$CRM_alert_node|$CRM_alert_rsc|$CRM_alert_task|$CRM_alert_desc" >> "$CRM_alert_recipient"
                """);
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        var alerts = "<alerts><alert id=\"log\" path=\"" + agent + "\"><recipient id=\"log-file\" value=\"" + file
                + "\"/></alert></alerts></configuration>";
        Files.deleteIfExists(file);
        cluster.configure(Drill.cib(cluster, home).replace("</configuration>", alerts));
        return new AlertLog(cluster, file);
    }

    /** Waits for a line that begins so; {@link #assertOnceEach} looks later whether it stayed the only one. */
    void awaitOnce(String beginning) {
        expected.add(beginning);
        Await.until(
                "an alert " + beginning,
                LoopbackCluster.GENEROUS,
                () -> count(beginning) > 0,
                () -> lines() + "\n" + cluster.story());
    }

    void assertOnceEach() {
        for (var beginning : expected) {
            assertThat(count(beginning)).as(beginning + " in " + lines()).isEqualTo(1);
        }
    }

    private long count(String beginning) {
        return lines().stream().filter(line -> line.startsWith(beginning)).count();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failure) {
            return List.of(failure.toString());
        }
    }
}
