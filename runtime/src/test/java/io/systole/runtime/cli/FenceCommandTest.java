package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fencing from the command line; nobody sits at a terminal here. */
@SuppressWarnings("NullAway.Init")
class FenceCommandTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void confirmsOnlyWhereThatIsSaid() {
        node.answers("POST /v1/fencing/confirm/", "n2 counts as fenced\n");

        node.run("fence", "confirm", "n2");
        assertThat(node.asked).last().isEqualTo("POST /v1/fencing/confirm/n2");
        node.run("fence", "confirm", "n2", "--yes");
        assertThat(node.asked).last().isEqualTo("POST /v1/fencing/confirm/n2?force=true");
        node.run("fence", "confirm", "--force", "n2");
        assertThat(node.asked).last().isEqualTo("POST /v1/fencing/confirm/n2?force=true");
    }

    @Test
    void aNodeThatCannotBeFencedIsToldByTheExitCode() {
        node.answers("GET /v1/fencing/check", "n1: can be fenced\n");
        assertThat(node.run("fence", "check")).isZero();

        node.answers("GET /v1/fencing/check", "n1: CANNOT BE FENCED\n");
        assertThat(node.run("fence", "check")).isEqualTo(1);
    }

    @Test
    void aFencingThatWasDoneJustNowMayBeEnough() throws IOException {
        node.answers("POST /v1/node/", "n2 was fenced\n");

        node.run("node", "fence", "n2");
        assertThat(node.asked).last().isEqualTo("POST /v1/node/n2/fence");
        node.run("node", "fence", "n2", "--tolerance=60s");
        assertThat(node.asked).last().isEqualTo("POST /v1/node/n2/fence?tolerance=60s");
    }

    @Test
    void asksForHistoryDevicesChecksAndTrust() {
        node.answers("GET /v1/fencing/", "something\n");
        node.answers("POST /v1/fencing/", "done\n");

        node.run("fence", "history");
        assertThat(node.asked).last().isEqualTo("GET /v1/fencing/history");
        node.run("fence", "history", "n2", "--json");
        assertThat(node.asked).last().isEqualTo("GET /v1/fencing/history?node=n2");
        node.run("fence", "list");
        assertThat(node.asked).last().isEqualTo("GET /v1/fencing/devices");
        node.run("fence", "check", "--now");
        assertThat(node.asked).last().isEqualTo("POST /v1/fencing/check");
        node.run("fence", "trust", "d1");
        assertThat(node.asked).last().isEqualTo("POST /v1/fencing/trust/d1");
        assertThat(node.run("fence")).isEqualTo(2);
    }
}
