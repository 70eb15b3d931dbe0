package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.StatusChange;
import io.systole.cib.CibVersion;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CibCoreTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final NodeName N3 = new NodeName("n3");
    private static final List<NodeName> NODES = List.of(N1, N2, N3);

    private final Map<NodeName, Standing> standings = new TreeMap<>();
    private final List<CibEffect> effects = new ArrayList<>();
    private CibState state = CibState.initial(N1, 1, NODES, StoredConfiguration.nothing(), History.empty(), 0);

    @Test
    void aChangeIsAcceptedWhenAllMembersHaveItOnTheirDisks() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        write("a");

        happens(new CibEvent.StoredByPeer(N2, runningKey(), null));
        assertThat(answers()).isEmpty();
        happens(new CibEvent.StoredByPeer(N3, runningKey(), null));

        assertThat(answers()).containsExactly(new ChangeResult.Accepted(new CibVersion(0, 2, 0)));
    }

    @Test
    void wordOfAnOlderConfigurationDoesNotCount() {
        membership(true, 2, Standing.ONLINE, Standing.LEFT);
        ConfigurationKey before = state.configuration().key();
        write("a");

        happens(new CibEvent.StoredByPeer(N2, before, null));

        assertThat(answers()).isEmpty();
    }

    @Test
    void withATrueMajorityNobodyWaitsForALostNode() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        write("a");
        happens(new CibEvent.StoredByPeer(N2, runningKey(), null));

        membership(true, 2, Standing.ONLINE, Standing.LOST);

        assertThat(answers()).hasOnlyElementsOfType(ChangeResult.Accepted.class).hasSize(1);
    }

    @Test
    void withoutATrueMajorityALostNodeIsWaitedForUntilItIsSurelyDown() {
        membership(true, 1, Standing.ONLINE, Standing.LEFT);
        write("a");
        membership(true, 1, Standing.LOST, Standing.LEFT);
        assertThat(answers()).isEmpty();

        membership(true, 1, Standing.FENCED, Standing.LEFT);

        assertThat(answers()).hasOnlyElementsOfType(ChangeResult.Accepted.class).hasSize(1);
    }

    @Test
    void aWriterThatLosesItsQuorumDoesNotKnow() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        write("a");

        membership(false, 2, Standing.LOST, Standing.LOST);
        happens(new CibEvent.StoringTimedOut(runningKey()));

        assertThat(answers()).hasOnlyElementsOfType(ChangeResult.Unknown.class).hasSize(1);
    }

    @Test
    void withoutQuorumNothingIsWritten() {
        membership(false, 2, Standing.LOST, Standing.LOST);
        happens(new CibEvent.WriterStarted());

        happens(new CibEvent.ChangeRequested(option("a")));

        assertThat(answers()).containsExactly(new ChangeResult.NotDone("this partition has no quorum"));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CibEffect.Store.class);
    }

    @Test
    void whatASuccessorWroteWinsAgainstWhatWasWrittenAloneHoweverOften() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        write("a");
        happens(new CibEvent.StoringTimedOut(runningKey()));
        write("b");
        StoredConfiguration alone = state.configuration();
        var header = alone.document().header();
        var successor = new StoredConfiguration(
                alone.term() + 256,
                CibState.initial(N2, 2, NODES, alone, History.empty(), 0).cib());

        happens(new CibEvent.WholeArrived(N2, alone.key(), successor, List.of(), true));

        assertThat(header.version().epoch()).isEqualTo(3);
        assertThat(state.configuration()).isEqualTo(successor);
        assertThat(answers()).hasSize(2).hasOnlyElementsOfType(ChangeResult.Unknown.class);
    }

    @Test
    void theTermGrowsWithEveryWriterAndIsOfOneNodeAlone() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(digest(N3, 258, 258));

        happens(new CibEvent.WriterStarted());
        happens(digest(N2, 0, 512));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CibEffect.GrantWriter.class);
        happens(digest(N3, 0, 512));

        assertThat(effects).contains(new CibEffect.GrantWriter(512));
    }

    @Test
    void thePolicyDoesNotWaitForOneThatSaysNothing() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(new CibEvent.WriterStarted());

        happens(new CibEvent.OthersTimedOut(state.writing().granted()));

        assertThat(effects).contains(new CibEffect.GrantWriter(state.writing().granted()));
    }

    @Test
    void aRequestWaitsForAWriterAndIsPassedOnToIt() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(new CibEvent.ChangeRequested(option("a")));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CibEffect.Forward.class);

        happens(digest(N2, 257, 257));

        assertThat(effects).contains(new CibEffect.Forward(N2, option("a")));
        happens(new CibEvent.RequestTimedOut(option("a").id()));
        assertThat(answers()).hasOnlyElementsOfType(ChangeResult.Unknown.class).hasSize(1);
    }

    @Test
    void aGapInThePeersWordsLeadsToAQuestion() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(new CibEvent.FullArrived(N2, new Part(2, 5, null, null)));
        effects.clear();

        happens(new CibEvent.DeltaArrived(N2, 2, 7, List.of(monitor("7"))));

        assertThat(effects).containsExactly(new CibEffect.AskFull(N2));
    }

    @Test
    void wordsOfAnIncarnationThatIsSurelyDownDoNotCount() {
        membership(true, 2, Standing.FENCED, Standing.ONLINE);

        happens(new CibEvent.FullArrived(N2, StatusEdits.apply(Part.unheard(), N2, List.of(monitor("0")))));
        happens(new CibEvent.DeltaArrived(N2, 2, 1, List.of(monitor("0"))));

        assertThat(state.parts()).doesNotContainKey(N2);
        assertThat(effects).doesNotContain(new CibEffect.AskFull(N2));
    }

    @Test
    void wordsOfANodeThatWasNeverAMemberHereDoNotCount() {
        var part = StatusEdits.apply(new Part(2, 0, null, null), N2, List.of(monitor("0")));
        happens(new CibEvent.FullArrived(N2, part));
        membership(true, 2, Standing.ABSENT, Standing.ONLINE);

        happens(new CibEvent.FullArrived(N2, part));
        happens(new CibEvent.DeltaArrived(N2, 2, 1, List.of(monitor("0"))));

        assertThat(state.parts()).doesNotContainKey(N2);
        assertThat(state.cib().status().nodeStates()).noneMatch(node -> N2.equals(node.uname()));
    }

    @Test
    void aNodeThatIsLostWhileItLeavesDoesNotSeemToHaveLeft() {
        membership(true, 2, Standing.LEAVING, Standing.ONLINE);
        var wish = List.<StatusChange>of(new StatusChange.PutAttribute("shutdown", "1700000000"));
        happens(new CibEvent.FullArrived(N2, StatusEdits.apply(new Part(2, 0, null, null), N2, wish)));
        assertThat(attributes(N2)).contains("shutdown");

        membership(true, 2, Standing.LOST, Standing.ONLINE);

        assertThat(attributes(N2)).isEmpty();
    }

    private List<String> attributes(NodeName node) {
        return state.cib().status().nodeStates().stream()
                .filter(each -> node.equals(each.uname()))
                .flatMap(each -> each.transientSets().stream())
                .flatMap(set -> set.pairs().stream())
                .map(pair -> String.valueOf(pair.name()))
                .toList();
    }

    @Test
    void whatDidNotChangeIsTheSameObject() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(new CibEvent.StatusRecorded(List.of(monitor("0"))));
        var before = state.cib();

        happens(new CibEvent.FullArrived(N2, StatusEdits.apply(new Part(2, 0, null, null), N2, List.of(monitor("7")))));

        assertThat(state.cib().configuration()).isSameAs(before.configuration());
        NodeState own = before.status().nodeStates().get(0);
        assertThat(state.cib().status().nodeStates().get(0)).isSameAs(own);
        assertThat(state.cib().header().version().numUpdates())
                .isEqualTo(before.header().version().numUpdates() + 1);
    }

    @Test
    void theHistoryOfANodeThatIsNotThereIsForgottenByAll() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        happens(new CibEvent.FullArrived(N2, StatusEdits.apply(new Part(2, 0, null, null), N2, List.of(monitor("7")))));
        membership(true, 2, Standing.LOST, Standing.ONLINE);
        effects.clear();

        happens(new CibEvent.HistoryForgotten(N2, new ResourceId("r")));

        assertThat(state.cib().status().nodeStates().get(1).lrmResources()).isEmpty();
        assertThat(effects).contains(new CibEffect.TellForget(List.of(N2, N3), N2, new ResourceId("r")));
    }

    @Test
    void aNodeThatIsThereForgetsByItself() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);

        happens(new CibEvent.HistoryForgotten(N2, new ResourceId("r")));

        assertThat(effects).contains(new CibEffect.TellForget(List.of(N2), N2, new ResourceId("r")));
    }

    /** The promise, which needs the disk, follows. */
    @Test
    void aNewWriterIsToldAtOnceThatItsTermWasHeard() {
        membership(true, 2, Standing.ONLINE, Standing.ONLINE);
        effects.clear();

        happens(digest(N2, 257, 0, 257));

        assertThat(effects)
                .filteredOn(effect -> effect instanceof CibEffect.TellDigest)
                .map(effect -> ((CibEffect.TellDigest) effect).position())
                .containsExactly(new Position(0, 257, 0, 0, 0, false));
    }

    private void happens(CibEvent event) {
        Step step = CibCore.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
        // the disk of this node answers at once
        for (CibEffect effect : step.effects()) {
            if (effect instanceof CibEffect.Store store) {
                happens(new CibEvent.StoredHere(store.configuration().key(), null, false));
            }
            if (effect instanceof CibEffect.StoreWhole store) {
                happens(new CibEvent.StoredHere(store.configuration().key(), null, false));
            }
        }
    }

    private static CibEvent digest(NodeName from, long writerTerm, long storedTerm) {
        return digest(from, writerTerm, storedTerm, storedTerm);
    }

    private static CibEvent digest(NodeName from, long writerTerm, long storedTerm, long heardTerm) {
        return new CibEvent.DigestArrived(
                from,
                NODES.indexOf(from) + 1,
                0,
                new Position(writerTerm, heardTerm, storedTerm, 0, 0, false),
                List.of());
    }

    /** Makes this node the writer if it is not, has the others store the node list, and asks for an option. */
    private void write(String option) {
        if (!state.writing().isWriter()) {
            happens(new CibEvent.WriterStarted());
            long term = state.writing().ownTerm();
            happens(digest(N2, 0, term));
            happens(digest(N3, 0, term));
            happens(new CibEvent.StoredByPeer(N2, state.configuration().key(), null));
            happens(new CibEvent.StoredByPeer(N3, state.configuration().key(), null));
        }
        happens(new CibEvent.ChangeRequested(option(option)));
    }

    private ConfigurationKey runningKey() {
        return state.configuration().key();
    }

    private List<ChangeResult> answers() {
        return effects.stream()
                .filter(effect -> effect instanceof CibEffect.Answer)
                .map(effect -> ((CibEffect.Answer) effect).result())
                .toList();
    }

    private static Request option(String name) {
        return new Request(
                new RequestId(N1, name.hashCode()),
                name,
                new ConfigurationChange.Edit(new CibEdit.SetOption(name, "1")),
                new Author("root", "test"),
                null,
                Instant.EPOCH);
    }

    private static StatusChange monitor(String rc) {
        var resource = new LrmResource(new ResourceId("r"), "ocf", "heartbeat", "Dummy", null, null, List.of());
        return new StatusChange.PutHistory(
                resource, OpHistory.of(Map.of("id", "r_monitor_0", "operation", "monitor", "rc-code", rc)));
    }

    private void membership(boolean quorate, int needed, Standing second, Standing third) {
        standings.put(N1, Standing.ONLINE);
        standings.put(N2, second);
        standings.put(N3, third);
        List<NodeView> views = new ArrayList<>();
        standings.forEach((node, standing) -> views.add(new NodeView(
                node, standing == Standing.ABSENT ? 0 : NODES.indexOf(node) + 1, standing, Instant.EPOCH)));
        int expected = needed == 1 ? 2 : 3;
        var quorum = new QuorumVerdict(quorate, expected, needed, expected, "test");
        happens(new CibEvent.ViewChanged(
                new MembershipView(N1, views, quorum, true, true, true, false, N1, List.of(), List.of())));
    }
}
