package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.node.core.OwnResources;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class SelfFencingTest {
    @TempDir
    private Path directory;

    @Test
    void theKernelIsToldToRestartTheHostOnlyWhereThatWasConfigured() throws IOException {
        Path trigger = Files.createFile(directory.resolve("trigger"));

        selfFencing(SelfFencing.How.PROCESS, trigger).begin("a test");
        assertThat(trigger).isEmptyFile();

        selfFencing(SelfFencing.How.HOST, trigger).begin("a test");
        assertThat(trigger).hasContent("b");
    }

    @Test
    void aTriggerThatMayNotBeWrittenIsNoFault() {
        selfFencing(SelfFencing.How.HOST, directory.resolve("no/such/trigger")).begin("a test");

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aNodeThatIsCutOffStopsWhatItRunsAndEnds() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            assertThat(nodes.replace(DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
            nodes.await(() ->
                    !OwnResources.active(nodes.cib("n3"), new NodeName("n3")).isEmpty());

            nodes.crash("n1");
            nodes.crash("n2");

            nodes.awaitEndOf("n3");
        }
    }

    private static SelfFencing selfFencing(SelfFencing.How how, Path trigger) {
        return new SelfFencing(how, trigger, Runnable::run, LoggerFactory.getLogger(SelfFencingTest.class));
    }

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="options">
                    <nvpair id="no-quorum" name="no-quorum-policy" value="fence"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    </instance_attributes>
                  </primitive>
                  <clone id="dbs"><primitive id="db" class="ocf" provider="systole" type="Dummy"/></clone>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;
}
