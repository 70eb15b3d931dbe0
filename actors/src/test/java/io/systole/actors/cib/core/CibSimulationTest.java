package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Configuration;
import io.systole.cib.PropertySet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No lost word, one truth: over many seeds, whatever dies, is cut off, or cannot write to its disk. */
class CibSimulationTest {
    private static final int SEEDS = 500;
    private static final int STEPS = 600;

    @Test
    void whatWasAcceptedSurvivesAndAllComeToTheSameCib() {
        int accepted = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            accepted += run(seed);
        }

        assertThat(accepted).isGreaterThan(SEEDS / 4);
    }

    /** Replays the seed of -Dsim.seed, and one that every build runs. */
    @ParameterizedTest
    @ValueSource(longs = 7)
    void oneSeedAlone(long otherwise) {
        run(Long.getLong("sim.seed", otherwise));
    }

    private static int run(long seed) {
        var simulation = new SimulatedCib(seed);
        for (int step = 0; step < STEPS; step++) {
            simulation.step();
        }
        simulation.heal();
        List<Configuration> seen = simulation.nodes.stream()
                .map(node -> Objects.requireNonNull(node.state).cib().configuration())
                .toList();
        Configuration last = seen.get(0);

        assertThat(seen).as("seed %d: one truth: %s", seed, simulation.nodes).containsOnly(last);
        List<StoredConfiguration> disks =
                simulation.nodes.stream().map(node -> node.disk).toList();
        assertThat(disks)
                .as("seed %d: on every disk: %s", seed, simulation.nodes)
                .containsOnly(
                        Objects.requireNonNull(simulation.nodes.get(0).state).configuration());
        int accepted = 0;
        for (var result : simulation.results.entrySet()) {
            boolean there = isSet(last, result.getKey());
            if (result.getValue() instanceof ChangeResult.Accepted) {
                accepted++;
                assertThat(there)
                        .as("seed %d: %s was accepted", seed, result.getKey())
                        .isTrue();
            }
            if (result.getValue() instanceof ChangeResult.NotDone notDone) {
                assertThat(there)
                        .as("seed %d: %s: %s", seed, result.getKey(), notDone.reason())
                        .isFalse();
            }
        }
        return accepted;
    }

    private static boolean isSet(Configuration configuration, String option) {
        return configuration.crmConfig().stream()
                .map((PropertySet set) -> set.value(option))
                .anyMatch(Objects::nonNull);
    }
}
