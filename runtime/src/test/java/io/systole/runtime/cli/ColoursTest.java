package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.cli.Colours.When;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Colours are for terminals, and say nothing that the words do not say. */
class ColoursTest {
    private static final Map<String, String> USUAL = Map.of("TERM", "xterm-256color");

    @Test
    void areUsedOnATerminalAlone() {
        assertThat(Colours.isUsed(When.AUTO, USUAL, true)).isTrue();
        assertThat(Colours.isUsed(When.AUTO, USUAL, false)).isFalse();
    }

    @Test
    void areNotUsedWhereTheEnvironmentOrTheTerminalSaysSo() {
        assertThat(Colours.isUsed(When.AUTO, Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
                .isFalse();
        assertThat(Colours.isUsed(When.AUTO, Map.of("TERM", "xterm", "NO_COLOR", ""), true))
                .isTrue();
        assertThat(Colours.isUsed(When.AUTO, Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Colours.isUsed(When.AUTO, Map.of(), true)).isFalse();
    }

    @Test
    void theCommandLineHasTheLastWord() {
        assertThat(Colours.wanted("status", "--color=always")).isEqualTo(When.ALWAYS);
        assertThat(Colours.wanted("status", "--color", "never")).isEqualTo(When.NEVER);
        assertThat(Colours.wanted("status", "--color=always", "--color=auto")).isEqualTo(When.AUTO);
        assertThat(Colours.wanted("attribute", "set", "x", "--", "--color=always"))
                .isEqualTo(When.AUTO);
        assertThat(Colours.isUsed(When.ALWAYS, Map.of("NO_COLOR", "1"), false)).isTrue();
        assertThat(Colours.isUsed(When.NEVER, USUAL, true)).isFalse();
    }

    @Test
    void withoutThemTheTextIsTheSame() {
        var text = """
                Attention:
                  * no quorum: no-quorum-policy=stop holds
                Node List:
                  * Node n1: UNCLEAN (offline)
                  * Online: [ n2 ]
                Full List of Resources:
                  * web\t(ocf:heartbeat:nginx):\t Started n2
                  * db\t(ocf:heartbeat:pgsql):\t Stopped (disabled)
                """;

        var painted = Paint.of(text);

        assertThat(painted.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text);
        assertThat(painted)
                .contains(
                        "\u001b[1;31mUNCLEAN (offline)\u001b[0m",
                        "\u001b[32mStarted\u001b[0m",
                        "\u001b[33mStopped\u001b[0m",
                        "\u001b[1mNode List:\u001b[0m",
                        "\u001b[1;31mAttention:\u001b[0m");
    }

    @Test
    void whatWouldSteerATerminalIsShown() {
        assertThat(Reply.harmless("a\u001b[2Jb\tc\n")).isEqualTo("a\uFFFD[2Jb\tc\n");
    }
}
