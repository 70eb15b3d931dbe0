package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell with lines of a script, as `systole configure < FILE` has them. */
@SuppressWarnings("NullAway.Init")
class ConfigureShellTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="9" num_updates="4"
                have-quorum="1" dc-uuid="1"><configuration>
              <crm_config><cluster_property_set id="cib-bootstrap-options">
                <nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>
              </cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/></nodes>
              <resources><primitive id="web" class="ocf" provider="systole" type="Dummy"/></resources>
              <constraints/></configuration>
              <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                <lrm id="1"><lrm_resources/></lrm></node_state></status></cib>
            """;

    @TempDir
    private Path directory;

    private FakeNode node;
    private InputStream input;

    @BeforeEach
    void start() throws IOException {
        input = System.in;
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("POST /v1/cib/patch", "the CIB is changed (CIB version 0.10.0)\n");
    }

    @AfterEach
    void stop() {
        System.setIn(input);
        node.close();
    }

    private int shell(String lines, String... options) {
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "configure";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return node.run(arguments);
    }

    @Test
    void statementsChangeAWorkingCopyThatIsCommittedAsOneChange() {
        int code = shell("""
                primitive db ocf:systole:Dummy \\
                  op monitor interval=10s
                group both db web
                rename web www
                show both db
                diff
                commit
                quit
                """, "--yes");

        assertThat(code).as(node.err()).isZero();
        assertThat(node.out())
                .contains("primitive db ocf:systole:Dummy \\\n\top monitor interval=10s\n")
                .contains("group both db www\n")
                .contains("- primitive web ocf:systole:Dummy")
                .containsPattern("\\* Start +db")
                .contains("the CIB is changed");
        assertThat(node.asked.stream().filter(request -> request.startsWith("POST")))
                .hasSize(1);
        assertThat(node.body).contains("<source admin_epoch=\"0\" epoch=\"9\"").contains("<group id=\"both\"");
    }

    @Test
    void withoutConsentAScriptCommitsNothing() {
        assertThat(shell("delete web\ncommit\n")).isEqualTo(2);

        assertThat(node.err()).contains("no terminal").contains("changes that were not committed");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void aFaultyLineLeavesTheWorkingCopyAsItWas() {
        assertThat(shell("primitive web\ndelete nothing\nload sideways x\nshow\n"))
                .isEqualTo(4);

        assertThat(node.err())
                .contains("line 1, column 14: found the end of the statement, expected an agent")
                .contains("found \"nothing\"")
                .contains("sideways: no method");
        assertThat(node.out()).contains("primitive web ocf:systole:Dummy\n").contains("stonith-enabled=false");
    }

    @Test
    void aCommitIsRefusedWhenTheConfigurationIsAnotherByThen() throws IOException {
        node.answersAfter(
                "GET /v1/cib", 1, LIVE.replace("epoch=\"9\"", "epoch=\"10\"").replace("\"web\"", "\"www\""));

        assertThat(shell("property no-quorum-policy=stop\ncommit\n", "--yes")).isEqualTo(4);

        assertThat(node.err()).contains("the configuration is another than the one");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void theEditorsTextIsTheWorkingCopy() throws IOException, CommandFailed {
        Path editor = directory.resolve("editor");
        Files.writeString(editor, "#!/bin/sh\nsed -i 's/Dummy/Stateful/' \"$1\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();

        String edited = ShellEditor.edit("primitive web ocf:systole:Dummy\n", Map.of("EDITOR", editor.toString()));

        assertThat(edited).isEqualTo("primitive web ocf:systole:Stateful\n");
    }

    @Test
    void helpTellsOfEveryStatement() {
        assertThat(shell("help\nhelp location\nhelp nothing\n")).isZero();

        assertThat(node.out())
                .contains("commit: shows what the cluster would do")
                .contains("location ID RESOURCE|/PATTERN/")
                .contains("nothing: no such word");
        ShellHelp.statements().forEach(word -> assertThat(node.out()).contains(word));
    }

    private static final String GROUP = """
            primitive ip IPaddr2 params ip=10.0.0.5 op monitor interval=10s timeout=20s
            primitive disk Filesystem params device=/dev/vdb directory=/srv fstype=xfs
            group g ip
            """;

    @Test
    void setsOneValue() {
        assertThat(shell(GROUP + """
                        set ip.ip 10.0.0.6
                        set ip.nic "eth 0"
                        set ip.meta.target-role Stopped
                        set ip.op.monitor.timeout 40s
                        show ip
                        commit
                        """, "--yes", "--no-agent-check"))
                .as(() -> node.err())
                .isZero();

        assertThat(node.out().replaceAll("\\\\\n\\s*", ""))
                .contains("params ip=10.0.0.6 nic=\"eth 0\"")
                .contains("meta target-role=Stopped")
                .contains("op monitor interval=10s timeout=40s");
    }

    @Test
    void saysWhatCannotBeSet() {
        assertThat(shell("set nothing.ip 1\nset web.op.monitor.timeout 5s\nset web. 3\n"))
                .isEqualTo(4);

        assertThat(node.err())
                .contains("nothing.ip: begins with no id of an object")
                .contains("web has no operation monitor")
                .contains("expected ID.NAME");
    }

    @Test
    void changesTheMembersOfAGroup() {
        shell(GROUP + """
                modgroup g add disk before ip
                show g
                modgroup g remove ip
                show g ip
                modgroup g remove ip
                modgroup g remove disk
                modgroup h add ip
                """);

        assertThat(node.out())
                .contains("group g disk ip\n")
                .contains("group g disk\n")
                .contains("primitive ip IPaddr2");
        assertThat(node.err())
                .contains("ip: is not in the group g")
                .contains("disk: is the last in the group g")
                .contains("h: there is no such group");
    }

    @Test
    void showsWhatWasChangedAndWhatIsAboutAnObject() {
        shell(GROUP + "location l ip 100: n1\nshow changed\nquit\n");
        assertThat(node.out())
                .contains("primitive ip")
                .contains("location l ip")
                .doesNotContain("web");

        shell(GROUP + "location l ip 100: n1\nshow related:ip\nquit\n");
        assertThat(node.out())
                .contains("primitive ip", "group g ip", "location l ip")
                .doesNotContain("primitive disk")
                .doesNotContain("stonith-enabled");

        shell("show changed\nquit\n");
        assertThat(node.out()).isEmpty();
    }

    @Test
    void savesErasesAndTellsOfAgents() throws IOException {
        node.answers("GET /v1/agents/ocf%3Aheartbeat%3AIPaddr2", "ocf:heartbeat:IPaddr2: an address\n");
        var file = directory.resolve("saved.crm");

        shell(GROUP + "save " + file + " ip\ninfo IPaddr2\nerase\nshow\nquit\n");

        assertThat(file).content().startsWith("primitive ip IPaddr2");
        assertThat(node.out())
                .contains("ocf:heartbeat:IPaddr2: an address")
                .contains("node 1: n1")
                .doesNotContain("primitive");
    }
}
