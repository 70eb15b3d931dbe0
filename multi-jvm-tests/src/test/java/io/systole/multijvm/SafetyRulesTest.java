package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge is tried against forged logs: it must find what is wrong, and nothing else. */
class SafetyRulesTest {
    private static final List<String> NO_CLONES = List.of();

    private static List<String> judge(String... lines) {
        return judge(NO_CLONES, lines);
    }

    private static List<String> judge(List<String> clones, String... lines) {
        var numbered = new ArrayList<String>();
        for (var line : lines) {
            numbered.add("%d %s".formatted(1_795_415_434_000_000_000L + numbered.size(), line));
        }
        return SafetyRules.violations(AgentLog.parse(numbered), clones);
    }

    @Test
    void acquitsAMove() {
        assertThat(judge(
                        "n1 web start begin -",
                        "n1 web start end 0",
                        "n1 web stop begin -",
                        "n1 web stop end 0",
                        "n2 web start begin -"))
                .isEmpty();
    }

    @Test
    void acquitsATakeoverAfterFencing() {
        assertThat(judge(
                        "n1 web start begin -",
                        "n1 web start end 0",
                        "n1 - fault begin killed",
                        "n1 - fence begin n2",
                        "n1 - fence end 0",
                        "n2 web start begin -"))
                .isEmpty();
    }

    @Test
    void findsAStartBeforeTheStopHasEnded() {
        assertThat(judge("n1 web start begin -", "n1 web stop begin -", "n2 web start begin -", "n1 web stop end 0"))
                .singleElement()
                .asString()
                .startsWith("one owner: web is started while it may be on n1");
    }

    @Test
    void findsAStartAfterAStopThatFailed() {
        assertThat(judge("n1 web start begin -", "n1 web stop end 1", "n2 web start begin -"))
                .hasSize(1);
    }

    @Test
    void findsAStartElsewhereAfterAStartOfUnknownResult() {
        assertThat(judge("n1 web start begin -", "n1 web start end 1", "n2 web start begin -"))
                .hasSize(1);
    }

    @Test
    void findsAStartBetweenTheKillAndTheConfirmedFencing() {
        assertThat(judge(
                        "n1 web start begin -",
                        "n1 - fault begin killed",
                        "n1 - fence begin n2",
                        "n2 other start begin -",
                        "n1 - fence end 0"))
                .containsExactly("dead first: before n1 was fenced, 1795415434.000000003 n2 other start begin -");
    }

    @Test
    void doesNotTakeAFailedFencingForADeath() {
        assertThat(judge("n1 - fault begin cut", "n1 - fence end 1", "n2 web start begin -"))
                .hasSize(1);
    }

    @Test
    void findsASecondPromotionButNotASecondInstance() {
        var clones = List.of("roles");

        assertThat(judge(clones, "n1 roles start begin -", "n2 roles start begin -"))
                .isEmpty();
        assertThat(judge(clones, "n1 roles promote begin -", "n2 roles promote begin -"))
                .hasSize(1);
        assertThat(judge(clones, "n1 roles promote begin -", "n1 roles demote end 0", "n2 roles promote begin -"))
                .isEmpty();
    }

    @Test
    void findsAHeldLock() {
        assertThat(judge("n2 web conflict end 1")).hasSize(1);
    }

    @Test
    void putsLinesOfSeveralWritersInTheOrderOfTheirTimes() {
        var events = AgentLog.parse(
                List.of("1795415434000000002 n2 web start begin -", "1795415434000000001 n1 web stop end 0"));

        assertThat(events).extracting(AgentEvent::node).containsExactly("n1", "n2");
    }

    @Test
    void refusesALineThatItCannotRead() {
        assertThatThrownBy(() -> AgentLog.parse(List.of("n1 web started")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n1 web started");
    }

    @Test
    void tellsWhereThingsAreActive() {
        var events = AgentLog.parse(List.of(
                "1795415434000000001 n1 web start begin -",
                "1795415434000000002 n1 disk start begin -",
                "1795415434000000003 n1 web stop end 0"));

        assertThat(AgentLog.active(events)).containsExactly("disk@n1");
    }
}
