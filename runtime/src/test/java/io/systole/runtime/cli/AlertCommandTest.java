package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts as they are listed, added, removed and tried; nobody sits at a terminal here. */
@SuppressWarnings("NullAway.Init")
class AlertCommandTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", """
                <cib validate-with="pacemaker-3.10" epoch="1" num_updates="0" admin_epoch="0"><configuration>
                  <crm_config/><nodes/><resources/><constraints/>
                  <alerts>
                    <alert id="mail" path="/usr/bin/mail.sh">
                      <select><select_fencing/><select_attributes><attribute id="a" name="ping"/></select_attributes></select>
                      <meta_attributes id="m"><nvpair id="t" name="timeout" value="5s"/></meta_attributes>
                      <instance_attributes id="i"><nvpair id="p" name="smtp_password" value="HUSH"/></instance_attributes>
                      <recipient id="one" value="a@example.com"/>
                    </alert>
                  </alerts></configuration><status/></cib>
                """);
        node.answers("POST /v1/cib/patch", "changed\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void listsWhomItTellsOfWhatAndNoSecret() {
        assertThat(node.run("alert", "list")).isZero();
        assertThat(node.out()).isEqualTo("""
                        mail: /usr/bin/mail.sh
                            on fencing, attributes (ping)
                            timeout=5s
                            parameter smtp_password=********
                            to a@example.com  (one)
                        """);

        assertThat(node.run("alert", "list", "--json")).isZero();
        assertThat(node.out())
                .contains("\"selects\" : [ \"fencing\", \"attributes\" ]")
                .doesNotContain("HUSH");
    }

    @Test
    void addsWhatIsAskedForAfterItWasShown() {
        assertThat(node.run(
                        "alert",
                        "add",
                        "hook",
                        "systole:webhook",
                        "--to",
                        "https://chat.example.com/a?b=c",
                        "--to",
                        "https://other.example.com/",
                        "--select",
                        "nodes,fencing",
                        "--attribute",
                        "ping,pingd",
                        "--timeout",
                        "15s",
                        "--timestamp-format",
                        "%F %T",
                        "--param",
                        "authorization=lrm://",
                        "--description",
                        "the chat",
                        "--yes"))
                .isZero();

        assertThat(node.out()).contains("+ alert hook systole:webhook").contains("What the cluster would do:");
        assertThat(node.body)
                .contains("https://chat.example.com/a?b=c", "https://other.example.com/")
                .contains("select_nodes", "select_fencing", "select_attributes", "pingd")
                .contains("15s", "%F %T", "lrm://", "the chat")
                .doesNotContain("select_resources");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(node.run("alert", "add", "x", "mail.sh", "--yes")).isEqualTo(2);
        assertThat(node.run("alert", "add", "x", "/bin/x", "--select", "all", "--yes"))
                .isEqualTo(2);
        assertThat(node.err()).contains("nodes, fencing, resources, attributes");
        assertThat(node.run("alert", "add", "mail", "/bin/x", "--yes")).isEqualTo(4);
        assertThat(node.run("alert", "remove", "hook", "--yes")).isEqualTo(4);
        assertThat(node.err()).contains("hook: no alert has this id; there are mail");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void removes() {
        assertThat(node.run("alert", "remove", "mail", "--yes")).isZero();
        assertThat(node.out()).contains("- alert mail /usr/bin/mail.sh");
        assertThat(node.asked).last().asString().startsWith("POST /v1/cib/patch");
    }

    @Test
    void removesOneRecipientByItsIdOrValueAndSaysWhatTheAlertDoesWithoutAny() {
        assertThat(node.run("alert", "remove", "mail", "--to", "a@example.com", "--yes"))
                .isZero();
        assertThat(node.out()).contains("alert mail has no recipient then: it is called once");
        assertThat(node.body)
                .contains("operation=\"delete\"", "recipient[@id='one']")
                .doesNotContain("mail.sh");

        assertThat(node.run("alert", "remove", "mail", "--to", "one", "--yes")).isZero();
        assertThat(node.body).contains("recipient[@id='one']");
        assertThat(node.run("alert", "remove", "mail", "--to", "b@example.com", "--yes"))
                .isEqualTo(4);
        assertThat(node.err()).contains("no recipient of the id or value b@example.com", "one (a@example.com)");
        assertThat(node.run("alert", "remove", "mail", "mail", "--to", "one", "--yes"))
                .isEqualTo(2);
    }

    @Test
    void showsWhatATestCameToAndEndsWithIt() {
        String tried = "[{\"node\":\"n1\",\"alert\":\"mail\",\"recipient\":\"one\",\"event\":\"fencing on n1: TEST\","
                + "\"why\":\"%s\",\"printed\":\"sent\",\"tookMs\":7}]";
        node.answers("POST /v1/alerts/mail/test", tried.formatted(""));
        assertThat(node.run("alert", "test", "mail", "--to", "one", "--kind", "fencing", "--node", "n1"))
                .isZero();
        assertThat(node.out()).contains("alert mail, recipient one, on n1: worked (7 ms)", "printed: sent");
        assertThat(node.asked)
                .last()
                .isEqualTo("POST /v1/alerts/mail/test?format=json&recipient=one&kind=fencing&node=n1");

        node.answers("POST /v1/alerts/mail/test", tried.formatted("exit code 3"));
        assertThat(node.run("alert", "test", "mail")).isEqualTo(1);
        assertThat(node.out()).contains("FAILED: exit code 3");
        assertThat(node.run("alert", "test", "nothing")).isEqualTo(4);
    }
}
