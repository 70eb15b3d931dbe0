package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real commands on the real HTTP interface: past changes, shadows, named requests, tickets. */
class ConfigurationIT {
    private static final Pattern CHANGE = Pattern.compile("([0-9.]+) -> ([0-9.]+)  .*");

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension();

    private final LoopbackCluster cluster = LOOPBACK.cluster();

    @BeforeEach
    void configure() throws IOException {
        var drill = new Drill(cluster);
        if (LoopbackCluster.NAMES.stream().allMatch(cluster::isRunning)) {
            // whatever the test before this one left behind
            cluster.configure(Drill.cib(cluster, cluster.at("n1").cib().dc()));
        }
        drill.baseline();
        cluster.configure(Drill.cib(cluster, drill.officeNode()));
        drill.awaitAllRunning("with the configuration of the drill", LoopbackCluster.NAMES);
    }

    /** The output of a command that speaks to a node and has to succeed. */
    private String done(String node, String... command) {
        var answer = cluster.cli(node, command);
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.out();
    }

    /** The output of a command that speaks to no node; shadows are kept in the cluster's directory. */
    private Command.Answer alone(List<String> command) {
        var all = new ArrayList<>(Harness.systole(command));
        all.add(1, "SYSTOLE_SHADOW_DIR=" + cluster.directory().resolve("shadows"));
        return Command.run(all);
    }

    private String shadow(String... command) {
        var answer = alone(List.of(command));
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.out();
    }

    private static List<String> toNode(LoopbackCluster cluster, String node, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(
                List.of("--config", cluster.directory().resolve("systole.conf").toString(), "--via", node));
        return all;
    }

    /** The lines of the history that say this. */
    private List<String> changes(String node, String words) {
        return done(node, "history", "changes", "--last", "30")
                .lines()
                .filter(line -> line.contains(words))
                .toList();
    }

    private void await(String what, boolean runs) {
        Await.until(
                what,
                LoopbackCluster.GENEROUS,
                () -> SafetyRules.replay(cluster.agents().events())
                                .nodesOf("desk")
                                .size()
                        == (runs ? 1 : 0),
                cluster::story);
    }

    @Test
    void aChangeIsToldOnEveryNodeAndTakenBack() {
        done("n2", "resource", "stop", "office", "--reason", "rack 7 is moved");
        await("the group is stopped", false);

        String line = "";
        for (var node : LoopbackCluster.NAMES) {
            line = changes(node, "[rack 7 is moved]").get(0);
            assertThat(line).contains(" on n2  created ");
        }
        Matcher versions = CHANGE.matcher(line.substring(21));
        assertThat(versions.matches()).as(line).isTrue();
        assertThat(done("n3", "history", "change", versions.group(2))).contains("+", "target-role", "Stopped");
        assertThat(done("n1", "history", "change", versions.group(2), "--xml")).contains("<diff format=\"2\">");

        assertThat(done("n3", "history", "revert", versions.group(1), "--dry-run"))
                .contains("What the cluster would do:", "desk");
        done("n3", "history", "revert", versions.group(1), "--yes", "--request", "back-1");
        await("the group runs again", true);
        assertThat(changes("n1", "[back to version " + versions.group(1) + "]")).hasSize(1);
        assertThat(done("n1", "cib", "request", "back-1")).contains("done");
    }

    @Test
    void aShadowIsMadeChangedAndCommittedUnlessTheConfigurationMovedOn() {
        var made = alone(toNode(cluster, "n1", "cib", "shadow", "create", "test"));
        assertThat(made.ok()).as(made.text()).isTrue();
        shadow("property", "set", "--shadow", "test", "cluster-name=shadowed");
        assertThat(shadow("cib", "shadow", "diff", "test")).contains("cluster-name");
        assertThat(done("n2", "property", "list")).doesNotContain("shadowed");

        done("n3", "property", "set", "cluster-recheck-interval=20min");
        var late = alone(toNode(cluster, "n2", "cib", "shadow", "commit", "test", "--yes"));
        assertThat(late.exit()).as(late.text()).isEqualTo(4);
        assertThat(late.err()).contains("moved on");

        made = alone(toNode(cluster, "n1", "cib", "shadow", "create", "test", "--force"));
        assertThat(made.ok()).as(made.text()).isTrue();
        shadow("property", "set", "--shadow", "test", "cluster-name=shadowed");
        var committed = alone(toNode(cluster, "n2", "cib", "shadow", "commit", "test", "--yes"));
        assertThat(committed.ok()).as(committed.text()).isTrue();
        assertThat(done("n3", "property", "get", "cluster-name")).isEqualTo("shadowed\n");
        assertThat(changes("n3", "[commit of the shadow test]")).hasSize(1);
        assertThat(shadow("cib", "shadow", "list")).isEmpty();
    }

    @Test
    void aNodeIsSteeredOnceUnderANameWhateverNodeIsAsked() {
        for (var node : LoopbackCluster.NAMES) {
            done(node, "node", "standby", "n3", "--reason", "a new fan", "--request", "fan-1");
        }

        assertThat(changes("n1", "[a new fan]")).hasSize(1);
        done("n2", "node", "online", "n3", "--reason", "the fan runs", "--request", "fan-2");
        assertThat(changes("n3", "[the fan runs]")).hasSize(1);
    }

    @Test
    void whatNeedsATicketFollowsItAndTheFieldsToolsSeeIt() throws IOException {
        var unforced = cluster.cli("n1", "ticket", "grant", "site");
        assertThat(unforced.exit()).as(unforced.text()).isEqualTo(4);
        assertThat(unforced.err()).contains("--force");
        done("n2", "ticket", "grant", "site", "--force", "--reason", "site b is off");
        cluster.configure(
                cluster.at("n1")
                        .cib()
                        .xml()
                        .replace(
                                "</constraints>",
                                "<rsc_ticket id=\"needs\" rsc=\"office\" ticket=\"site\" loss-policy=\"stop\"/></constraints>"));
        await("the group runs with the ticket", true);

        done("n3", "ticket", "standby", "site");
        await("the group is stopped on standby", false);
        assertThat(done("n1", "status")).contains("* site: granted [standby] last-granted=", "ticket activate site");
        assertThat(done("n1", "cib", "query")).contains("<ticket_state id=\"site\" granted=\"true\"");
        assertThat(done("n1", "ticket", "show", "site")).contains("needed by office, loss-policy stop");
        done("n2", "ticket", "activate", "site");
        await("the group runs again", true);

        done("n1", "ticket", "revoke", "site", "--force", "--request", "revoked-1");
        await("the group is stopped without its ticket", false);
        done("n3", "ticket", "revoke", "site", "--force", "--request", "revoked-1");
        assertThat(changes("n2", "ticket site granted=false")).hasSize(1);
        assertThat(changes("n2", "[site b is off]")).hasSize(1);
        done("n3", "ticket", "attribute", "set", "site", "owner", "site b");
        assertThat(done("n2", "ticket", "attribute", "get", "site", "owner")).isEqualTo("site b\n");
        done("n2", "ticket", "cleanup", "site");
        done("n2", "ticket", "grant", "site", "--force");
        await("the group runs at the end", true);
    }
}
