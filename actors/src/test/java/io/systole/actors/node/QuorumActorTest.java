package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.node.QuorumActor.Answer;
import io.systole.actors.node.QuorumActor.AskDifferences;
import io.systole.actors.node.QuorumActor.Differences;
import io.systole.actors.node.QuorumActor.ExpectVotes;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.actors.node.wire.QuorumWord;
import io.systole.actors.node.wire.SleeperAnswer;
import io.systole.actors.node.wire.SleeperAsks;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three whole nodes: the operator's word on expected votes, the sleeper's question, and a node that is no member any more. */
final class QuorumActorTest {
    @TempDir
    private Path directory;

    @Test
    void anOperatorsWordGivesTheLastNodeQuorumUntilTheOthersComeBack() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            nodes.crash("n2");
            nodes.crash("n3");
            nodes.await(() -> !view(nodes, "n1").quorate()
                    && view(nodes, "n1").undecided().equals(List.of(new NodeName("n1"))));

            Answer tooMany = expect(nodes, 4, false);
            Answer meaning = expect(nodes, 1, true);
            assertThat(view(nodes, "n1").quorum().facts().countedOut()).isEmpty();
            Answer done = expect(nodes, 1, false);

            assertThat(tooMany.done()).isFalse();
            assertThat(tooMany.words()).contains("say no more than that");
            assertThat(meaning).isEqualTo(done);
            assertThat(done.words()).contains("n2, n3 do not count until they come back");
            nodes.await(() -> view(nodes, "n1").quorate());
            assertThat(view(nodes, "n1").quorum().reason()).contains("1 of 1 votes");

            nodes.start("n2");
            nodes.start("n3");
            nodes.awaitFormed();
            nodes.await(() -> WholeNodes.NAMES.stream().allMatch(name -> knowsWord(view(nodes, name))));
            assertThat(view(nodes, "n2").quorum().expected()).isEqualTo(3);
        }
    }

    private static boolean knowsWord(MembershipView view) {
        return view.quorum().facts().expected().number() == 1
                && view.quorum().facts().countedOut().isEmpty()
                && view.quorum().expected() == 3;
    }

    @Test
    void aNodeThatIsConfiguredDifferentlyIsNamedUntilItIsNot() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            String same = QuorumSettings.oneVoteEach(
                            WholeNodes.NAMES.stream().map(NodeName::new).toList())
                    .inWords();
            nodes.await(() -> {
                nodes.parts("n1").quorum().tell(new QuorumWord(1, "n2", 0, 0, List.of(), "votes n1=3"));
                return differences(nodes).stream().anyMatch(line -> line.contains("node n2 is configured"));
            });

            nodes.parts("n1").quorum().tell(new QuorumWord(1, "n2", 0, 0, List.of(), same));
            nodes.await(() -> differences(nodes).isEmpty());
        }
    }

    private static List<String> differences(WholeNodes nodes) {
        return nodes.<QuorumCommand, Differences>ask("n1", nodes.parts("n1").quorum(), AskDifferences::new)
                .lines();
    }

    @Test
    void aSleeperIsToldWhetherItsRunIsStillAMember() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            long run = run(view(nodes, "n1"), "n3");

            assertThat(ask(nodes, "n3", run).member()).isTrue();
            assertThat(ask(nodes, "n3", run + 1).member()).isFalse();

            nodes.crash("n3");
            nodes.await(() -> !view(nodes, "n1").online().contains(new NodeName("n3")));
            assertThat(ask(nodes, "n3", run).member()).isFalse();
        }
    }

    @Test
    void aNodeThatIsReportedAsFencedThoughItRunsStopsWhatItRunsAndEnds() {
        try (WholeNodes nodes = WholeNodes.formed(directory)) {
            assertThat(nodes.replace(DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
            nodes.await(() -> !stateFiles("n3").isEmpty());

            nodes.splitBrain("n3").confirmFenced(new NodeName("n3"), run(view(nodes, "n3"), "n3"));
            nodes.awaitEndOf("n3");

            assertThat(stateFiles("n3")).isEmpty();
        }
    }

    /** What the dummy agent keeps while it runs. */
    private List<String> stateFiles(String node) {
        String[] files = directory
                .resolve(node)
                .resolve("run")
                .resolve("resource-agents")
                .toFile()
                .list((parent, file) -> file.startsWith("Dummy-" + node + "-db"));
        return files == null ? List.of() : List.of(files);
    }

    private static SleeperAnswer ask(WholeNodes nodes, String sleeper, long run) {
        return nodes.<QuorumCommand, SleeperAnswer>ask(
                "n1", nodes.parts("n1").quorum(), replyTo -> new SleeperAsks(1, sleeper, run, replyTo));
    }

    private static Answer expect(WholeNodes nodes, int votes, boolean dryRun) {
        return nodes.<QuorumCommand, Answer>ask(
                "n1", nodes.parts("n1").quorum(), replyTo -> new ExpectVotes(votes, "root", dryRun, replyTo));
    }

    private static MembershipView view(WholeNodes nodes, String name) {
        return Objects.requireNonNull(nodes.status(name).membership());
    }

    private static long run(MembershipView view, String name) {
        return view.node(new NodeName(name)).map(NodeView::incarnation).orElseThrow();
    }

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="options">
                    <nvpair id="no-quorum" name="no-quorum-policy" value="freeze"/>
                    <nvpair id="fencing" name="fencing-enabled" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <clone id="dbs"><primitive id="db" class="ocf" provider="systole" type="Dummy"/></clone>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;
}
