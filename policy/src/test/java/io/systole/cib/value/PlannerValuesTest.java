package io.systole.cib.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerValuesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void minusInfinityBeatsPlusInfinity() {
        assertThat(Scores.add(Scores.INFINITY, -Scores.INFINITY)).isEqualTo(-Scores.INFINITY);
        assertThat(Scores.add(999_999, 5)).isEqualTo(Scores.INFINITY);
        assertThat(Scores.add(-5, 3)).isEqualTo(-2);
    }

    @Test
    void spansAreToldByThePrefixOfTheirUnitAndDropFractions() {
        assertThat(Spans.milliseconds("3.9s")).hasValue(3000);
        assertThat(Spans.milliseconds(" 10 ms")).hasValue(10);
        assertThat(Spans.milliseconds("2min")).hasValue(120_000);
        assertThat(Spans.milliseconds("1h")).hasValue(3_600_000);
        assertThat(Spans.milliseconds("5 parsecs")).isEmpty();
        assertThat(Spans.interval("PT1M30S")).hasValue(90_000);
        assertThat(Spans.interval("-1")).isEmpty();
    }

    @Test
    void scoresAreReadToTheEndOfTheirDigits() {
        assertThat(Scores.parse("12abc")).hasValue(12);
        assertThat(Scores.parse("+INFINITY")).hasValue(Scores.INFINITY);
        assertThat(Scores.parse("infinity")).isEmpty();
        assertThat(Scores.parse("-99999999999999999999")).hasValue(-Scores.INFINITY);
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
    void addedYearsKeepTheDayOfTheYear() {
        IsoTime leap = java.util.Objects.requireNonNull(IsoTime.parse("2016-10-02", NOW));

        assertThat(leap.plusYears(3)).isEqualTo(IsoTime.parse("2019-276", NOW));
        assertThat(leap.plusYears(4)).isEqualTo(IsoTime.parse("2020-10-02", NOW));
    }

    @Test
    void versionsCompareByTheirNumbers() {
        assertThat(Versions.compare("1.2.10", "1.2.9")).isPositive();
        assertThat(Versions.compare("1.2", "1.2.0")).isZero();
    }
}
