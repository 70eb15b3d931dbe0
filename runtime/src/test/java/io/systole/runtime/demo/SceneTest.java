package io.systole.runtime.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SceneTest {
    @Test
    void knowsWhatRunsWhereFromTheAgentsLines() {
        var scene = scene("1 a db start done", "2 b db start done", "3 a db promote done", "4 a web start done");

        assertThat(scene.on("a")).containsExactly("db", "web");
        assertThat(scene.promotedOn("a")).containsExactly("db");
        assertThat(scene.instances()).isEqualTo(3);
    }

    @Test
    void leavesOutWhatFailedAndWhatWasStopped() {
        var scene = scene("1 a db start done", "2 a web start failed", "3 a db promote done", "4 a db stop done");

        assertThat(scene.on("a")).isEmpty();
        assertThat(scene.isPromotedSomewhere("db")).isFalse();
    }

    @Test
    void findsTheNodeThatCarriesTheMostWherePromotedCountsDouble() {
        var scene = scene("1 a db start done", "2 a db promote done", "3 a web start done", "4 b db start done");

        assertThat(scene.busiestNode()).contains("a");
        assertThat(Scene.of(List.of()).busiestNode()).isEmpty();
    }

    @Test
    void forgetsWhatADeadNodeRan() {
        var scene = scene("1 a db start done", "2 b db start done", "3 a db promote done")
                .without("a");

        assertThat(scene.runsSomewhere("db")).isTrue();
        assertThat(scene.isPromotedSomewhere("db")).isFalse();
    }

    @Test
    void skipsALineThatIsJustBeingWritten() {
        assertThat(AgentLine.parse("1763879400123 alpha we")).isEmpty();
        assertThat(AgentLine.parse("")).isEmpty();
        assertThat(AgentLine.parse("12 alpha db:0 start done"))
                .contains(new AgentLine(12, "alpha", "db", "start", true));
    }

    private static Scene scene(String... lines) {
        return Scene.of(List.of(lines).stream()
                .map(AgentLine::parse)
                .flatMap(Optional::stream)
                .toList());
    }
}
