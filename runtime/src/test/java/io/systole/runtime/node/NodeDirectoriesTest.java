package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.runtime.config.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDirectoriesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void makesWhatIsMissing() throws Exception {
        var directories = new Directories(directory.resolve("a/state"), directory.resolve("b/run"));

        try (var claimed = NodeDirectories.claim(directories, "alpha")) {
            assertThat(claimed).isNotNull();
            assertThat(directory.resolve("a/state")).isDirectory();
            assertThat(directory.resolve("b/run")).isEmptyDirectory();
        }
    }

    @Test
    void refusesAStateDirectoryThatAnotherNodeUsesAndNamesThatNode() throws Exception {
        var shared = directory.resolve("state");

        try (var first = NodeDirectories.claim(new Directories(shared, directory.resolve("run-1")), "alpha")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> NodeDirectories.claim(new Directories(shared, directory.resolve("run-2")), "beta"))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining(shared.resolve("lock").toString())
                    .hasMessageContaining("node alpha, process")
                    .hasMessageContaining("a state directory of its own");
        }
    }

    @Test
    void givesTheDirectoryBackWhenTheNodeEnds() throws Exception {
        var directories = new Directories(directory.resolve("state"), directory.resolve("run"));

        NodeDirectories.claim(directories, "alpha").close();

        try (var second = NodeDirectories.claim(directories, "alpha")) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void saysWhichKeyNamesADirectoryThatCannotBeWritten() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> NodeDirectories.claim(
                        new Directories(file.resolve("state"), directory.resolve("run")), "alpha"))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("systole.directories.state = " + file.resolve("state"))
                .hasMessageContaining("cannot be written");
    }
}
