package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStartTest {
    @Test
    void understandsAPlainStart() {
        assertThat(NodeStart.of("node", "--config", "a.conf", "--node", "n1"))
                .contains(new NodeStart(Optional.of(Path.of("a.conf")), Optional.of("n1")));
        assertThat(NodeStart.of("node", "-n", "n1", "-c", "a.conf"))
                .contains(new NodeStart(Optional.of(Path.of("a.conf")), Optional.of("n1")));
        assertThat(NodeStart.of("node")).contains(new NodeStart(Optional.empty(), Optional.empty()));
    }

    @Test
    void leavesEverythingElseToTheCommandLine() {
        assertThat(NodeStart.of()).isEmpty();
        assertThat(NodeStart.of("status")).isEmpty();
        assertThat(NodeStart.of("node", "--help")).isEmpty();
        assertThat(NodeStart.of("node", "fence", "n1")).isEmpty();
        assertThat(NodeStart.of("node", "--config")).isEmpty();
        assertThat(NodeStart.of("node", "--config", "--node")).isEmpty();
        assertThat(NodeStart.of("node", "--config=a.conf")).isEmpty();
        assertThat(NodeStart.of("node", "-c", "a", "--config", "b")).isEmpty();
    }
}
