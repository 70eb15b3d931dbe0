package io.systole.cib.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row was also put to the GNU C library, as {@code [[ TEXT =~ EXPRESSION ]]} of bash in the C locale. */
class PosixPatternTest {
    @ParameterizedTest
    @CsvSource({
        "^rsc[[:digit:]]+$, rsc12, true",
        "^rsc[[:digit:]]+$, rscx, false",
        "^[[:alpha:]_-]+$, a_b-c, true",
        "^[^[:alnum:]]$, a, false",
        "^[]a]$, ], true",
        "^[^]a]$, ], false",
        "^[a\\]$, \\, true",
        "^[\\d]$, 5, false",
        "^[a-]$, -, true",
        "^[&&[a]$, &, true",
        "^[[.-.]]$, -, true",
        "^[[=a=]b]$, b, true",
        "^\\d$, d, true",
        "^\\w\\.\\w$, a.b, true",
        "^\\w\\.\\w$, axb, false",
        "^(a)\\1$, aa, true",
        "^a*?$, aaa, true",
        "^a++a$, aa, true",
        "'^a{,2}$', aa, true",
        "'^a{,2}$', aaa, false",
        "^a{2}{2}$, aaaa, true",
        "^(db|web)-[0-9]$, web-3, true",
        "b, abc, true",
        "a), xa), true",
        "^a#b$, a#b, true",
        "\\<db\\>, x-db-1, true",
        "\\<db\\>, xdb, false"
    })
    void matchesWhatPosixSays(String expression, String text, boolean matches) {
        assertThat(PosixPattern.compile(expression).matcher(text).find()).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a",
                "(a",
                "a\\",
                "[[:letter:]]",
                "a{x}",
                "a{2",
                "*a",
                "(*a)",
                "a|*b",
                "^*a",
                "{a",
                "(?:a)",
                "^a$*",
                "[b-a]",
                "a{3,2}"
            })
    void otherTextIsNoExpression(String expression) {
        assertThatThrownBy(() -> PosixPattern.compile(expression)).isInstanceOf(PatternSyntaxException.class);
    }
}
