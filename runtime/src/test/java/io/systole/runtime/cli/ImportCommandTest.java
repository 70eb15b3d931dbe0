package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The takeover's command; what becomes of each word is TakeoverTest's. */
@SuppressWarnings("NullAway.Init")
class ImportCommandTest {
    private static final String CASES = Path.of("src/test/golden/import").toAbsolutePath() + "/";
    private static final String LIVE = """
            <cib validate-with="pacemaker-4.0" crm_feature_set="3.16.1" admin_epoch="0" epoch="2" num_updates="0"
                have-quorum="1" dc-uuid="1"><configuration><crm_config/>
              <nodes><node id="1" uname="alpha"/><node id="2" uname="beta"/></nodes><resources/><constraints/></configuration>
              <status/></cib>
            """;

    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("POST /v1/cib/patch", "the CIB is changed\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void withoutAnOptionItOnlyTells() {
        int code = node.run("import", "--corosync", CASES + "two-nodes.conf", "--cib", CASES + "two-nodes.xml");

        assertThat(code).isZero();
        assertThat(node.out())
                .contains("Differs:\n  " + CASES + "two-nodes.conf:5: transport: knet: differs: TCP port 9620")
                .contains("Has no counterpart:")
                .contains("nothing was written")
                .doesNotContain("The same here:");
        assertThat(node.asked).isEmpty();
    }

    @Test
    void filesAreWrittenOnceAndNeverOver() throws IOException {
        Path out = directory.resolve("out");
        String[] words = {
            "import",
            "--corosync",
            CASES + "two-nodes.conf",
            "--cib",
            CASES + "two-nodes.xml",
            "--output-dir",
            out.toString()
        };

        assertThat(node.run(words)).isZero();

        assertThat(Files.readString(out.resolve("systole.conf"))).contains("cluster-name = \"office\"");
        assertThat(Files.readString(out.resolve("cib.xml"))).contains("maintenance-mode\" value=\"true\"");
        assertThat(Files.readString(out.resolve("remarks.txt"))).contains("two_node: 1: taken over");
        assertThat(node.run(words)).isEqualTo(1);
        assertThat(node.err()).contains("has none of systole.conf, cib.xml, remarks.txt");
    }

    @Test
    void faultsAreAllToldAndNothingIsWritten() throws IOException {
        Path out = directory.resolve("out");

        int code = node.run(
                "import",
                "--corosync",
                CASES + "faults.conf",
                "--cib",
                CASES + "faults.xml",
                "--output-dir",
                out.toString());

        assertThat(code).isEqualTo(4);
        assertThat(node.out())
                .contains("Cannot be taken over:")
                .contains("faults.conf:24: just words")
                .contains("faults.xml:8");
        assertThat(node.err()).contains("nothing was written");
        assertThat(out).doesNotExist();
    }

    /** What only the node would notice: an arbiter by ffsplit is for an even number of nodes. */
    @Test
    void whatTheNodeWouldRefuseIsAFaultToo() throws IOException {
        Path file = directory.resolve("corosync.conf");
        Files.writeString(
                file,
                Files.readString(Path.of(CASES + "arbiter.conf"))
                        .replace("name: beta", "name: beta\n\t\tquorum_votes: 2"));

        assertThat(node.run("import", "--corosync", file.toString())).isEqualTo(4);

        assertThat(node.out()).contains("Cannot be taken over:").contains("asks for one vote of each node");
    }

    @Test
    void asJsonEveryRemarkIsAnObject() throws IOException {
        int code = node.run("import", "--corosync", CASES + "two-nodes.conf", "--json");

        var told = new ObjectMapper().readTree(node.out());
        assertThat(code).isZero();
        assertThat(told.path("outcome").asText()).isEqualTo("done");
        assertThat(told.path("remarks").findValuesAsText("what")).contains("two_node: 1");
        assertThat(told.path("remarks").get(0).path("line").asInt()).isEqualTo(4);
    }

    @Test
    void theCibIsGivenToTheClusterWithConsent() {
        int unasked = node.run("import", "--cib", CASES + "two-nodes.xml", "--apply");
        int agreed = node.run("import", "--cib", CASES + "two-nodes.xml", "--apply", "--yes");

        assertThat(unasked).isNotZero();
        assertThat(agreed).as(node.err()).isZero();
        assertThat(node.out()).contains("Changes:").contains("web").contains("the CIB is changed");
        assertThat(node.asked)
                .filteredOn(each -> each.startsWith("POST /v1/cib/patch"))
                .hasSize(1);
    }
}
