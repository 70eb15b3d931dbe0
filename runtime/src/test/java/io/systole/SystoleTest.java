package io.systole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.FenceAction;
import io.systole.fencing.JavaFenceAgent;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.node.NodeNotStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes inside another program: here, this test. */
@Timeout(120)
class SystoleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private int portA;
    private int portB;

    @BeforeEach
    void choosePorts() throws IOException {
        try (var a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            portA = a.getLocalPort();
            portB = b.getLocalPort();
        }
    }

    @Test
    void twoNodesOfOneProgramFindEachOtherAndLeave() throws Exception {
        try (var a = Systole.start(config("a"));
                var b = Systole.start(config("b"))) {
            assertThat(a.access().url()).isNotEqualTo(b.access().url());

            waitFor(a, "Online: [ a b ]");
            waitFor(b, "Online: [ a b ]");
        }
        assertThat(directory.resolve("a/run/management")).doesNotExist();
        assertThat(directory.resolve("b/run/management")).doesNotExist();
    }

    @Test
    void aSecondNodeOfTheSameNameIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var a = Systole.start(config("a"))) {
            assertThatThrownBy(() -> Systole.start(config("a")))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("another node uses this directory (node a,");

            assertThat(status(a)).contains("asked a");
        }
    }

    @Test
    void aNodeThatDidNotStartLeavesNothingLocked() throws Exception {
        try (var taken = new ServerSocket(portA, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Systole.start(config("a")))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("systole.nodes.a = 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("the port is in use");
        }

        try (var a = Systole.start(config("a"))) {
            assertThat(Files.readString(directory.resolve("a/run/management")))
                    .contains(a.access().token());
        }
    }

    @Test
    void aProgramChangesTheCibThroughItsNode() throws Exception {
        try (var a = Systole.start(config("a"));
                var b = Systole.start(config("b"))) {
            waitFor(a, "Online: [ a b ]");
            var option = new CibEdit.SetOption("stonith-enabled", "false");

            var first = done(b.cib().asking("once", "a test").change(option));
            var again = done(a.cib().asking("once", "a test").change(option));
            var told = done(a.cib().outcomeOf("once"));
            var added = done(a.cib()
                    .change(new TreeEdit(
                            TreeEdit.Operation.CREATE, "crm_config", null, "<cluster_property_set id=\"d\"/>")));
            var faulty = done(a.cib().replace("<cib><configuration><nonsense/></configuration></cib>"));
            var never = done(a.cib().outcomeOf("never"));

            assertThat(first).isInstanceOf(ChangeResult.Accepted.class);
            assertThat(again).isEqualTo(first);
            assertThat(told).isEqualTo(first);
            assertThat(added).isInstanceOf(ChangeResult.Accepted.class);
            assertThat(faulty).isInstanceOf(ChangeResult.Refused.class);
            assertThat(never).isInstanceOf(ChangeResult.NotDone.class);
            assertThat(CibXml.write(done(a.cib().read())))
                    .contains("name=\"stonith-enabled\" value=\"false\"")
                    .contains("<cluster_property_set id=\"d\"/>");
        }
    }

    /** The agent only says that it cuts the other node off. */
    @Test
    void aProgramBringsAFenceAgentOfItsOwn() throws Exception {
        var agent = new Board();
        try (var a = Systole.start(config("a"), Map.of("board", agent));
                var b = Systole.start(config("b"), Map.of("board", agent))) {
            waitFor(a, "Online: [ a b ]");
            waitFor(b, "Online: [ a b ]");
            var device = """
                    <primitive id="power" class="stonith" type="board"><instance_attributes id="power-i">
                    <nvpair id="power-i-l" name="pcmk_host_map" value="a:outlet-1;b:outlet-2"/>
                    <nvpair id="power-i-u" name="user" value="ada"/>
                    </instance_attributes></primitive>
                    """;
            var added = done(a.cib().change(new TreeEdit(TreeEdit.Operation.CREATE, "resources", null, device)));
            assertThat(added).isInstanceOf(ChangeResult.Accepted.class);
            var client = new NodeClient(a.access(), Duration.ofSeconds(5), Duration.ofSeconds(40));
            waitFor(() -> client.get("/v1/fencing/check", Form.TEXT).body().contains("b: can be fenced"));
            assertThat(agent.cut).isEmpty();

            var fenced = client.post("/v1/node/b/fence");

            assertThat(fenced.body()).contains("b was fenced by a with power");
            assertThat(agent.cut).containsExactly("off outlet-2 by ada");
            assertThat(client.get("/v1/fencing/history", Form.TEXT).body()).contains("reboot of b done in");
            waitFor(() -> client.get("/metrics", Form.TEXT)
                    .body()
                    .contains("systole_fencing_seconds_count{device=\"power\",outcome=\"done\",target=\"b\"} 1"));
        }
    }

    /** A board that notes whom it cut. */
    private static final class Board implements JavaFenceAgent {
        private final List<String> cut = new CopyOnWriteArrayList<>();

        @Override
        public List<FenceAction> actions() {
            return List.of(FenceAction.OFF, FenceAction.STATUS);
        }

        @Override
        public Answer run(Request request) {
            if (request.action() == FenceAction.OFF) {
                cut.add("off " + request.plug() + " by " + request.parameters().get("user"));
            }
            return Answer.done();
        }
    }

    /** What becomes true in a while. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitFor(Condition condition) throws IOException {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void waitFor(Systole node, String text) throws IOException {
        waitFor(() -> status(node).contains(text));
    }

    private static String status(Systole node) throws IOException {
        var client = new NodeClient(node.access(), Duration.ofSeconds(5), Duration.ofSeconds(40));
        return client.get("/v1/status", Form.TEXT).body();
    }

    private Config config(String name) {
        return ConfigFactory.parseString(
                """
                systole {
                  cluster-name = embedded
                  node.name = %s
                  nodes = [
                    { name = a, addresses = ["127.0.0.1"], port = %d }
                    { name = b, addresses = ["127.0.0.1"], port = %d }
                  ]
                  directories { state = "%s/state", run = "%s/run" }
                  management.port = 0
                  shutdown.escalation = 5s
                }
                """.formatted(name, portA, portB, directory.resolve(name), directory.resolve(name)));
    }
}
