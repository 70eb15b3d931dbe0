package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped agents that tell the cluster of the host, or people of the cluster; the node that they talk to is played. */
@Timeout(90)
final class ClusterAgentsTest {
    private static final AgentId PING = AgentId.ocf("systole", "Ping");
    private static final AgentId SYS_INFO = AgentId.ocf("systole", "SysInfo");
    private static final AgentId CLUSTER_MON = AgentId.ocf("systole", "ClusterMon");
    private static final String STATE = """
            <pacemaker-result api-version="2.25" request="crm_mon -1 --output-as=xml">
              <nodes>
                <node name="n1" id="1" online="true" standby="false" maintenance="false" unclean="false"/>
                <node name="n2" id="2" online="true" standby="false" maintenance="false" unclean="false"/>
              </nodes>
              <resources>
                <resource id="web" resource_agent="ocf:heartbeat:Dummy" role="Started" active="true">
                  <node name="n1" id="1" cached="true"/>
                </resource>
                <resource id="idle" resource_agent="ocf:heartbeat:Dummy" role="Stopped" active="false"/>
              </resources>
              <node_history>
                <node name="n1"/>
              </node_history>
              <failures/>
              <status code="0" message="OK"/>
            </pacemaker-result>
            """;

    @TempDir
    Path directory = Path.of("");

