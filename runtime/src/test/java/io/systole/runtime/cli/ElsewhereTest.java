package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereTest {
    @TempDir
    private Path directory = Path.of("");

    private Path token = Path.of("");

    @BeforeEach
    void grant() throws Exception {
        token = directory.resolve("token");
        Files.writeString(token, "bobs-token\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    }

    private List<AccessFile> entrances(String... urls) throws Exception {
        return Elsewhere.entrances(List.of(urls), Credentials.of(token, directory.resolve("ca.crt")));
    }

    @Test
    void nodesAreAskedInTheOrderInWhichTheyAreNamed() throws Exception {
        assertThat(entrances("https://alpha:9000/", "HTTPS://beta", "https://[fd00::7]:9621"))
                .extracting(AccessFile::url)
                .containsExactly("https://alpha:9000", "https://beta:9621", "https://[fd00::7]:9621");
        assertThat(entrances("https://alpha"))
                .containsExactly(
                        new AccessFile("https://alpha:9621", "bobs-token", "alpha", 0, directory.resolve("ca.crt")));
    }

    @Test
    void aTokenGoesOverNoNetworkInTheClear() throws Exception {
        assertThat(entrances("http://127.0.0.1:9621"))
                .extracting(AccessFile::trust)
                .containsOnlyNulls();
        assertThatThrownBy(() -> entrances("http://alpha:9621"))
                .isInstanceOf(Elsewhere.BadUrl.class)
                .hasMessage("--url http://alpha:9621: must be https: over http a token can be read along the way");
    }

    @Test
    void whatIsNoPlaceOfANodeIsRefused() {
        for (var bad : List.of(
                "alpha",
                "alpha:9621",
                "https://",
                "https://alpha/v1",
                "https://u:p@alpha",
                "ftp://alpha",
                "https:// a")) {
            assertThatThrownBy(() -> entrances(bad))
                    .as(bad)
                    .isInstanceOf(Elsewhere.BadUrl.class)
                    .hasMessageContaining(bad)
                    .hasMessageContaining("https://alpha:9621");
        }
    }

    @Test
    void theOptionComesBeforeTheEnvironment() {
        assertThat(Elsewhere.urls(List.of("https://alpha"), true)).containsExactly("https://alpha");
        assertThat(Elsewhere.urls(null, true)).isEmpty();
    }

    @Test
    void withoutATokenTheErrorSaysWhereOneIsLookedFor() {
        var none = Credentials.of(directory.resolve("none"), null);

        assertThatThrownBy(() -> Elsewhere.entrances(List.of("https://alpha"), none))
                .hasMessageContaining("none: the token file is not there");
    }
}
