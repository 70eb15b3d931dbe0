package io.systole.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void isReadBackAsItWasWrittenAndReadableByItsOwnerAlone() throws IOException {
        var access = new AccessFile("http://127.0.0.1:9621", AccessFile.newToken(), "alpha", 42);

        access.write(directory);

        assertThat(AccessFile.read(directory)).contains(access);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("management"))))
                .isEqualTo("rw-------");
    }

    @Test
    void isWrittenAnewOverAnOldOne() throws IOException {
        new AccessFile("http://127.0.0.1:1", "old", "alpha", 1).write(directory);

        new AccessFile("http://127.0.0.1:2", "new", "alpha", 2).write(directory);

        assertThat(AccessFile.read(directory))
                .get()
                .extracting(AccessFile::token)
                .isEqualTo("new");
    }

    @Test
    void isNotThereBeforeANodeRanAndAfterItLeft() throws IOException {
        assertThat(AccessFile.read(directory)).isEmpty();

        new AccessFile("http://127.0.0.1:1", "token", "alpha", 1).write(directory);
        AccessFile.delete(directory);

        assertThat(AccessFile.read(directory)).isEmpty();
    }

    @Test
    void isRefusedWithWhatToDoWhenItIsBroken() throws IOException {
        Files.writeString(directory.resolve("management"), "url=http://127.0.0.1:1\n");

        assertThatThrownBy(() -> AccessFile.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("restart the node");
    }

    @Test
    void hasATokenThatDiffersEachTime() {
        assertThat(AccessFile.newToken()).hasSize(64).isNotEqualTo(AccessFile.newToken());
    }
}
