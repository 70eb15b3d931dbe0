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
    private static final int SEEDS = Integer.getInteger("sim.seeds", 300);
    private static final int STEPS = 200;

    @Test
    void whatWasAcceptedSurvivesAndAllComeToTheSameCib() {
        int accepted = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            accepted += run(seed);
        }

        System.out.printf("%d histories, %d changes accepted%n", SEEDS, accepted);
        assertThat(accepted).isGreaterThan(SEEDS);
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

        assertThat(seen.stream().allMatch(last::equals))
                .as("seed %d: one truth: %s", seed, simulation.nodes)
                .isTrue();
        List<StoredConfiguration> disks =
                simulation.nodes.stream().map(node -> node.disk.configuration).toList();
        StoredConfiguration first =
                Objects.requireNonNull(simulation.nodes.get(0).state).configuration();
        assertThat(disks.stream().allMatch(first::equals))
                .as("seed %d: on every disk: %s", seed, simulation.nodes)
                .isTrue();
        int accepted = 0;
        for (var result : simulation.clients.results.entrySet()) {
            String name = result.getKey();
            ChangeResult told = result.getValue().result();
            if (told instanceof ChangeResult.Accepted) {
                accepted++;
                assertThat(isSet(last, name))
                        .as("seed %d: %s was accepted", seed, name)
                        .isTrue();
            }
            if (told instanceof ChangeResult.NotDone notDone) {
                assertThat(isSet(last, name))
                        .as("seed %d: %s: %s", seed, name, notDone.reason())
                        .isFalse();
            }
        }
        HistoryRules.check("seed " + seed, history(simulation), observed(simulation));
        return accepted;
    }

    private static List<PastChange> history(SimulatedCib simulation) {
        return Objects.requireNonNull(simulation.nodes.get(0).state)
                .held()
                .history()
                .list();
    }

    private static List<HistoryRules.Observed> observed(SimulatedCib simulation) {
        return simulation.clients.results.entrySet().stream()
                .filter(entry -> entry.getValue().result() instanceof ChangeResult.Accepted)
                .map(entry -> new HistoryRules.Observed(
                        entry.getKey(),
                        ((ChangeResult.Accepted) entry.getValue().result()).version(),
                        Objects.requireNonNull(simulation.clients.asked.get(entry.getKey())),
                        entry.getValue().at()))
                .toList();
    }

    private static boolean isSet(Configuration configuration, String option) {
        return configuration.crmConfig().stream()
                .map((PropertySet set) -> set.value(option))
                .anyMatch(Objects::nonNull);
    }
}
