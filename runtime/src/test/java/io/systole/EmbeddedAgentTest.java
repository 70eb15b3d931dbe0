package io.systole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.actors.cib.ChangeResult;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentParameter;
import io.systole.agents.AgentProfile;
import io.systole.agents.ResourceAgent;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.cli.CommandLineInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resource agents that a program brings to the nodes which it embeds. */
@Timeout(300)
class EmbeddedAgentTest {
    private static final String NO_FENCING =
            "<cluster_property_set id=\"o\"><nvpair id=\"o-f\" name=\"stonith-enabled\" value=\"false\"/></cluster_property_set>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoNodes nodes;

    @BeforeEach
    void configure() throws Exception {
        nodes = new TwoNodes(directory);
    }

    @Test
    void oneInstanceIsPromotedAndAnotherWhenItsNodeLeaves() throws Exception {
        var lamp = new Lamp();
        var a = Systole.with(nodes.config("a")).resourceAgent(lamp).start();
        try (var b = Systole.with(nodes.config("b")).resourceAgent(lamp).start()) {
            try (a) {
                TwoNodes.awaitStatus(a, "Online: [ a b ]");
                add(a, "crm_config", NO_FENCING);
                add(a, "resources", """
                        <clone id="lamps"><meta_attributes id="lamps-m"><nvpair id="lamps-m-p" name="promotable" value="true"/>
                        </meta_attributes>
                        <primitive id="lamp" class="ocf" provider="acme" type="Lamp"><instance_attributes id="lamp-i">
                        <nvpair id="lamp-i-c" name="colour" value="red"/></instance_attributes><operations>
                        <op id="lamp-m" name="monitor" interval="1s" role="Promoted"/>
                        <op id="lamp-u" name="monitor" interval="2s" role="Unpromoted"/></operations></primitive></clone>
                        """);

                TwoNodes.await(
                        "both lamps are on, and the better one is promoted",
                        () -> lamp.on.size() == 2 && List.copyOf(lamp.promoted).equals(List.of("a")));
                TwoNodes.await(
                        "the other node knows the score",
                        () -> CibXml.write(TwoNodes.done(b.cib().read()))
                                .contains("name=\"master-lamp\" value=\"10\""));
            }
            TwoNodes.await("the other lamp is promoted", () -> lamp.promoted.contains("b"));
            assertThat(lamp.on).containsExactly("b");
            assertThat(lamp.ended).containsExactly("a");
            TwoNodes.awaitStatus(b, "OFFLINE: [ a ]");
        }
        assertThat(lamp.on).isEmpty();
        assertThat(lamp.mostPromoted()).isEqualTo(1);
    }

    @Test
    void aMonitorThatHangsFailsAtItsTimeoutAndNothingElseDoes() throws Exception {
        var stuck = new Lamp();
        try (var a = Systole.with(nodes.config("a")).resourceAgent(stuck).start();
                var b = Systole.start(nodes.config("b"))) {
            TwoNodes.awaitStatus(a, "Online: [ a b ]");
            add(a, "crm_config", NO_FENCING);
            add(a, "resources", """
                    <primitive id="stuck" class="ocf" provider="acme" type="Lamp"><instance_attributes id="stuck-i">
                    <nvpair id="stuck-i-c" name="colour" value="red"/></instance_attributes><operations>
                    <op id="stuck-m" name="monitor" interval="100ms" timeout="2s" on-fail="block"/></operations></primitive>
                    """);
            TwoNodes.await("the lamp is on", () -> stuck.on.contains("a"));

            stuck.hangs = true;

            TwoNodes.awaitStatus(a, "monitor did not end within 2000ms: ");
            TwoNodes.awaitStatus(b, "monitor did not end within 2000ms: ");
            assertThat(TwoNodes.get(b, "/v1/status")).contains("Online: [ a b ]");
            stuck.letGo.countDown();
        }
    }

    @Test
    void aRunningNodeAndCommandsOnItsHostTellOfTheAgent() throws Exception {
        var file = Files.writeString(directory.resolve("systole.conf"), nodes.text("a"));
        try (var a = Systole.with(nodes.config("a")).resourceAgent(new Lamp()).start()) {
            assertThat(TwoNodes.get(a, "/v1/agents?of=ocf:acme")).isEqualTo("ocf:acme:Lamp\n");
            assertThat(TwoNodes.get(a, "/v1/agents/ocf:acme:Lamp"))
                    .contains("Shines")
                    .contains("colour")
                    .contains("(red|green)");
            var shown = CommandLineInterface.run("agent", "show", "--config", file.toString(), "ocf:acme:Lamp");
            assertThat(shown).isZero();
        }
        assertThat(directory.resolve("a/run/java-agents")).doesNotExist();
    }

    @Test
    void twoAgentsOfOneNameAreRefused() {
        var embedding =
                Systole.with(nodes.config("a")).resourceAgent(new Lamp()).resourceAgent(new Lamp());

        assertThatThrownBy(embedding::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two agents are called ocf:acme:Lamp");
    }

    private static void add(Systole node, String section, String xml) throws Exception {
        var result = TwoNodes.done(node.cib().change(new TreeEdit(TreeEdit.Operation.CREATE, section, null, xml)));
        assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
    }

    /** A lamp on each node; promoted it is bright. */
    private static final class Lamp implements ResourceAgent {
        private static final AgentParameter<String> COLOUR = AgentParameter.oneOf(
                        "colour", List.of("red", "green"), "of its light")
                .required();

        private final SortedSet<String> on = new ConcurrentSkipListSet<>();
        private final SortedSet<String> promoted = new ConcurrentSkipListSet<>();
        private final SortedSet<String> ended = new ConcurrentSkipListSet<>();
        private final SortedSet<Integer> promotedAtOnce = new ConcurrentSkipListSet<>();
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean hangs;

        @Override
        public AgentProfile profile() {
            return AgentProfile.of("acme", "Lamp")
                    .describedAs("Shines")
                    .with(COLOUR)
                    .promotable();
        }

        private int mostPromoted() {
            return promotedAtOnce.isEmpty() ? 0 : promotedAtOnce.last();
        }

        @Override
        public CompletionStage<AgentAnswer> start(AgentContext context) {
            on.add(context.node());
            context.promotionScore(context.node().equals("a") ? 10 : 5);
            return CompletableFuture.supplyAsync(AgentAnswer::done);
        }

        @Override
        public CompletionStage<AgentAnswer> stop(AgentContext context) {
            promoted.remove(context.node());
            on.remove(context.node());
            return AgentAnswer.done().stage();
        }

        @Override
        public CompletionStage<AgentAnswer> monitor(AgentContext context) throws InterruptedException {
            if (hangs && !context.isProbe()) {
                letGo.await();
            }
            return (promoted.contains(context.node())
                            ? AgentAnswer.promoted()
                            : on.contains(context.node()) ? AgentAnswer.done() : AgentAnswer.notRunning())
                    .stage();
        }

        @Override
        public CompletionStage<AgentAnswer> promote(AgentContext context) {
            promoted.add(context.node());
            promotedAtOnce.add(new TreeSet<>(promoted).size());
            return AgentAnswer.done().stage();
        }

        @Override
        public CompletionStage<AgentAnswer> demote(AgentContext context) {
            promoted.remove(context.node());
            return AgentAnswer.done().stage();
        }

        @Override
        public void nodeEnded(String node) {
            ended.add(node);
        }
    }
}
