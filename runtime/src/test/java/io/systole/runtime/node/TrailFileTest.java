package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.http.RequestTrail.Noted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void aNodeThatStartsAnewKnowsWhatWasAskedBefore() throws IOException {
        var first = trail();
        first.add(noted("/v1/a"));
        first.add(noted("/v1/b"));

        assertThat(told(trail(), 9)).containsExactly("/v1/a", "/v1/b");
        assertThat(told(trail(), 1)).containsExactly("/v1/b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("requests.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatWasCutOffIsLeftAside() throws IOException {
        trail().add(noted("/v1/a"));
        Files.writeString(
                directory.resolve("requests.log"),
                Files.readString(directory.resolve("requests.log")) + "{\"at\":\"2026-");

        trail().add(noted("/v1/b"));

        assertThat(told(trail(), 9)).containsExactly("/v1/a", "/v1/b");
    }

    @Test
    void aLineOfAnOlderVersionIsOfThisNodeAndOneOfANewerIsRead() throws IOException {
        Files.writeString(directory.resolve("requests.log"), """
                {"at":"2026-01-02T03:04:05.678901Z","user":"ada","address":"","operation":"x","method":"POST",\
                "path":"/v1/a","status":200}
                {"node":"n7","at":"2026-01-02T03:04:06Z","user":"ada","address":"","operation":"x","method":"POST",\
                "path":"/v1/b","status":200,"colour":"red"}
                """);

        var known = trail().last(9).toCompletableFuture().join();

        assertThat(known.stream().map(Noted::node)).containsExactly("n1", "n7");
        assertThat(known.get(0).at()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
    }

    @Test
    void aFullFileMakesRoomForAnother() throws IOException {
        var trail = trail();
        String path = "/v1/" + "x".repeat(10_000);
        for (int i = 0; i < 250; i++) {
            trail.add(noted(path + i));
        }

        assertThat(Files.size(directory.resolve("requests.log"))).isLessThan(TrailFile.FILE_MAX + 20_000);
        assertThat(Files.size(directory.resolve("requests.log.1"))).isLessThan(TrailFile.FILE_MAX + 20_000);
        assertThat(told(trail(), 1)).containsExactly(path + 249);
    }

    @Test
    void whereNothingCanBeWrittenTheLastOnesAreToldAllTheSame() {
        var trail = new TrailFile(directory.resolve("nowhere/requests.log"), "n1", Runnable::run);
        trail.add(noted("/v1/a"));

        assertThat(told(trail, 9)).containsExactly("/v1/a");
    }

    private TrailFile trail() {
        return new TrailFile(directory.resolve("requests.log"), "n1", Runnable::run);
    }

    private static List<String> told(TrailFile trail, int max) {
        return trail.last(max).toCompletableFuture().join().stream()
                .map(Noted::path)
                .toList();
    }

    private static Noted noted(String path) {
        return new Noted("n1", Instant.EPOCH, "ada", "192.0.2.7", "changeNode", "POST", path, null, 200);
    }
}