    private AgentBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new AgentBench(directory);
    }

    @AfterEach
    void close() throws Exception {
        bench.run(CLUSTER_MON, "stop");
        bench.close();
    }

    @Test
    void describeThemselves() throws Exception {
        for (var agent : List.of(PING, SYS_INFO, CLUSTER_MON)) {
            var metadata = ((AgentMetadataAnswer.Known) bench.metadata(agent)).metadata();

            assertThat(metadata.name()).isEqualTo(agent.type());
            assertThat(metadata.supports("validate-all")).isTrue();
        }
    }

    @Test
    void sayWhatIsWrongWithTheirParameters() throws Exception {
        assertThat(validated(PING, Map.of())).isEqualTo("6 host_list is empty: must name the hosts to ping");
        assertThat(validated(PING, Map.of("host_list", "x", "attempts", "many")))
                .isEqualTo("6 attempts = many: must be a whole number");
        assertThat(validated(SYS_INFO, Map.of("disk_unit", "L")))
                .isEqualTo("6 disk_unit = L: must be one of K, M, G, T, P, B");
        assertThat(validated(SYS_INFO, Map.of("min_disk_free", "much"))).startsWith("6 min_disk_free = much: must be");
        assertThat(validated(CLUSTER_MON, Map.of("update", "0"))).startsWith("6 update = 0: must be");
        assertThat(validated(CLUSTER_MON, Map.of())).startsWith("6 neither command nor htmlfile is set");
    }

    private String validated(AgentId agent, Map<String, String> parameters) throws Exception {
        var result = bench.run(agent, "validate-all", new TreeMap<>(parameters));
        return result.rc() + " " + result.exitReason();
    }

    @Test
    void pingCountsWhoAnswers() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ping")), "iputils-ping is not installed");
        var parameters = new TreeMap<>(Map.of(
                "host_list", "127.0.0.1 no.such.host.invalid 127.0.0.2",
                "multiplier", "100",
                "attempts", "1",
                "timeout", "1"));

        try (var node = content()) {
            assertThat(bench.run(PING, "monitor", parameters).rc()).isEqualTo(OcfCode.NOT_RUNNING);
            assertThat(bench.run(PING, "start", parameters).rc()).isZero();
            assertThat(bench.run(PING, "monitor", parameters).rc()).isZero();
            parameters.put("failure_score", "300");
            var tooFew = bench.run(PING, "monitor", parameters);
            assertThat(bench.run(PING, "stop", parameters).rc()).isZero();
            assertThat(bench.run(PING, "monitor", parameters).rc()).isEqualTo(OcfCode.NOT_RUNNING);

            assertThat(tooFew.rc()).isEqualTo(OcfCode.GENERIC);
            assertThat(tooFew.exitReason()).isEqualTo("pingd is 200, below failure_score = 300");
            assertThat(told(node))
                    .containsExactly(
                            "-n|pingd|-B|200|-d|5s|-q",
                            "-n|pingd|-B|200|-d|5s|-q",
                            "-n|pingd|-B|200|-d|5s|-q",
                            "-D|-n|pingd|-d|5s|-q");
        }
    }

    @Test
    void sysInfoTellsWhatTheHostHas() throws Exception {
        var parameters =
                new TreeMap<>(Map.of("disks", "/proc /no/such/place", "disk_unit", "M", "min_disk_free", "999999T"));

        try (var node = content()) {
            assertThat(bench.run(SYS_INFO, "start", parameters).rc()).isZero();

            var told = told(node);
            assertThat(told)
                    .anyMatch(call -> call.matches("-n\\|arch\\|-B\\|\\w+\\|.*"))
                    .anyMatch(call -> call.startsWith(
                            "-n|cpu_cores|-B|" + Runtime.getRuntime().availableProcessors() + "|"))
                    .anyMatch(call -> call.matches("-n\\|ram_total\\|-B\\|[1-9]\\d+\\|.*"))
                    .anyMatch(call -> call.matches("-n\\|root_free\\|-B\\|\\d+\\|.*"))
                    .contains("-n|proc_free|-B|0|-d|0s|-q", "-n|#health_disk|-B|red|-d|0s|-q");

            parameters.put("disks", "");
            parameters.put("min_disk_free", "1K");
            var enough = bench.run(SYS_INFO, "monitor", parameters);
            assertThat(enough.rc()).isZero();
            assertThat(told(node)).endsWith("-n|#health_disk|-B|green|-d|0s|-q");
            assertThat(bench.run(SYS_INFO, "stop", parameters).rc()).isZero();
            assertThat(bench.run(SYS_INFO, "monitor", parameters).rc()).isEqualTo(OcfCode.NOT_RUNNING);
            assertThat(told(node)).contains("-D|-n|root_free|-q", "-D|-n|arch|-q");
        }
    }

    @Test
    void clusterMonTellsOfEachChangeAndKeepsAPage() throws Exception {
        var seen = directory.resolve("seen");
        var page = directory.resolve("page.html");
        var parameters = new TreeMap<>(Map.of(
                "command",
                "echo \"$CRM_notify_recipient: $CRM_notify_kind $CRM_notify_task $CRM_notify_rsc $CRM_notify_node"
                        + " $CRM_notify_rc: $CRM_notify_desc\" >>" + seen,
                "recipient",
                "ops",
                "htmlfile",
                page.toString(),
                "update",
                "1"));
        var state = new AtomicReference<>(STATE);
        var looks = new AtomicInteger();

        try (var node = new FakeNode(directory.resolve("shipped/commands"), call -> {
            var xml = call.contains("--output-as=xml");
            looks.addAndGet(xml ? 1 : 0);
            return "said|0|" + (xml ? state.get() : "all <is> well\n") + "|||end";
        })) {
            assertThat(bench.run(CLUSTER_MON, "start", parameters).rc()).isZero();
            assertThat(bench.run(CLUSTER_MON, "monitor", parameters).rc()).isZero();
            bench.until(() -> Files.exists(page));
            assertThat(Files.readString(page)).contains("<pre>\nall &lt;is&gt; well\n</pre>");
            assertThat(seen).as("the first look only learns").doesNotExist();

            state.set(STATE.replace("<node name=\"n1\" id=\"1\" cached", "<node name=\"n2\" id=\"2\" cached")
                    .replace("id=\"1\" online=\"true\"", "id=\"1\" online=\"false\"")
                    .replace(
                            "<failures/>",
                            "<failures><failure op_key=\"web_monitor_10000\" node=\"n1\" exitstatus=\"error\""
                                    + " exitreason=\"it &lt;broke&gt; *\" exitcode=\"1\"/></failures>"));
            bench.until(() -> Files.exists(seen) && Files.readAllLines(seen).size() >= 4);
            int since = looks.get();
            bench.until(() -> looks.get() > since + 1);

            assertThat(Files.readAllLines(seen))
                    .containsExactlyInAnyOrder(
                            "ops: resource stop web n1 0: resource web is no longer Started on n1",
                            "ops: resource start web n2 0: resource web is Started on n2",
                            "ops: node   n1 0: node n1 is offline",
                            "ops: failure monitor web n1 1: web_monitor_10000 failed on n1 with 1: it <broke> *");
            assertThat(node.calls()).isNotEmpty();
            assertThat(bench.run(CLUSTER_MON, "stop", parameters).rc()).isZero();
        }
        assertThat(bench.run(CLUSTER_MON, "monitor", parameters).rc()).isEqualTo(OcfCode.NOT_RUNNING);
    }

    private FakeNode content() throws IOException {
        return FakeNode.content(directory.resolve("shipped/commands"));
    }

    /** The arguments of attrd_updater, in the order of its calls. */
    private static List<String> told(FakeNode node) {
        return node.calls().stream()
                .filter(call -> call.startsWith("1|attrd_updater|"))
                .map(call -> {
                    var words = call.split("\\|", -1);
                    return String.join("|", List.of(words).subList(3, 3 + Integer.parseInt(words[2])));
                })
                .toList();
    }
}
