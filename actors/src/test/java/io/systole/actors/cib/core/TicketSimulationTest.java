package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.cib.value.Truth;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No change of a ticket that was accepted is lost, all come to the same tickets, and none acts that nobody granted or
 * activated since all nodes were down, whatever dies, is cut off, or cannot write to its disk.
 */
class TicketSimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 200);
    private static final int STEPS = 200;
    private static final String TICKET = "T";

    private int blackouts;
    private int standbys;
    private int accepted;
    private int acting;

    @Test
    void aGrantIsNeitherLostNorInvented() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }

        System.out.printf(
                "%d histories, %d changes accepted, %d times all nodes were down, %d times put on standby, seen to act in"
                        + " %d states%n",
                SEEDS, accepted, blackouts, standbys, acting);
        assertThat(accepted).isGreaterThan(SEEDS);
        assertThat(blackouts).isGreaterThan(SEEDS);
        assertThat(acting).isGreaterThan(SEEDS);
    }

    /** Replays the seed of -Dsim.seed, and one that every build runs. */
    @ParameterizedTest
    @ValueSource(longs = 7)
    void oneSeedAlone(long otherwise) {
        run(Long.getLong("sim.seed", otherwise));
    }

    private void run(long seed) {
        var simulation = new SimulatedCib(seed);
        var dice = new Random(seed);
        long born = 0;
        for (int step = 0; step < STEPS; step++) {
            if (dice.nextInt(100) == 0) {
                simulation.blackout();
                blackouts++;
                born = simulation.steps;
            }
            simulation.step();
            if (dice.nextInt(3) == 0) {
                simulation.clients.request(
                        simulation.nodes.get(dice.nextInt(simulation.nodes.size())), change(dice, step));
            }
            for (SimulatedCib.Node node : simulation.nodes) {
                if (node.state != null && acts(node.state)) {
                    acting++;
                    assertThat(simulation.clients.enabled)
                            .as("seed %d, step %d: acts on %s", seed, step, node)
                            .isGreaterThanOrEqualTo(born);
                }
            }
        }
        simulation.heal();
        judge(seed, simulation);
    }

    private static TicketEdit change(Random dice, int step) {
        List<Kind> kinds = List.of(Kind.GRANT, Kind.REVOKE, Kind.STANDBY, Kind.ACTIVATE);
        return dice.nextBoolean()
                ? new TicketEdit(Kind.SET_ATTRIBUTE, TICKET, "a-" + step, "1", true)
                : TicketEdit.of(kinds.get(dice.nextInt(kinds.size())), TICKET, true);
    }

    private static boolean acts(CibState state) {
        return state.cib().status().tickets().stream()
                .anyMatch(ticket -> Truth.isTrue(ticket.granted()) && !Truth.isTrue(ticket.standby()));
    }

    private void judge(long seed, SimulatedCib simulation) {
        List<List<TicketState>> seen = simulation.nodes.stream()
                .map(node -> Objects.requireNonNull(node.state).cib().status().tickets())
                .toList();
        assertThat(seen.stream().allMatch(seen.get(0)::equals))
                .as("seed %d: one truth: %s", seed, seen)
                .isTrue();
        CibState last = Objects.requireNonNull(simulation.nodes.get(0).state);
        assertThat(Tickets.stored(last))
                .as("seed %d: what counts is what is stored", seed)
                .isEqualTo(seen.get(0));
        simulation.clients.results.forEach((name, told) -> {
            if (name.startsWith("a-") && told.result() instanceof ChangeResult.Accepted) {
                accepted++;
                assertThat(seen.get(0).get(0).others())
                        .as("seed %d: %s was accepted", seed, name)
                        .containsKey(name);
            }
        });
        standbys += (int) last.held().history().list().stream()
                .filter(past -> Tickets.REASON.equals(past.reason()))
                .count();
    }
}
