package io.systole;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents in Java that a node finds in its plugin directory, beside a plugin that is broken. */
@Timeout(300)
class PluginDirectoryTest {
    private static final String NO_FENCING =
            "<cluster_property_set id=\"o\"><nvpair id=\"o-f\" name=\"stonith-enabled\" value=\"false\"/></cluster_property_set>";
    private static final String PRIMITIVE =
            "<primitive id=\"plugged\" class=\"ocf\" provider=\"plug\" type=\"Plugged\"/>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoNodes nodes;

    @BeforeEach
    void choosePorts() throws IOException {
        nodes = new TwoNodes(directory);
    }

    @Test
    void aResourceRunsByAnAgentOfAPlugin() throws Exception {
        try (var a = Systole.start(
                        ConfigFactory.parseString(PluginJar.install(directory)).withFallback(nodes.config("a")));
                var b = Systole.start(nodes.config("b"))) {
            TwoNodes.awaitStatus(a, "Online: [ a b ]");
            for (var element : new String[][] {{"crm_config", NO_FENCING}, {"resources", PRIMITIVE}}) {
                var edit = new TreeEdit(TreeEdit.Operation.CREATE, element[0], null, element[1]);
                assertThat(TwoNodes.done(a.cib().change(edit))).isInstanceOf(ChangeResult.Accepted.class);
            }

            TwoNodes.awaitStatus(b, "(ocf:plug:Plugged):\t Started a");
            TwoNodes.await(
                    "its attribute is known",
                    () -> CibXml.write(TwoNodes.done(b.cib().read()))
                            .contains("name=\"plugged-by\" value=\"PluginClasses\""));
            assertThat(TwoNodes.get(a, "/v1/agents?of=ocf:plug")).isEqualTo("ocf:plug:Plugged\n");
            assertThat(TwoNodes.get(b, "/v1/agents?of=ocf:plug")).isEmpty();
        }
    }
}
