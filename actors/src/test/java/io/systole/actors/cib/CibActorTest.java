package io.systole.actors.cib;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.disk.ConfigurationFiles;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CibActorTest {
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3">
              <configuration>
                <crm_config/>
                <nodes/>
                <resources>
                  <primitive id="disk" class="ocf" provider="heartbeat" type="Filesystem"/>
                </resources>
                <constraints/>
              </configuration>
            </cib>
            """;

    @TempDir
    private Path directory;

    @Test
    void whatIsAcceptedOnAnyNodeIsOnTheDisksOfAllNodes() {
        try (var cluster = new CibCluster(directory, "n1", "n2", "n3")) {
            cluster.becomeWriter("n1");

            ChangeResult result = cluster.replace("n2", DOCUMENT);

            assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
            for (String node : List.of("n1", "n2", "n3")) {
                assertThat(onDisk(node).configuration().resources()).hasSize(1);
                Cib seen = cluster.await(
                        node, cib -> !cib.configuration().resources().isEmpty());
                assertThat(seen.header().dcUuid()).isEqualTo("1");
                assertThat(seen.header().updateOrigin()).isEqualTo("n2");
            }
        }
    }

    @Test
    void whatANodeRecordsIsSeenByAllUntilTheNodeIsSurelyDown() {
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.tell("n2", new CibProtocol.RecordStatus(List.of(entry("disk", "disk_monitor_0", "7"))));
            cluster.tell(
                    "n2",
                    new CibProtocol.RecordStatus(List.of(
                            entry("disk", "disk_last_0", "0"),
                            new StatusChange.PutAttribute("fail-count-disk#start_0", "INFINITY"))));

            NodeState seen = state(cluster.await("n1", cib -> operations(cib, "n2") == 2), "n2");

            assertThat(seen.transientSets().get(0).value("fail-count-disk#start_0"))
                    .isEqualTo("INFINITY");
            cluster.stands("n2", Standing.LOST);
            Cib lost = cluster.await(
                    "n1", cib -> "false".equals(state(cib, "n2").fields().inCcm()));
            assertThat(operations(lost, "n2")).isEqualTo(2);
            cluster.stands("n2", Standing.FENCED);
            Cib fenced = cluster.await("n1", cib -> operations(cib, "n2") == 0);
            assertThat(state(fenced, "n2").transientSets()).isEmpty();
            assertThat(state(fenced, "n2").fields().join()).isEqualTo("down");
        }
    }

    @Test
    void aNodeThatComesLateHasTheWholeCib() throws IOException {
        Files.createDirectories(directory.resolve("n1"));
        try (var cluster = new CibCluster(directory, "n1")) {
            cluster.becomeWriter("n1");
            assertThat(cluster.replace("n1", DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
        }

        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            Cib seen =
                    cluster.await("n2", cib -> !cib.configuration().resources().isEmpty());

            assertThat(seen.header().version().epoch()).isEqualTo(7);
        }
    }

    @Test
    void aConfigurationOfThousandsOfResourcesCrosses() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            many.append("<primitive id=\"resource-%d\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>\n"
                    .formatted(i));
        }
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.becomeWriter("n1");

            ChangeResult result = cluster.replace("n2", DOCUMENT.replace("<resources>", "<resources>" + many));

            assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
            assertThat(onDisk("n2").configuration().resources()).hasSize(5001);
        }
    }

    @Test
    void faultsAreNamedWithTheirLinesAndNothingChanges() {
        try (var cluster = new CibCluster(directory, "n1")) {
            cluster.becomeWriter("n1");

            ChangeResult result = cluster.replace("n1", DOCUMENT.replace("type=\"Filesystem\"", "kind=\"x\""));

            assertThat(result).isInstanceOf(ChangeResult.Refused.class);
            assertThat(((ChangeResult.Refused) result).faults())
                    .extracting(fault -> fault.line() + " " + fault.found())
                    .containsExactly("6 no attribute type", "6 the attribute kind=\"x\"");
            Cib cib = cluster.await("n1", any -> true);
            assertThat(cib.configuration().resources()).isEmpty();
        }
    }

    @Test
    void aWriterWhoseDiskFailsSaysSoAndChangesNothing() throws IOException {
        Files.createFile(directory.resolve("n1"));
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.becomeWriter("n1");

            ChangeResult result = cluster.replace("n2", DOCUMENT);

            assertThat(result).isInstanceOf(ChangeResult.NotDone.class);
            assertThat(((ChangeResult.NotDone) result).reason()).startsWith("n1 cannot store the configuration");
            assertThat(cluster.await("n2", any -> true).configuration().resources())
                    .isEmpty();
        }
    }

    @Test
    void aMemberWhoseDiskFailsIsNamedAndNothingChanges() throws IOException {
        Files.createFile(directory.resolve("n2"));
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.becomeWriter("n1");

            ChangeResult result = cluster.replace("n1", DOCUMENT);

            assertThat(result).isInstanceOf(ChangeResult.NotDone.class);
            assertThat(((ChangeResult.NotDone) result).reason()).startsWith("waiting for n2 to store");
        }
    }

    @Test
    void aMemberWhoseDiskFailsLaterMakesTheChangeUnknownAndHasItAllTheSame() throws IOException {
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.becomeWriter("n1");
            assertThat(cluster.replace("n1", DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
            Files.move(directory.resolve("n2"), directory.resolve("gone"));
            Files.createFile(directory.resolve("n2"));

            ChangeResult result = cluster.replace("n1", DOCUMENT.replace("Filesystem", "Dummy"));

            assertThat(result).isInstanceOf(ChangeResult.Unknown.class);
            assertThat(((ChangeResult.Unknown) result).reason()).startsWith("n2 could not store it");
            cluster.await("n2", cib -> CibXml.write(cib).contains("Dummy"));
            assertThat(CibXml.write(onDisk("n1"))).contains("Dummy");
        }
    }

    @Test
    void withoutAWriterAChangeIsNotDone() {
        try (var cluster = new CibCluster(directory, "n1")) {
            assertThat(cluster.replace("n1", DOCUMENT)).isInstanceOf(ChangeResult.NotDone.class);
        }
    }

    @Test
    void aDamagedFileIsKeptAsideAndTheConfigurationComesFromThePeers() throws IOException {
        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.becomeWriter("n1");
            assertThat(cluster.replace("n1", DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
        }
        Path file = directory.resolve("n2/cib.xml");
        Files.writeString(file, Files.readString(file).replace("Filesystem", "Filesistem"));

        try (var cluster = new CibCluster(directory, "n1", "n2")) {
            cluster.await("n2", cib -> !cib.configuration().resources().isEmpty());

            assertThat(directory.resolve("n2/cib.xml.damaged-1")).content().contains("Filesistem");
        }
    }

    private Cib onDisk(String node) {
        return new ConfigurationFiles(directory.resolve(node))
                .load()
                .configuration()
                .document();
    }

    private static StatusChange entry(String resource, String id, String rc) {
        var identity =
                new LrmResource(new ResourceId(resource), "ocf", "heartbeat", "Filesystem", null, null, List.of());
        return new StatusChange.PutHistory(
                identity, OpHistory.of(Map.of("id", id, "operation", "monitor", "rc-code", rc)));
    }

    private static NodeState state(Cib cib, String node) {
        return cib.status().nodeStates().stream()
                .filter(state -> Optional.of(new NodeName(node)).equals(Optional.ofNullable(state.uname())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(CibXml.write(cib)));
    }

    private static int operations(Cib cib, String node) {
        return state(cib, node).lrmResources().stream()
                .mapToInt(resource -> resource.operations().size())
                .sum();
    }
}
