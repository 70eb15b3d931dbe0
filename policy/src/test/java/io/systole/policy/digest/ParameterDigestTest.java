package io.systole.policy.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParameterDigestTest {
    @Test
    void noParametersHaveTheirKnownDigest() {
        assertThat(ParameterDigest.of(new TreeMap<>())).isEqualTo("f2317cad3d54cec5d7d7aa7d0bf35cf8");
    }

    @Test
    void theDigestDependsOnNamesValuesAndNothingElse() {
        TreeMap<String, String> first = new TreeMap<>(Map.of("a", "1", "b", "<&\">"));
        TreeMap<String, String> second = new TreeMap<>(Map.of("b", "<&\">", "a", "1"));
        TreeMap<String, String> third = new TreeMap<>(Map.of("a", "1", "b", "<&\"> "));

        assertThat(ParameterDigest.of(second)).isEqualTo(ParameterDigest.of(first));
        assertThat(ParameterDigest.of(third)).isNotEqualTo(ParameterDigest.of(first));
    }
}
