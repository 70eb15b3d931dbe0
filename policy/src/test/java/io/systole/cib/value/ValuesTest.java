package io.systole.cib.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "12abc, 12",
        "' -7', -7",
        "+5, 5",
        "99999999999999999999, 9223372036854775807",
        "-99999999999999999999, -9223372036854775808",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void anIntegerIsWhatTheTextBeginsWith(String text, long number) {
        assertThat(Numbers.leadingInteger(text)).isEqualTo(OptionalLong.of(number));
    }

    @ParameterizedTest
    @CsvSource({"abc", "''", "-", "' '"})
    void textWithoutDigitsIsNoInteger(String text) {
        assertThat(Numbers.leadingInteger(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20000",
        "3.9s, 3000",
        "500ms, 500",
        "1500us, 1",
        "2m, 120000",
        "2min, 120000",
        "1 h, 3600000",
        "10S, 10000",
        "9223372036854775807h, 9223372036854775807"
    })
    void aSpanHasAUnitOrIsInSeconds(String text, long milliseconds) {
        assertThat(Spans.milliseconds(text)).isEqualTo(OptionalLong.of(milliseconds));
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 300000", "P1D, 86400000", "P1Y, 4294967000", "PT1H30M, 5400000", "5000000s, 4294967295"})
    void anIntervalMayBeADuration(String text, long milliseconds) {
        assertThat(Spans.interval(text)).isEqualTo(OptionalLong.of(milliseconds));
    }

    @ParameterizedTest
    @CsvSource({"P", "PX", "P5", "-5s", "5 parsecs", "soon", "P12345678901S"})
    void otherTextIsNoInterval(String text) {
        assertThat(Spans.interval(text)).isEmpty();
    }

    @Test
    void minusInfinityBeatsPlusInfinityWhichBeatsNumbers() {
        assertThat(Score.INFINITY.plus(Score.MINUS_INFINITY)).isEqualTo(Score.MINUS_INFINITY);
        assertThat(Score.INFINITY.plus(Score.of(-5))).isEqualTo(Score.INFINITY);
        assertThat(Score.of(999_999).plus(Score.of(5))).hasToString("INFINITY");
        assertThat(Score.parse("+INFINITY")).contains(Score.INFINITY);
        assertThat(Score.parse("infinity")).isEmpty();
        assertThat(Score.parse("-2000000")).contains(Score.MINUS_INFINITY);
    }
}
