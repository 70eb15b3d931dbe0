package io.systole.splitbrain.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two owners and one directory. */
final class LeaseFilesTest {
    /** So long that nobody is taken for silent by mistake. */
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void oneOwnerHasItAndAnotherDoesNot() throws IOException {
        var one = files("one", LONG);
        var other = files("other", LONG);

        assertThat(one.acquire()).isTrue();
        assertThat(other.acquire()).isFalse();
        assertThat(one.renew()).isTrue();
        assertThat(other.acquire()).isFalse();
        assertThat(one.acquire()).as("who has it has it").isTrue();
        assertThat(other.renew()).isFalse();
    }

    @Test
    void whatWasGivenBackIsTakenAtOnce() throws IOException {
        var one = files("one", LONG);
        var other = files("other", LONG);
        one.acquire();
        other.watch();

        one.release();

        assertThat(other.acquire()).isTrue();
        assertThat(one.acquire()).isFalse();
        assertThat(one.renew()).isFalse();
    }

    @Test
    void whoShowsNoSignOfLifeLosesItAndNoticesThat() throws IOException {
        var one = files("one", LONG);
        var other = files("other", Duration.ZERO);
        one.acquire();

        assertThat(other.acquire()).as("first seen").isFalse();
        one.renew();
        assertThat(other.acquire()).as("it has shown one since").isFalse();
        assertThat(other.acquire()).as("and none since").isTrue();

        assertThat(one.renew()).isFalse();
        assertThat(one.acquire()).isFalse();
        one.release();
        assertThat(other.renew()).as("a loser gives nothing back").isTrue();
    }

    @Test
    void theTimeRunsAlsoWhileNobodyAsksForIt() throws IOException {
        var one = files("one", LONG);
        var other = files("other", Duration.ZERO);
        one.acquire();

        other.watch();

        assertThat(other.acquire()).isTrue();
    }

    @Test
    void oldTermsAreDeleted() throws IOException {
        for (var term = 0; term < 5; term++) {
            var owner = files("owner" + term, LONG);
            assertThat(owner.acquire()).isTrue();
            owner.release();
        }

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("l.4", "l.5");
        }
    }

    private LeaseFiles files(String owner, Duration timeout) {
        return new LeaseFiles(directory, "l", owner, timeout);
    }
}
