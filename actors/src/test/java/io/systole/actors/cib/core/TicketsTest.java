package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.NodeName;
import io.systole.cib.TicketState;
import io.systole.cib.acl.Subject;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.value.Truth;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A grant is on the disks like the configuration, and counts only in a cluster that ran through since it was given. */
class TicketsTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final Instant NOW = Instant.ofEpochSecond(5_000);
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="5" num_updates="0"><configuration>
              <crm_config><cluster_property_set id="cib-bootstrap-options">
                <nvpair id="acl" name="enable-acl" value="true"/></cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes><resources/><constraints/>
              <acls>
                <acl_target id="carol"><role id="dispatcher"/></acl_target>
                <acl_target id="erin"><role id="reader"/></acl_target>
                <acl_role id="dispatcher"><acl_permission id="w" kind="write" xpath="/cib/status/tickets"/></acl_role>
                <acl_role id="reader"><acl_permission id="r" kind="read" xpath="/cib"/></acl_role>
              </acls>
            </configuration><status>@TICKETS@</status></cib>
            """;
    private static final String GRANTED =
            "<tickets><ticket_state id=\"T\" granted=\"true\" last-granted=\"7\"/></tickets>";

    private final List<CibEffect> effects = new ArrayList<>();
    private long requests;
    private CibState state = started(GRANTED);

    private static CibState started(String tickets) {
        var cib =
                CibXml.read(DOCUMENT.replace("@TICKETS@", tickets)).understood().orElseThrow();
        return CibState.initial(N1, 1, List.of(N1, N2), new StoredConfiguration(256, cib), History.empty(), 256);
    }

    private void happens(CibEvent event) {
        Step step = CibCore.step(state, event);
        state = step.state();
        effects.addAll(step.effects());
        for (CibEffect effect : step.effects()) {
            if (effect instanceof CibEffect.Store store) {
                happens(new CibEvent.StoredHere(store.configuration().key(), null, false));
            }
            if (effect instanceof CibEffect.StoreTerm store) {
                happens(new CibEvent.TermStored(store.term()));
            }
        }
    }

    /** This node alone, of two of which one is enough. */
    private void alone() {
        membership(Standing.FENCED, true);
    }

    private void membership(Standing other, boolean quorate) {
        var views = List.of(new NodeView(N1, 1, Standing.ONLINE, NOW), new NodeView(N2, 2, other, NOW));
        var quorum = new QuorumVerdict(quorate, 2, 1, 2, "test");
        happens(new CibEvent.ViewChanged(
                new MembershipView(N1, views, quorum, true, true, true, false, N1, List.of(), List.of())));
    }

    private void asks(String user, ConfigurationChange change) {
        var subject = user.equals("root") ? Subject.superuser(user) : Subject.of(user, List.of());
        happens(new CibEvent.ChangeRequested(new Request(
                new RequestId(N1, ++requests), "r" + requests, change, new Author(subject, "test"), null, NOW)));
    }

    private static ConfigurationChange change(Kind kind) {
        return new ConfigurationChange.Ticket(TicketEdit.of(kind, "T", true));
    }

    private ChangeResult lastAnswer() {
        return effects.stream()
                .filter(effect -> effect instanceof CibEffect.Answer)
                .map(effect -> ((CibEffect.Answer) effect).result())
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private TicketState seen() {
        return state.cib().status().tickets().get(0);
    }

    private TicketState stored() {
        return state.configuration().document().status().tickets().get(0);
    }

    private boolean acts() {
        return Truth.isTrue(seen().granted()) && !Truth.isTrue(seen().standby());
    }

    @Test
    void aNodeThatHasJustStartedDoesNotActOnWhatItsDiskSays() {
        assertThat(stored().standby()).isNull();
        assertThat(acts()).isFalse();

        alone();

        assertThat(acts()).isFalse();
    }

    @Test
    void theFirstWriterPutsGrantedTicketsOnStandbyAndSaysWhy() {
        alone();
        happens(new CibEvent.WriterStarted());

        assertThat(stored()).isEqualTo(seen());
        assertThat(stored().granted()).isEqualTo("true");
        assertThat(stored().lastGranted()).isEqualTo("7");
        assertThat(stored().standby()).isEqualTo("true");
        assertThat(state.held().history().list().get(0).reason()).contains("all nodes were down");
        assertThat(effects).contains(new CibEffect.Report(CibEffect.Subject.TICKETS_WAIT, "T"));
    }

    @Test
    void onceActivatedItCountsAndIsOnTheDisk() {
        alone();
        happens(new CibEvent.WriterStarted());

        asks("root", change(Kind.ACTIVATE));

        assertThat(lastAnswer()).isInstanceOf(ChangeResult.Accepted.class);
        assertThat(acts()).isTrue();
        assertThat(stored()).isEqualTo(seen());
        assertThat(state.held().history().list())
                .last()
                .satisfies(past -> assertThat(past.summary()).isEqualTo("set ticket T standby=false"));
    }

    @Test
    void whatIsToBeKeptActsAtOnce() {
        state = started(GRANTED.replace("granted=\"true\"", "granted=\"true\" after-restart=\"keep\""));

        alone();
        happens(new CibEvent.WriterStarted());

        assertThat(acts()).isTrue();
        assertThat(effects)
                .noneMatch(effect -> effect instanceof CibEffect.Report report
                        && report.subject() == CibEffect.Subject.TICKETS_WAIT);
    }

    @Test
    void aWriterThatCouldNotWriteAtItsStartDoesItWithTheNextChange() {
        membership(Standing.LOST, false);
        happens(new CibEvent.WriterStarted());
        assertThat(stored().standby()).isNull();
        assertThat(acts()).isFalse();

        alone();
        asks("root", new ConfigurationChange.Edit(new CibEdit.SetOption("maintenance-mode", "true")));

        assertThat(stored().standby()).isEqualTo("true");
        assertThat(acts()).isFalse();
    }

    @Test
    void aWriterThatCouldNotWriteAtItsStartDoesItByItselfToo() {
        membership(Standing.LOST, false);
        happens(new CibEvent.WriterStarted());

        alone();
        happens(new CibEvent.DigestDue());

        assertThat(stored().standby()).isEqualTo("true");
        assertThat(state.held().ticketsLive()).isTrue();
        int written = state.held().history().list().size();
        happens(new CibEvent.DigestDue());
        assertThat(state.held().history().list()).hasSize(written);
    }

    @Test
    void aNodeThatJoinsARunningClusterTakesTheTicketsUp() {
        membership(Standing.ONLINE, true);
        happens(digest(true, List.of()));
        assertThat(acts()).isFalse();

        happens(digest(true, List.of(N1)));
        assertThat(acts()).isTrue();

        membership(Standing.FENCED, true);
        happens(new CibEvent.WriterStarted());
        assertThat(acts()).isTrue();
        assertThat(stored().standby()).isNull();
    }

    @Test
    void theWordOfANodeThatDoesNotKnowItselfIsWorthNothing() {
        membership(Standing.ONLINE, true);

        happens(digest(false, List.of(N1)));

        assertThat(state.held().synchronised()).isTrue();
        assertThat(acts()).isFalse();
    }

    @Test
    void whatComesFromADiskDoesNotCountInARunningClusterEither() {
        alone();
        happens(new CibEvent.WriterStarted());
        asks("root", change(Kind.ACTIVATE));
        var newer = new StoredConfiguration(
                state.writing().ownTerm() + 256,
                started(GRANTED).configuration().document());

        happens(new CibEvent.WholeArrived(N2, state.configuration().key(), newer, List.of(), false));

        assertThat(state.configuration()).isEqualTo(newer);
        assertThat(acts()).isFalse();
    }

    @Test
    void noOtherChangeOfTheConfigurationTouchesTheTickets() {
        alone();
        happens(new CibEvent.WriterStarted());
        asks("root", change(Kind.ACTIVATE));
        var without =
                CibXml.read(DOCUMENT.replace("@TICKETS@", "")).understood().orElseThrow();
        var patch = """
                <diff format="2"><change operation="modify" path="/cib/status/tickets/ticket_state[@id='T']">
                <change-list><change-attr name="granted" operation="set" value="false"/></change-list></change></diff>
                """;

        asks("root", new ConfigurationChange.Replace(without));
        asks("root", new ConfigurationChange.Edit(new CibEdit.SetOption("maintenance-mode", "true")));
        asks("root", new ConfigurationChange.Tree(new TreeEdit(TreeEdit.Operation.ERASE, null, null, null)));
        asks("root", new ConfigurationChange.Tree(new TreeEdit(TreeEdit.Operation.PATCH, null, null, patch)));

        assertThat(lastAnswer()).isInstanceOf(ChangeResult.Refused.class);
        assertThat(acts()).isTrue();
    }

    @Test
    void whoMayWriteTheTicketsMayAndNobodyElse() {
        alone();
        happens(new CibEvent.WriterStarted());

        asks("erin", change(Kind.ACTIVATE));
        assertThat(lastAnswer()).isInstanceOf(ChangeResult.Refused.class);
        assertThat(acts()).isFalse();

        asks("carol", change(Kind.ACTIVATE));
        assertThat(lastAnswer()).isInstanceOf(ChangeResult.Accepted.class);
        assertThat(acts()).isTrue();
        asks("carol", change(Kind.CLEANUP));
        assertThat(state.cib().status().tickets()).isEmpty();
    }

    @Test
    void aRequestThatIsMadeAgainIsDoneOnce() {
        alone();
        happens(new CibEvent.WriterStarted());
        var grant = new Request(
                new RequestId(N1, 77), "grant-once", change(Kind.CLEANUP), new Author("root", "test"), null, NOW);
        happens(new CibEvent.ChangeRequested(grant));
        asks("root", change(Kind.GRANT));

        happens(new CibEvent.ChangeRequested(new Request(
                new RequestId(N1, 78), "grant-once", change(Kind.CLEANUP), new Author("root", "test"), null, NOW)));

        assertThat(lastAnswer()).isInstanceOf(ChangeResult.Accepted.class);
        assertThat(acts()).isTrue();
        assertThat(stored().lastGranted()).isEqualTo("5000");
    }

    private CibEvent digest(boolean live, List<NodeName> holders) {
        long clock = state.configuration().key().clock();
        return new CibEvent.DigestArrived(N2, 2, 0, new Position(0, 256, 256, clock, clock, live), holders);
    }
}
