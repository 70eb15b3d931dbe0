package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.node.core.OwnResources;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Standing;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node's transport holds another for dead while both live: these two do not hear each other any more. */
final class QuarantineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void aNodeThatOnePeerHoldsForDeadKeepsTheMajorityFromNothing() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            assertThat(nodes.replace(DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
            nodes.await(() -> WholeNodes.NAMES.stream().allMatch(name -> isActive(nodes, name)));

            nodes.quarantine("n2", "n3");

            nodes.await(() -> isFenced(nodes, "n2") || isFenced(nodes, "n3"));
            String sick = isFenced(nodes, "n2") ? "n2" : "n3";
            String well = sick.equals("n2") ? "n3" : "n2";
            nodes.awaitEndOf(sick);
            nodes.await(() -> isOneOfTwo(nodes, "n1") && isOneOfTwo(nodes, well));
            assertThat(isFenced(nodes, well)).as("one of the two is enough").isFalse();

            assertThat(nodes.edit(new CibEdit.SetMeta(new ResourceId("dbs"), "target-role", "Stopped")))
                    .isInstanceOf(ChangeResult.Accepted.class);
            nodes.await(() -> !isActive(nodes, "n1") && !isActive(nodes, well));
        }
    }

    private static boolean isActive(WholeNodes nodes, String name) {
        return OwnResources.active(nodes.cib("n1"), new NodeName(name)).stream()
                .anyMatch(resource -> resource.startsWith("db"));
    }

    private static boolean isFenced(WholeNodes nodes, String name) {
        return view(nodes, "n1")
                .node(new NodeName(name))
                .filter(node -> node.standing() == Standing.FENCED)
                .isPresent();
    }

    private static boolean isOneOfTwo(WholeNodes nodes, String name) {
        MembershipView view = view(nodes, name);
        return view.quorate() && view.mayAct() && view.online().size() == 2;
    }

    private static MembershipView view(WholeNodes nodes, String name) {
        return Objects.requireNonNull(nodes.status(name).membership());
    }

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config/>
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
