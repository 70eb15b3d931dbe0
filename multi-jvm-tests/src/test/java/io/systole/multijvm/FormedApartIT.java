package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes that do not wait for each other (wait_for_all is off) are started while the link between them is cut, and found
 * a cluster each. When it is whole again the younger one stops what it runs and ends; started anew, it is in the other.
 */
class FormedApartIT {
    private static final List<String> NAMES = List.of("n1", "n2");
    private static final Duration GENEROUS = Duration.ofMinutes(2);
    private static final int PORT = 9620;
    private static final String STATE_FILE = "/run/web.state";
    private static final String CIB = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="0" num_updates="0">
              <configuration>
                <crm_config><cluster_property_set id="options">
                  <nvpair id="no-fencing" name="stonith-enabled" value="false"/>
                </cluster_property_set></crm_config>
                <nodes/>
                <resources>
                  <primitive id="web" class="ocf" provider="heartbeat" type="Dummy">
                    <instance_attributes id="web-parameters">
                      <nvpair id="web-state" name="state" value="%s"/>
                    </instance_attributes>
                  </primitive>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """.formatted(STATE_FILE);

    private final SortedMap<String, Host> hosts = new TreeMap<>();
    private final SortedMap<String, NodeProcess> nodes = new TreeMap<>();
    private Path directory = Path.of("");
    private NodeConfig config = new NodeConfig("apart", directory, directory, List.of(), "default", true);
    private Optional<Network> network = Optional.empty();

    @BeforeAll
    static void needsRootAndNamespaces() {
        Obstacles.skipUnlessNamespaces();
        Harness.warmUp();
    }

    @BeforeEach
    void twoHostsOnCutLinks() throws IOException {
        directory = Files.createTempDirectory("systole-apart-");
        Harness.unpackScripts(directory);
        var members = NAMES.stream()
                .map(name -> new NodeConfig.Member(name, address(name), PORT))
                .toList();
        config = new NodeConfig("apart", directory, Path.of("/run/systole"), members, "default", true);
        config.write("systole.conf", config.text() + "systole.quorum.wait-for-all = off\n");
        Files.writeString(directory.resolve("cib.xml"), CIB);
        var cutOff = Network.create(directory);
        network = Optional.of(cutOff);
        for (var name : NAMES) {
            var host = Host.boot(name, directory);
            hosts.put(name, host);
            cutOff.plugIn(host, address(name) + "/24");
            cutOff.cut(name);
        }
    }

    @AfterEach
    void allOff() {
        hosts.values().forEach(Host::close);
        network.ifPresent(Network::close);
    }

    @Test
    void theYoungerStopsWhatItRunsAndRejoins() throws IOException {
        startAlone("n2");
        startAlone("n1");
        var older = node("n2");
        var younger = node("n1");

        NAMES.forEach(network.orElseThrow()::mend);

        Await.until("n1 gives way and ends", GENEROUS, () -> !younger.isAlive(), this::story);
        assertThat(runsWeb("n1")).as("web runs on n1 after its end\n" + story()).isFalse();
        assertThat(younger.log()).contains("n2 is in the one that stays, the older one");
        start("n1");
        for (var name : NAMES) {
            Await.until(
                    name + " sees both online",
                    GENEROUS,
                    () -> cib(name).online().equals(new TreeSet<>(NAMES)),
                    this::story);
        }
        assertThat(older.isAlive()).as(story()).isTrue();
        Await.until(
                "web runs on one of the two, and goes on",
                GENEROUS,
                () -> NAMES.stream().filter(this::runsWeb).count() == 1,
                this::story);
        Harness.deleteTree(directory);
    }

    /** Founds a cluster of its own, with a resource that runs. */
    private void startAlone(String name) {
        start(name);
        Await.until(name + " has founded a cluster", GENEROUS, () -> cib(name).quorate(), this::story);
        Await.until(
                name + " takes the configuration",
                GENEROUS,
                () -> cli(name, "cib", "replace", directory.resolve("cib.xml").toString())
                        .ok(),
                this::story);
        Await.until("web runs on " + name, GENEROUS, () -> runsWeb(name), this::story);
    }

    private void start(String name) {
        var command = host(name).inside(Harness.systole(config.arguments(name)));
        nodes.put(name, NodeProcess.start(name, command, Map.of(), config.log(name)));
    }

    private Host host(String name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalStateException(name + " is off");
        }
        return host;
    }

    private NodeProcess node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return node;
    }

    private boolean runsWeb(String name) {
        return host(name).run("test", "-e", STATE_FILE).ok();
    }

    private CibView cib(String name) throws IOException {
        var answer = cli(name, "cib", "query");
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        return CibView.parse(answer.out());
    }

    private Command.Answer cli(String name, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString(), "--via", name));
        return Command.run(host(name).inside(Harness.systole(all)));
    }

    private static String address(String name) {
        return "10.78.0." + (NAMES.indexOf(name) + 1);
    }

    private String story() {
        var story = new StringBuilder();
        nodes.values().forEach(node -> story.append(node.logTail()).append('\n'));
        return story.append("kept in ").append(directory).toString();
    }
}
