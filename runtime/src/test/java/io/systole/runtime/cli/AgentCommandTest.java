package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.PluginJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands against agents in directories of the test's own. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class AgentCommandTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0"><configuration>
            <crm_config/><nodes/><resources>
            <primitive id="a" class="ocf" provider="test" type="Address"/>
            </resources><constraints/></configuration><status/></cib>
            """;
    private static final String IP =
            "<instance_attributes id=\"b-p\"><nvpair id=\"b-ip\" name=\"ip\" value=\"192.0.2.1\"/></instance_attributes>";
    private static final String METADATA =
            "<resource-agent name='x'><shortdesc>Does x</shortdesc><parameters><parameter name='ip' required='1'>"
                    + "<shortdesc>Address</shortdesc><content type='string'/></parameter><parameter name='n' unique='1'>"
                    + "<content type='integer' default='3'/></parameter></parameters>"
                    + "<actions><action name='start' timeout='20s'/></actions></resource-agent>";

    @TempDir
    Path directory;

    private Path config;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        program("ocf/resource.d/test/Address", "echo \"" + METADATA + "\"");
        program("init.d/web", "### BEGIN INIT INFO\n# Short-Description: Serves\n### END INIT INFO");
        program("fence/fence_x", "read line; [ \"$line\" = action=metadata ] && echo \"" + METADATA + "\"");
        program(
                "fence/external/plug",
                "[ \"$1\" = getinfo-xml ] && echo '<parameters><parameter name=\"hostlist\"/></parameters>'");
        config = directory.resolve("systole.conf");
        Files.writeString(config, """
                systole { cluster-name = test, node.name = n1, nodes = [ { name = n1, addresses = ["127.0.0.1"] } ]
                  agents { ocf-roots = ["%1$s/ocf"], init-directory = "%1$s/init.d", heartbeat-directory = "%1$s/none"
                    systemd-bus = "" }
                  fencing.agent-directories = ["%1$s/fence"]
                }
                """.formatted(directory));
    }

    private void program(String name, String script) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.add("--config=" + config);
        return CommandLineInterface.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    @Test
    void listsWhatIsInstalled() {
        assertThat(run("agent", "list")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "ocf:systole:Dummy",
                        "ocf:test:Address",
                        "lsb:web",
                        "stonith:fence_x",
                        "stonith:external/plug",
                        "stonith:fence_process",
                        "stonith:fence_watchdog");
        assertThat(run("agent", "list", "ocf:test")).isZero();
        assertThat(out).hasToString("ocf:test:Address\n");
        assertThat(run("agent", "list", "service", "--json")).isZero();
        assertThat(out).hasToString("[ \"service:web\" ]\n");
        assertThat(run("agent", "list", "oc")).isEqualTo(4);
        assertThat(err.toString()).contains("no class is called oc: there are ocf, lsb");
    }

    @Test
    void knowsAgentsOfPluginsAndNamesWhatIsBroken() throws IOException {
        Files.writeString(config, PluginJar.install(directory), StandardOpenOption.APPEND);

        assertThat(run("agent", "list", "ocf:plug")).isZero();
        assertThat(out).hasToString("ocf:plug:Plugged\n");
        assertThat(run("agent", "show", "ocf:plug:Plugged")).isZero();
        assertThat(out.toString()).startsWith("ocf:plug:Plugged - Comes from a plugin\n");
        assertThat(err.toString()).contains("a plugin cannot be used: ").contains("broken.jar is no jar");
    }

    @Test
    void showsParametersAndActions() {
        assertThat(run("agent", "show", "ocf:test:Address")).isZero();
        assertThat(out).hasToString("""
                ocf:test:Address - Does x

                Parameters (* required):
                  ip* (string): Address
                  n (integer, default 3, unique)

                Actions:
                  start timeout 20s
                """);
        assertThat(run("agent", "show", "--json", "stonith:fence_x")).isZero();
        assertThat(out.toString()).contains("\"agent\" : \"stonith:fence_x\"", "\"byDefault\" : \"3\"");
        assertThat(run("agent", "show", "stonith:external/plug")).isZero();
        assertThat(out.toString()).contains("hostlist (string)");
        assertThat(run("agent", "show", "lsb:web")).isZero();
        assertThat(out.toString()).startsWith("lsb:web - Serves\n");
        assertThat(run("agent", "show", "ocf:test:None")).isEqualTo(4);
        assertThat(err.toString()).contains("ocf:test:None is not installed: looked for " + directory);
    }

    @Test
    void holdsParametersAgainstTheAgents() throws IOException {
        var cib = directory.resolve("cib.xml");
        Files.writeString(cib, """
                <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0"><configuration>
                <crm_config/><nodes/><resources>
                <primitive id="a" class="ocf" provider="test" type="Address"/>
                </resources><constraints/></configuration><status/></cib>
                """);

        assertThat(run("verify", "-x", cib.toString(), "--agents")).isEqualTo(78);
        assertThat(err.toString() + out)
                .contains("error: line 3: <primitive>: found no parameter ip in a, expected one");
        assertThat(run("cib", "replace", cib.toString())).isEqualTo(4);
        assertThat(err.toString())
                .contains("the agents of this host: error: line 3", "nothing was changed", "--no-agent-check");
        assertThat(run("cib", "replace", cib.toString(), "--no-agent-check")).isEqualTo(3);
    }

    @Test
    void holdsWhatAnEditBringsAgainstTheAgents() throws IOException {
        var agents = Files.readString(config);
        try (var node = new FakeNode(directory)) {
            Files.writeString(config, "\n" + agents, StandardOpenOption.APPEND);
            node.answers("GET /v1/cib", LIVE);
            node.answers("POST /v1/cib", "done\n");

            int code = node.run("cib", "create", "-o", "resources", "-X", primitive("b", ""));
            assertThat(code).as(node.err()).isEqualTo(4);
            assertThat(node.err())
                    .contains("error: <primitive>: found no parameter ip in b", "--no-agent-check")
                    .doesNotContain("no parameter ip in a");
            assertThat(node.asked).containsExactly("GET /v1/cib");

            assertThat(node.run("cib", "create", "-o", "resources", "-X", primitive("b", IP)))
                    .isZero();
            assertThat(node.err()).isEmpty();
            assertThat(node.run("cib", "create", "-o", "resources", "-X", primitive("b", ""), "--no-agent-check"))
                    .isZero();
            assertThat(node.run("cib", "modify", "-X", "<primitive id=\"a\" description=\"as it was\"/>"))
                    .as("what was at fault before is no fault of the change")
                    .isZero();
            assertThat(node.err()).isEmpty();
            assertThat(node.run("cib", "create", "-o", "constraints", "-X", "<rsc_location id=\"l\"/>"))
                    .isZero();
            assertThat(node.asked.get(node.asked.size() - 1)).startsWith("POST /v1/cib/create?scope=constraints");
            assertThat(node.asked.get(node.asked.size() - 2)).startsWith("POST ");
        }
    }

    private static String primitive(String id, String inside) {
        return "<primitive id=\"" + id + "\" class=\"ocf\" provider=\"test\" type=\"Address\">" + inside
                + "</primitive>";
    }
}
