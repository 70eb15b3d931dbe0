package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that agents call tell the node, and what they do with its answer. */
@Timeout(120)
final class CommandClientTest {
    @TempDir
    Path directory = Path.of("");

    private AgentBench bench;
    private Path commands;

    @BeforeEach
    void open() throws Exception {
        bench = new AgentBench(directory);
        commands = directory.resolve("shipped/commands");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void comeFirstInAnAgentsPathAndSayWhoCalls() throws Exception {
        try (var node = FakeNode.content(commands)) {
            var result = run("crm_attribute -n 'a b' -v '' && \"$HA_SBIN_DIR/crm_master\" -l reboot -v 10");

            assertThat(result.rc()).as(result.stderr()).isZero();
            assertThat(node.calls()).hasSize(2);
            assertThat(node.calls().get(0))
                    .startsWith("1|crm_attribute|4|-n|a b|-v||")
                    .contains("|OCF_RESOURCE_INSTANCE|rsc:0|", "|OCF_RESKEY_CRM_meta_on_node|n1|")
                    .endsWith("|-|end");
            assertThat(node.calls().get(1)).startsWith("1|crm_master|4|-l|reboot|-v|10|");
        }
    }

    @Test
    void printWhatTheNodeSaysAndEndWithItsCode() throws Exception {
        try (var node = new FakeNode(commands, call -> "said|105|found\n|not all\n||end")) {
            var result = run("crm_node -l; echo \"code $?\"; cd /; crm_node -n | cat");

            assertThat(result.stdout()).isEqualTo("found\ncode 105\nfound\n");
            assertThat(result.stderr()).isEqualTo("not all\nnot all\n");
            assertThat(node.calls()).hasSize(2);
        }
    }

    @Test
    void readFilesForTheNode() throws Exception {
        var file = Files.writeString(directory.resolve("edit.xml"), "<tags/>");
        UnaryAnswers answers = call -> call.endsWith("|-|end")
                ? "read|" + (call.contains("|stdin|") ? "-" : call.contains("|lost|") ? "/no/such" : file) + "|end"
                : "said|0|" + call.replaceFirst(".*\\|(.*)\\|end$", "$1") + "\n|||end";
        try (var node = new FakeNode(commands, answers::of)) {
            var result = run("crm_attribute file; printf '<acls/>' | crm_attribute stdin; crm_attribute lost");

            assertThat(result.stdout()).isEqualTo("=<tags/>\n=<acls/>\n!\n");
            assertThat(node.calls()).hasSize(6);
        }
    }

    /** From a call to an answer. */
    private interface UnaryAnswers {
        String of(String call);
    }

    @Test
    void sendWhatIsInACibFileAndWriteWhereTheyAreTold() throws Exception {
        var destination = directory.resolve("out");
        try (var node = new FakeNode(commands, call -> "said|0|text\n||" + destination + "|end")) {
            var file = Files.writeString(directory.resolve("cib.xml"), "<cib/>");

            var result = run("CIB_file=" + file + " crm_attribute -n x");

            assertThat(result.stdout()).isEmpty();
            assertThat(Files.readString(destination)).isEqualTo("text\n");
            assertThat(node.calls().get(0)).contains("|CIB_file|<cib/>|");
        }
    }

    @Test
    void sayThatThereIsNoNode() throws Exception {
        var result = run("crm_attribute -n x -v 1; echo $?; attrd_updater -n x -Q; echo $?; crm_node -n; echo $?");

        assertThat(result.stdout()).isEqualTo("102\n102\n102\n");
        assertThat(result.stderr().lines())
                .containsExactly(
                        "crm_attribute: Could not connect to the CIB: Transport endpoint is not connected",
                        "attrd_updater: Could not connect to attrd: Connection refused",
                        "error: Could not connect to controller: Connection refused");
    }

    @Test
    void sayTheSameOfANodeThatEndsBeforeItHasAnswered() throws Exception {
        try (var node = new FakeNode(commands, call -> "said|0|half")) {
            var result = run("crm_attribute -n x -v 1");

            assertThat(result.rc()).isEqualTo(102);
            assertThat(result.stdout()).isEmpty();
            assertThat(node.calls()).hasSize(1);
        }
    }

    private AgentResult run(String script) throws Exception {
        return bench.run(bench.own("Calls", script), "monitor");
    }

    @Test
    void areCopiesOfOneClient() throws IOException {
        for (var name : ShippedAgents.COMMANDS) {
            assertThat(commands.resolve(name)).isExecutable().hasBinaryContent(ShippedAgents.client(commands));
        }
    }
}
