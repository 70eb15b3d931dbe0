package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification from the command line: exit codes, what is told, and the warning about nodes that nothing can fence. */
class VerifyCommandTest {
    private static final String CIB = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config/>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                <resources>
                  <primitive id="web" class="ocf" provider="pacemaker" type="Dummy"/>
                  <primitive id="power" class="stonith" type="fence_ipmilan">
                    <instance_attributes id="power-i"><nvpair id="power-i-l" name="pcmk_host_list" value="HOSTS"/></instance_attributes>
                  </primitive>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return CommandLineInterface.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("cib.xml"), content).toString();
    }

    @Test
    void tellsNothingWhereNothingIsAtFault() throws IOException {
        assertThat(run("verify", "-x", file(CIB.replace("HOSTS", "n1 n2")))).isZero();
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void warnsOfDevicesThatDoNotWorkInTheRunningCluster() throws IOException {
        try (var node = new FakeNode(directory)) {
            node.answers("GET /v1/cib", CIB.replace("HOSTS", "n1 n2"));
            node.answers("GET /v1/fencing/check", """
                    n1: can be fenced
                      ! power from n2 is slow: it took 40000 ms of 60000 ms
                    n2: CANNOT BE FENCED
                      level 1: does not work
                      ! power from n1: exit code 3
                    """);

            assertThat(node.run("verify", "-L")).isEqualTo(78);

            assertThat(node.err())
                    .contains("node n2 CANNOT BE FENCED as the last check tells (power from n1: exit code 3)")
                    .doesNotContain("is slow");
        }
    }

    @Test
    void warnsLoudlyOfANodeThatNoDeviceCouldFence() throws IOException {
        assertThat(run("verify", "-x", file(CIB.replace("HOSTS", "n1")))).isEqualTo(78);
        assertThat(err.toString())
                .contains("NO DEVICE THAT COULD FENCE n2", "pcmk_host_list", "Configuration may need attention")
                .doesNotContain("COULD FENCE n1");
    }

    @Test
    void namesTheLineOfEachFault() throws IOException {
        var wrong = CIB.replace("HOSTS", "n1 n2").replace("class=\"ocf\"", "class=\"ofc\"");

        assertThat(run("verify", "-x", file(wrong))).isEqualTo(78);
        assertThat(err.toString()).contains("cib.xml: error: line 6: <primitive>", "Configuration invalid");
    }

    @Test
    void tellsNothingWhenQuietButByItsExitCode() throws IOException {
        assertThat(run("verify", "-q", "-x", file("<cib/>"))).isEqualTo(78);
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void tellsProgramsToo() throws IOException {
        assertThat(run("verify", "-x", file("<cib/>"), "--output-as=json")).isEqualTo(78);
        assertThat(out.toString()).contains("\"code\" : 78", "validate-with");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void hasTheExitCodesOfTheReference() {
        assertThat(run("verify")).isEqualTo(1);
        assertThat(run("verify", "--dance")).isEqualTo(64);
        assertThat(run("verify", "-X", "<foo/>")).isEqualTo(78);
        assertThat(run("verify", "-x", directory.resolve("none.xml").toString()))
                .isEqualTo(78);
        assertThat(run(
                        "verify",
                        "-L",
                        "--config",
                        directory.resolve("none.conf").toString()))
                .isEqualTo(102);
    }

    @Test
    void savesWhatItChecked() throws IOException {
        var saved = directory.resolve("saved.xml");

        assertThat(run("verify", "-x", file(CIB.replace("HOSTS", "n1 n2")), "-S", saved.toString()))
                .isZero();
        assertThat(saved).content().contains("pcmk_host_list");
    }
}
