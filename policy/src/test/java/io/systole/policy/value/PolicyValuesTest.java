package io.systole.policy.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyValuesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void minusInfinityBeatsPlusInfinity() {
        assertThat(Score.add(Score.INFINITY, -Score.INFINITY)).isEqualTo(-Score.INFINITY);
        assertThat(Score.add(999_999, 5)).isEqualTo(Score.INFINITY);
        assertThat(Score.add(-5, 3)).isEqualTo(-2);
    }

    @Test
    void spansAreToldByThePrefixOfTheirUnitAndDropFractions() {
        assertThat(Values.spanMs("3.9s")).hasValue(3000);
        assertThat(Values.spanMs(" 10 ms")).hasValue(10);
        assertThat(Values.spanMs("2min")).hasValue(120_000);
        assertThat(Values.spanMs("1h")).hasValue(3_600_000);
        assertThat(Values.spanMs("5 parsecs")).isEmpty();
        assertThat(Values.intervalMs("PT1M30S")).hasValue(90_000);
        assertThat(Values.intervalMs("-1")).isEmpty();
    }

    @Test
    void scoresAreReadToTheEndOfTheirDigits() {
        assertThat(Values.score("12abc")).hasValue(12);
        assertThat(Values.score("+INFINITY")).hasValue(Score.INFINITY);
        assertThat(Values.score("infinity")).isEmpty();
        assertThat(Values.score("-99999999999999999999")).hasValue(-Score.INFINITY);
    }

    @Test
    void namesAreOrderedByTheNumbersInThem() {
        List<String> names = new ArrayList<>(List.of("node10", "Node2", "node", "node07", "node7"));

        names.sort(NaturalOrder.INSTANCE);

        assertThat(names).containsExactly("node", "Node2", "node7", "node07", "node10");
    }

    @Test
    void datesComeInManyForms() {
        assertThat(IsoTime.parse("2005-020T11:30", NOW)).isEqualTo(IsoTime.parse("2005-01-20 11:30:00Z", NOW));
        assertThat(IsoTime.parse("20050120T113000+01:00", NOW)).isEqualTo(IsoTime.parse("2005-01-20T10:30Z", NOW));
        assertThat(IsoTime.parse("2005-W03-4", NOW)).isEqualTo(IsoTime.parse("2005-01-20", NOW));
        assertThat(IsoTime.parse("2005-13-01", NOW)).isNull();
        assertThat(IsoTime.parse("soon", NOW)).isNull();
    }

    @Test
    void versionsCompareByTheirNumbers() {
        assertThat(Values.compareVersions("1.2.10", "1.2.9")).isPositive();
        assertThat(Values.compareVersions("1.2", "1.2.0")).isZero();
    }
}
