package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Init scripts and Heartbeat's resource scripts, run for real. */
@Timeout(120)
final class ScriptAgentsTest {
    /** Ends with the code that the parameter file says, and tells how it was called. */
    private static final String TELLS = "echo called with \"$@\"; exit $(cat \"$0.rc\" 2>/dev/null || echo 0)";

    @TempDir
    Path directory = Path.of("");

    private AgentBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new AgentBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private AgentId exits(String name, int code) throws Exception {
        return bench.initScript(name, "echo trouble; exit " + code);
    }

    @Test
    void asksAnInitScriptForItsStatus() throws Exception {
        var agent = bench.initScript("web", TELLS);

        assertThat(bench.run(agent, "monitor").stdout()).isEqualTo("called with status\n");
        assertThat(bench.run(agent, "start").stdout()).isEqualTo("called with start\n");
        assertThat(bench.run(agent, "stop").stdout()).isEqualTo("called with stop\n");
    }

    @Test
    void readsTheStatusOfInitScripts() throws Exception {
        var expected = Map.of(
                0, OcfCode.OK,
                1, OcfCode.NOT_RUNNING,
                2, OcfCode.NOT_RUNNING,
                3, OcfCode.NOT_RUNNING,
                4, OcfCode.GENERIC,
                170, OcfCode.GENERIC);

        for (var code : expected.entrySet()) {
            var result = bench.run(exits("code" + code.getKey(), code.getKey()), "monitor");

            assertThat(result.rc()).as("status exits with %d", code.getKey()).isEqualTo(code.getValue());
            assertThat(result.status()).isEqualTo(OpStatus.DONE);
        }
        assertThat(bench.run(exits("code4", 4), "monitor").exitReason()).isEqualTo("status ended with 4 trouble");
    }

    @Test
    void readsTheOtherCodesOfInitScriptsAsOcfDoes() throws Exception {
        assertThat(bench.run(exits("sealed", 4), "start").rc()).isEqualTo(OcfCode.PERMISSION);
        assertThat(bench.run(exits("unconfigured", 6), "start").rc()).isEqualTo(OcfCode.NOT_CONFIGURED);
        var own = bench.run(exits("own", 170), "stop");
        assertThat(own.rc()).isEqualTo(OcfCode.GENERIC);
        assertThat(own.exitReason()).isEqualTo("trouble");
    }

    @Test
    void knowsWhatAnInitScriptCannotDo() throws Exception {
        var agent = bench.initScript("web", "echo called >>" + directory + "/calls");

        assertThat(bench.run(agent, "promote").rc()).isEqualTo(OcfCode.UNIMPLEMENTED);
        assertThat(bench.run(agent, "validate-all").rc()).isEqualTo(OcfCode.OK);
        assertThat(directory.resolve("calls")).doesNotExist();
        var missing = bench.run(new AgentId(AgentId.LSB, "", "none"), "monitor");
        assertThat(missing.rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(missing.exitReason())
                .isEqualTo("lsb:none is not installed: looked for " + directory + "/init.d/none");
    }

    @Test
    void describesInitScriptsByTheirHeaders() throws Exception {
        var agent = bench.initScript("web", """
                ### BEGIN INIT INFO
                # Provides:          web
                # Short-Description: Serves pages
                # Description:       Serves pages of all kinds,
                #                    and more.
                # Default-Start:     2 3 4 5
                ### END INIT INFO
                # Short-Description: of something else
                """);

        var metadata = ((AgentMetadataAnswer.Known) bench.metadata(agent)).metadata();

        assertThat(metadata.name()).isEqualTo("web");
        assertThat(metadata.shortDescription()).isEqualTo("Serves pages");
        assertThat(metadata.longDescription()).isEqualTo("Serves pages of all kinds,\nand more.");
        assertThat(metadata.parameters()).isEmpty();
        assertThat(metadata.actions())
                .extracting(AgentMetadata.Action::name)
                .containsExactly("start", "stop", "monitor");
    }

    @Test
    void givesHeartbeatScriptsTheirParametersBeforeTheAction() throws Exception {
        var agent = bench.heartbeatScript("IPaddr", TELLS);
        var parameters = new TreeMap<>(Map.of("1", "10.0.0.1", "2", "eth 0", "4", "lost", "CRM_meta_timeout", "1"));

        assertThat(bench.run(agent, "start", parameters).stdout()).isEqualTo("called with 10.0.0.1 eth 0 start\n");
    }

    @Test
    void believesTheWordsOfHeartbeatScripts() throws Exception {
        var said = Map.of(
                "running", OcfCode.OK,
                "web is running", OcfCode.OK,
                "OK", OcfCode.OK,
                "stopped", OcfCode.NOT_RUNNING,
                "not running", OcfCode.NOT_RUNNING,
                "broken", OcfCode.NOT_RUNNING,
                "no token", OcfCode.NOT_RUNNING);

        for (var words : said.entrySet()) {
            var agent = bench.heartbeatScript("web", "echo " + words.getKey() + "; exit 1");

            assertThat(bench.run(agent, "monitor").rc()).as(words.getKey()).isEqualTo(words.getValue());
        }
    }
}
