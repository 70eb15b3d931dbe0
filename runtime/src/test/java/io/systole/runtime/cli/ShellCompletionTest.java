package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationText;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCompletionTest {
    private static final ConfigurationDraft DRAFT =
            ConfigurationDraft.of(ConfigurationText.read("""
                    node 1: alpha
                    rsc_template vm Xen
                    primitive web apache
                    primitive ip IPaddr2
                    group both ip
                    role operator read cib
                    """).configuration().orElseThrow());

    private final ShellCompletion completion = new ShellCompletion(
            () -> DRAFT,
            () -> List.of("ocf:heartbeat:apache", "apache", "stonith:fence_apc"),
            agent -> agent.equals("apache") ? List.of("configfile", "port") : List.of());

    private List<String> of(String line) {
        var words = List.of(line.split(" ", -1));
        return completion.of(words.subList(0, words.size() - 1), words.get(words.size() - 1));
    }

    @Test
    void knowsKeywordsAgentsParametersAndIds() {
        assertThat(of("pri")).containsExactly("primitive");
        assertThat(of("primitive x ap")).containsExactly("apache");
        assertThat(of("primitive x @")).containsExactly("@vm");
        assertThat(of("primitive x apache params ")).contains("configfile=", "port=", "meta", "op");
        assertThat(of("primitive x apache params port=80 meta target")).containsExactly("target-role=");
        assertThat(of("primitive x apache op mon")).containsExactly("monitor");
        assertThat(of("primitive x apache op monitor int")).containsExactly("interval=");
        assertThat(of("group g w")).containsExactly("web");
        assertThat(of("location l web 100: ")).containsExactly("alpha");
        assertThat(of("order o Man")).containsExactly("Mandatory:");
        assertThat(of("delete both")).containsExactly("both");
        assertThat(of("show type:prim")).containsExactly("type:primitive");
        assertThat(of("property no-quorum")).containsExactly("no-quorum-policy=");
        assertThat(of("acl_target joe op")).containsExactly("operator");
        assertThat(of("info ap")).containsExactly("apache");
        assertThat(of("set web.me")).containsExactly("web.meta.");
        assertThat(of("modgroup g ad")).containsExactly("add");
        assertThat(of("modgroup g add we")).containsExactly("web");
        assertThat(of("modgroup g add web be")).containsExactly("before");
        assertThat(of("show ch")).containsExactly("changed");
        assertThat(of("nothing ")).isEmpty();
    }
}
