package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What completion is told. */
class NamesCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void tellsNamesOfTheCluster() throws IOException {
        try (var node = new FakeNode(directory)) {
            node.answers("GET /v1/status", """
                    {"nodes":[{"name":"n2"},{"name":"n1"}],"tickets":[{"id":"T"}],"resources":[{"id":"web"},
                    {"id":"group","members":[{"id":"ip"}]},{"id":"clone","child":"db"}]}""");
            node.answers("GET /v1/cib?scope=constraints", "<constraints><rsc_location id=\"l1\"/></constraints>");

            assertThat(told(node, "nodes")).isEqualTo("n1\nn2\n");
            assertThat(told(node, "resources")).isEqualTo("clone\ndb\ngroup\nip\nweb\n");
            assertThat(told(node, "tickets")).isEqualTo("T\n");
            assertThat(told(node, "constraints")).isEqualTo("l1\n");
        }
    }

    @Test
    void namesThatAShellWouldUnderstandOtherwiseAreLeftOut() throws IOException {
        try (var node = new FakeNode(directory)) {
            node.answers(
                    "GET /v1/status", "{\"nodes\":[{\"name\":\"$(reboot)\"},{\"name\":\"a b\"},{\"name\":\"n1\"}]}");

            assertThat(told(node, "nodes")).isEqualTo("n1\n");
        }
    }

    @Test
    void isSilentWhereNothingCanBeHad() throws IOException {
        var node = new FakeNode(directory);
        assertThat(told(node, "nodes")).isEmpty();
        node.close();

        assertThat(told(node, "nodes")).isEmpty();
        assertThat(node.alone("names", "nodes", "--config", "/nowhere")).isZero();
        assertThat(node.err()).isEmpty();
    }

    private static String told(FakeNode node, String kind) {
        assertThat(node.run("names", kind)).isZero();
        assertThat(node.err()).isEmpty();
        return node.out();
    }
}
