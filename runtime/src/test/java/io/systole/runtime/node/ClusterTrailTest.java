package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.http.RequestTrail.Noted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what several nodes tell becomes one list. */
class ClusterTrailTest {
    @Test
    void whatSeveralNodesKnowIsToldOnceInTheOrderOfTime() {
        var mine = noted("n1", 2, "/v1/b");
        var theirs = noted("n2", 1, "/v1/a");
        var last = noted("n2", 3, "/v1/b");

        assertThat(ClusterTrail.newest(9, List.of(List.of(mine, theirs), List.of(theirs, last), List.of())))
                .containsExactly(theirs, mine, last);
    }

    @Test
    void theNewestAreToldNotTheFirst() {
        var one = noted("n1", 1, "/v1/a");
        var two = noted("n1", 2, "/v1/a");

        assertThat(ClusterTrail.newest(1, List.of(List.of(one, two)))).containsExactly(two);
        assertThat(ClusterTrail.newest(0, List.of(List.of(one, two)))).isEmpty();
    }

    @Test
    void theSameRequestOfTwoNodesIsTwo() {
        assertThat(ClusterTrail.newest(9, List.of(List.of(noted("n2", 1, "/v1/a")), List.of(noted("n1", 1, "/v1/a")))))
                .extracting(Noted::node)
                .containsExactly("n1", "n2");
    }

    private static Noted noted(String node, int second, String path) {
        return new Noted(
                node, Instant.ofEpochSecond(second), "ada", "192.0.2.7", "changeNode", "POST", path, null, 200);
    }
}
