package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What agents in Java say of themselves, and how they read what they are given. */
final class AgentProfileTest {
    /** An enum for a parameter. */
    private enum Mode {
        FAST,
        VERY_SLOW
    }

    private static final AgentParameter<String> NAME =
            AgentParameter.text("name", "a name").required();
    private static final AgentParameter<Long> COUNT =
            AgentParameter.integer("count", "how many").byDefault(3L);
    private static final AgentParameter<Boolean> LOUD = AgentParameter.flag("loud", "whether");
    private static final AgentParameter<Duration> PAUSE = AgentParameter.time("pause", "how long")
            .byDefault(Duration.ofMillis(500))
            .reloadable();
    private static final AgentParameter<Mode> MODE =
            AgentParameter.oneOf("mode", Mode.class, "how").byDefault(Mode.VERY_SLOW);
    private static final AgentParameter<Long> PIN = AgentParameter.integer("pin", "a secret")
            .explained("Known to <nobody> & all")
            .secret()
            .unique()
            .deprecated();

    @Test
    void readsEachTypeAndItsDefault() {
        var given = values(Map.of("name", "x", "count", "12", "loud", "ON", "pause", "2min", "mode", "fast"));
        var nothing = values(Map.of("name", "", "count", ""));

        assertThat(NAME.read(given)).contains("x");
        assertThat(COUNT.read(given)).contains(12L);
        assertThat(LOUD.read(given)).contains(true);
        assertThat(PAUSE.read(given)).contains(Duration.ofMinutes(2));
        assertThat(MODE.read(given)).contains(Mode.FAST);
        assertThat(COUNT.read(nothing)).contains(3L);
        assertThat(LOUD.read(nothing)).isEmpty();
        assertThat(PAUSE.read(nothing)).contains(Duration.ofMillis(500));
        assertThat(MODE.read(nothing)).contains(Mode.VERY_SLOW);
        assertThatThrownBy(() -> NAME.read(nothing))
                .isInstanceOf(ParameterFault.class)
                .hasMessage("name is missing: must be a text");
    }

    @Test
    void namesEveryFaultButNoSecret() {
        var bad = values(Map.of("count", "many", "loud", "perhaps", "pause", "-1s", "mode", "medium", "pin", "hush"));

        assertThat(AgentProfile.of("acme", "All")
                        .with(NAME, COUNT, LOUD, PAUSE, MODE, PIN)
                        .faults(bad))
                .containsExactly(
                        "name is missing: must be a text",
                        "count = \"many\": must be a whole number",
                        "loud = \"perhaps\": must be true or false",
                        "pause = \"-1s\": must be a time, such as 20s",
                        "mode = \"medium\": must be one of fast, very-slow",
                        "pin = (a secret): must be a whole number");
    }

    @Test
    void itsMetadataIsReadBackAsItWasWritten() {
        var profile = AgentProfile.of("acme", "All")
                .version("2.1")
                .describedAs("does <all> \"this\"")
                .explained("at length")
                .with(NAME, COUNT, LOUD, PAUSE, MODE, PIN)
                .promotable()
                .monitored("", Duration.ofMillis(1500), Duration.ofSeconds(7));

        var read = AgentMetadata.read("ocf:acme:All", profile.metadata().xml());

        assertThat(read).isEqualTo(new AgentMetadataAnswer.Known(profile.metadata()));
        assertThat(profile.metadata().supports("demote")).isTrue();
        assertThat(profile.supports(AgentAction.NOTIFY)).isFalse();
    }

    @Test
    void namesThatNoCibCouldHaveAreRefused() {
        for (var type : List.of("", "..", "a/b")) {
            assertThatThrownBy(() -> AgentProfile.of("acme", type)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AgentParameter.text("CRM_meta_timeout", "")).hasMessageContaining("CRM_meta_");
        assertThatThrownBy(() -> AgentParameter.text("two words", "")).hasMessageContaining("\"two words\"");
        assertThatThrownBy(() -> AgentProfile.of("acme", "Twice").with(NAME, NAME))
                .hasMessage("ocf:acme:Twice has the parameter name twice");
    }

    private static SortedMap<String, String> values(Map<String, String> given) {
        return new TreeMap<>(given);
    }
}
