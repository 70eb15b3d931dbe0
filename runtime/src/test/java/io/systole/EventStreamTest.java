package io.systole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.fencing.FenceAction;
import io.systole.fencing.JavaFenceAgent;
import io.systole.runtime.access.NodeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two real nodes tell those who listen. */
@Timeout(300)
class EventStreamTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** Says that it fenced. */
    private static final class Board implements JavaFenceAgent {
        @Override
        public List<FenceAction> actions() {
            return List.of(FenceAction.OFF, FenceAction.STATUS);
        }

        @Override
        public Answer run(Request request) {
            return Answer.done();
        }
    }

    @Test
    void bothNodesTellStatesTransitionsAndFencingsToThoseWhoMayKnow() throws Exception {
        var nodes = new TwoNodes(directory);
        var boards = Map.<String, JavaFenceAgent>of("board", new Board());
        try (var a = Systole.start(nodes.config("a"), boards);
                var b = Systole.start(nodes.config("b"), boards)) {
            TwoNodes.awaitStatus(a, "Online: [ a b ]");
            TwoNodes.awaitStatus(b, "Online: [ a b ]");
            change(a, "crm_config", """
                    <cluster_property_set id="o"><nvpair id="o-s" name="stonith-enabled" value="false"/>
                    <nvpair id="o-a" name="enable-acl" value="true"/></cluster_property_set>""");
            change(a, Operation.MODIFY, null, "<configuration><acls>" + """
                    <acl_role id="half"><acl_permission id="half-r" kind="read" xpath="//primitive[@id='open']"/>
                    <acl_permission id="half-n" kind="read" xpath="//nodes"/>
                    <acl_permission id="half-s" kind="read" xpath="//node_state[@uname='a']"/></acl_role>""" + "</acls></configuration>");
            var client = new NodeClient(a.access(), Duration.ofSeconds(5), Duration.ofSeconds(40));
            String token = client.post("/v1/access/eve?role=half")
                    .body()
                    .strip()
                    .lines()
                    .reduce((first, last) -> last)
                    .orElseThrow();

            try (var onA = HeardEvents.of(a, a.access().token(), null);
                    var onB = HeardEvents.of(b, b.access().token(), null);
                    var eves = HeardEvents.of(a, token, null)) {
                onA.await("a state at once", heard -> heard.name().equals("state"));
                eves.await("a state at once", heard -> heard.name().equals("state"));

                // in one change: what an aborted transition had under way is told by the reason of the next
                change(
                        a,
                        Operation.MODIFY,
                        null,
                        "<configuration><resources>" + primitive("open") + primitive("shut")
                                + "</resources></configuration>");
                for (var heard : List.of(onA, onB)) {
                    heard.await("a transition begins", each -> isStage(each, "transition", "begun"));
                    heard.await("an action is done", each -> isAction(each, "open_start_0"));
                    heard.await("an action is done", each -> isAction(each, "shut_start_0"));
                    heard.await("a transition ends", each -> isStage(each, "transition", "ended"));
                    heard.await("the state has it", each -> stateHas(each, "shut"));
                }
                eves.await("an action is done", each -> isAction(each, "open_start_0"));
                eves.await("the state has it", each -> stateHas(each, "open"));
                assertThat(eves.all.toString()).doesNotContain("shut");

                change(a, "resources", """
                        <primitive id="power" class="stonith" type="board"><instance_attributes id="power-i">
                        <nvpair id="power-i-l" name="pcmk_host_map" value="a:1;b:2"/></instance_attributes></primitive>""");
                TwoNodes.await(
                        "b can be fenced",
                        () -> TwoNodes.get(a, "/v1/fencing/check").contains("b: can be fenced"));
                client.post("/v1/node/b/fence");
                for (String stage : List.of("asked", "begun", "ended")) {
                    onA.await("a fencing is " + stage, each -> isStage(each, "fencing", stage));
                }
                JsonNode ended = onA.named("fencing")
                        .get(onA.named("fencing").size() - 1)
                        .data();
                assertThat(ended.get("target").asText()).isEqualTo("b");
                assertThat(ended.get("outcome").asText()).isEqualTo("successful");
                assertThat(ended.get("detail").asText()).isEqualTo("power");

                String middle = onA.named("transition").get(0).id();
                try (var again = HeardEvents.of(a, a.access().token(), middle)) {
                    again.await(
                            "the state after what was missed",
                            each -> each.name().equals("state"));
                    again.await("what was missed", each -> isStage(each, "fencing", "ended"));
                    assertThat(again.all.get(0).name()).isEqualTo("transition");
                    assertThat(again.all.get(0).id())
                            .isEqualTo(onA.named("transition").get(1).id());
                }
                try (var stranger = HeardEvents.of(a, a.access().token(), "other-7")) {
                    stranger.await("the state", each -> each.name().equals("state"));
                    assertThat(stranger.all.get(0).name()).isEqualTo("missed");
                }

                client.delete("/v1/access/eve");
                change(a, "crm_config", "<cluster_property_set id=\"more\"/>");
                TwoNodes.await("eve is let go", eves.ended::isDone);
                assertThat(onA.ended).isNotDone();
            }
        }
    }

    private static void change(Systole node, String scope, String xml) throws Exception {
        change(node, Operation.CREATE, scope, xml);
    }

    private static void change(Systole node, Operation operation, @Nullable String scope, String xml) throws Exception {
        var result = TwoNodes.done(node.cib().change(new TreeEdit(operation, scope, null, xml)));
        assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
    }

    private static String primitive(String id) {
        return "<primitive id=\"" + id + "\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>";
    }

    private static boolean isStage(HeardEvents.Heard heard, String name, String stage) {
        return heard.name().equals(name) && heard.data().get("stage").asText().equals(stage);
    }

    private static boolean isAction(HeardEvents.Heard heard, String action) {
        return isStage(heard, "transition", "action")
                && heard.data().get("actions").findValuesAsText("action").contains(action);
    }

    private static boolean stateHas(HeardEvents.Heard heard, String resource) {
        return heard.name().equals("state")
                && heard.data().get("resources").findValuesAsText("id").contains(resource);
    }
}
