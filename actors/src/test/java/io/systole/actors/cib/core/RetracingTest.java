package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every configuration of the past can be had again, byte by byte, from the present one and the journal. */
class RetracingTest {
    private static final int CHANGES = 60;
    private static final NodeName N1 = new NodeName("n1");
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="5" num_updates="0"><configuration>
              <crm_config><cluster_property_set id="options"/></crm_config>
              <nodes><node id="1" uname="n1"/></nodes><resources/><constraints/></configuration><status/></cib>
            """;

    private final List<StoredConfiguration> past = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();

    RetracingTest() {
        past.add(new StoredConfiguration(256, CibXml.read(DOCUMENT).understood().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyVersionComesBackFromTheJournal(long seed) {
        var random = new Random(seed);
        while (journal.size() < CHANGES) {
            change(randomEdit(random));
        }
        var present = past.get(past.size() - 1);

        for (int i = 1; i < past.size(); i++) {
            var wanted = past.get(i);
            var entries = journal.subList(Math.max(0, i - 1 - random.nextInt(3)), journal.size());

            assertThat(Retracing.to(wanted.key(), new JournalTail(present, entries)))
                    .as("version %s", wanted.document().header().version())
                    .isEqualTo(new Retracing.Outcome.Found(wanted));
        }
    }

    @Test
    void whatWasErasedComesBackWhole() {
        change(edit(Operation.CREATE, "resources", "<primitive id=\"db\" class=\"ocf\" provider=\"x\" type=\"Db\"/>"));
        change(new TreeEdit(Operation.ERASE, null, null, null));

        var outcome = Retracing.to(past.get(1).key(), new JournalTail(past.get(2), journal));

        assertThat(outcome).isEqualTo(new Retracing.Outcome.Found(past.get(1)));
    }

    @Test
    void saysSoWhereTheJournalDoesNotReachBack() {
        change(option("a", 1));
        change(option("a", 2));

        var outcome = Retracing.to(past.get(1).key(), new JournalTail(past.get(2), journal.subList(1, 2)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Retracing.Outcome.Lost.class,
                        lost -> assertThat(lost.why()).contains("does not reach back"));
    }

    @Test
    void saysSoWhereAChangeWasNotedWithoutItsUndoing() {
        change(option("a", 1));
        change(option("a", 2));
        var last = journal.get(1);
        var plain = CibPatch.plain(ElementXml.read(last.patch()).element().orElseThrow());

        var unnoted = new JournalEntry(last.change(), ElementXml.write(plain), last.digest());
        var outcome = Retracing.to(past.get(1).key(), new JournalTail(past.get(2), List.of(journal.get(0), unnoted)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Retracing.Outcome.Lost.class,
                        lost -> assertThat(lost.why()).contains("did not note how it is taken back"));
    }

    @Test
    void aPresentConfigurationThatIsNotOfTheJournalIsNoStart() {
        change(option("a", 1));
        change(option("a", 2));
        var other = new Cib(
                past.get(2).document().header(),
                past.get(1).document().configuration(),
                past.get(1).document().status());

        assertThat(Retracing.to(
                        past.get(1).key(),
                        new JournalTail(new StoredConfiguration(past.get(2).term(), other), journal)))
                .isInstanceOf(Retracing.Outcome.Lost.class);
    }

    /** A change that is refused, or changes nothing, is left out. */
    private void change(TreeEdit edit) {
        var now = past.get(past.size() - 1);
        var state = CibState.initial(N1, 1, List.of(N1), now, History.empty(), 256);
        var request = new Request(
                new RequestId(N1, journal.size()),
                "r" + journal.size(),
                new ConfigurationChange.Tree(edit),
                new Author("root", "test"),
                null,
                Instant.ofEpochSecond(journal.size()));
        var outcome = ChangeRules.apply(state, request);
        if (outcome.decided().isEmpty()) {
            past.add(outcome.written());
            journal.add(outcome.entry());
        }
    }

    private static TreeEdit edit(Operation operation, String scope, String xml) {
        return new TreeEdit(operation, scope, null, xml);
    }

    private static TreeEdit option(String name, int value) {
        return edit(
                Operation.MODIFY,
                "crm_config",
                "<cluster_property_set id=\"options\"><nvpair id=\"o-" + name + "\" name=\"" + name + "\" value=\""
                        + value + "\"/></cluster_property_set>");
    }

    private static TreeEdit randomEdit(Random random) {
        String id = "r" + random.nextInt(6);
        String primitive = "<primitive id=\"" + id + "\" class=\"ocf\" provider=\"x\" type=\"T" + random.nextInt(3)
                + "\"><meta_attributes id=\"" + id + "-m\"><nvpair id=\"" + id + "-m-" + random.nextInt(3)
                + "\" name=\"n" + random.nextInt(3) + "\" value=\"&lt;" + random.nextInt(9)
                + "&quot;\"/></meta_attributes></primitive>";
        return switch (random.nextInt(8)) {
            case 0 -> edit(Operation.DELETE, "resources", "<primitive id=\"" + id + "\"/>");
            case 1 -> edit(Operation.REPLACE, "resources", primitive);
            case 2 -> option("o" + random.nextInt(4), random.nextInt(9));
            case 3 -> new TreeEdit(Operation.DELETE, null, "//cluster_property_set/nvpair[1]", null);
            case 4 -> new TreeEdit(random.nextInt(4) == 0 ? Operation.ERASE : Operation.BUMP, null, null, null);
            case 5 ->
                new TreeEdit(
                        Operation.MODIFY,
                        null,
                        null,
                        "<cib validate-with=\"pacemaker-3." + random.nextInt(10) + "\"/>");
            default -> edit(Operation.MODIFY_OR_CREATE, "resources", primitive);
        };
    }
}
