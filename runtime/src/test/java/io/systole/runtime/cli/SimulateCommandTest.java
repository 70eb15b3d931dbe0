package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulations from the command line: the text, the files, and inputs that are bad. */
class SimulateCommandTest {
    private static final String CIB = """
            <cib crm_feature_set="3.20.5" validate-with="pacemaker-4.0" epoch="1" num_updates="0" admin_epoch="0" have-quorum="1" execution-date="1000000">
              <configuration>
                <crm_config><cluster_property_set id="o"><nvpair id="o-f" name="fencing-enabled" value="false"/></cluster_property_set></crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                <resources><primitive id="web" class="ocf" provider="pacemaker" type="Dummy"/></resources>
                <constraints/>
              </configuration>
              <status>
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
                <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member"/>
              </status>
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

    private Path cib() throws IOException {
        return Files.writeString(directory.resolve("web.xml"), CIB);
    }

    @Test
    void showsStatusTransitionAndTheStatusAfterIt() throws IOException {
        var code = run("simulate", "-S", "-x", cib().toString());

        assertThat(code).isZero();
        assertThat(out.toString()).isEqualTo("""
                Using the original execution date of: 1970-01-12 13:46:40Z
                Current cluster status:
                  * Node List:
                    * Online: [ n1 n2 ]

                  * Full List of Resources:
                    * web\t(ocf:pacemaker:Dummy):\t Stopped

                Transition Summary:
                  * Start      web     (    n1 )

                Executing Cluster Transition:
                  * Resource action: web             monitor on n2
                  * Resource action: web             monitor on n1
                  * Resource action: web             start on n1
                Using the original execution date of: 1970-01-12 13:46:40Z

                Revised Cluster Status:
                  * Node List:
                    * Online: [ n1 n2 ]

                  * Full List of Resources:
                    * web\t(ocf:pacemaker:Dummy):\t Started n1
                """);
    }

    @Test
    void pretendsThatANodeLeaves() throws IOException {
        var code = run("simulate", "-R", "-d", "n1", "-x", cib().toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("  * Taking node n1 offline", "  * Start      web     (    n2 )");
    }

    @Test
    void writesGraphPictureAndScores() throws IOException {
        var graph = directory.resolve("graph.xml");
        var dot = directory.resolve("graph.dot");

        var code = run("simulate", "-sSQ", "-G", graph.toString(), "-D", dot.toString(), "-x", cib().toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("pcmk__primitive_assign: web allocation score on n1: 0");
        assertThat(graph).content().contains("operation_key=\"web_start_0\"");
        assertThat(dot).content().contains("\"web_monitor_0 n1\" -> \"web_start_0 n1\" [ style = bold]");
    }

    @Test
    void goesOnPastABadInputInABatch() throws IOException {
        cib();
        Files.writeString(directory.resolve("broken.xml"), "<cib><configuration>");
        var results = directory.resolve("out");

        var code = run("simulate", "--cases", directory.toString(), "--out", results.toString());

        assertThat(code).isZero();
        assertThat(results.resolve("web.summary")).content().contains("Start      web");
        assertThat(results.resolve("web.exp")).exists();
        assertThat(results.resolve("web.scores")).exists();
        assertThat(results.resolve("web.dot")).exists();
        assertThat(results.resolve("broken.error")).content().contains("broken");
        assertThat(results.resolve("broken.summary")).doesNotExist();
    }

    @Test
    void saysWhichInputCannotBeRead() {
        var code = run("simulate", "-R", "-x", directory.resolve("none.xml").toString());

        assertThat(code).isEqualTo(65);
        assertThat(err.toString()).contains("none.xml", "cannot be read");
    }

    @Test
    void hasTheExitCodesOfTheReference() throws IOException {
        var cib = cib().toString();
        var nowhere = directory.resolve("none").resolve("file").toString();
        var broken = Files.writeString(directory.resolve("odd.xml"), CIB.replace("<primitive ", "<primitif "));

        assertThat(run("simulate", "--dance")).isEqualTo(64);
        assertThat(run("simulate", "-x")).isEqualTo(64);
        assertThat(run("simulate", "-x", broken.toString())).isEqualTo(78);
        assertThat(err.toString()).contains("primitif");
        assertThat(run("simulate", "-x", cib, "-G", nowhere)).isEqualTo(74);
        assertThat(run("simulate", "-x", cib, "-D", nowhere)).isEqualTo(74);
        assertThat(run("simulate", "-x", cib, "-O", nowhere)).isEqualTo(105);
        assertThat(run("simulate", "-x", cib, "--output-as=html")).isEqualTo(105);
        assertThat(run("simulate", "-L", "--config", nowhere)).isEqualTo(102);
        assertThat(run("simulate", "-P", nowhere)).isEqualTo(105);
    }

    @Test
    void chainsSimulationsThroughCompressedFiles() throws IOException {
        var first = directory.resolve("first.xml.bz2").toString();

        assertThat(run("simulate", "-S", "-Q", "-O", first, "-x", cib().toString()))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(run("simulate", "-R", "-x", first)).isZero();
        assertThat(out.toString()).contains("Started n1").endsWith("Transition Summary:\n");
    }

    @Test
    void simulatesInPlace() throws IOException {
        var file = cib();

        assertThat(run("simulate", "-X", "-Q", "-x", file.toString())).isZero();
        assertThat(file).content().contains("web_start_0");
    }

    @Test
    void timesEveryFileOfADirectory() throws IOException {
        cib();

        assertThat(run("simulate", "-P", directory.toString(), "-N", "2")).isZero();
        assertThat(out.toString()).matches("Timings:\n  \\* Testing .*web\\.xml \\.\\.\\. \\d+\\.\\d\\d secs\n");
    }
}
