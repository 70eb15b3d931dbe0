package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.TransitionEffect.Outcome;
import io.systole.actors.policy.core.TransitionEffect.SendOperation;
import io.systole.actors.policy.core.TransitionEffect.TransitionEnded;
import io.systole.cib.Configuration;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.TransitionGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random graphs: whatever their shape, order is kept, nothing waits without need, and they end. */
final class TransitionPropertyTest {

    static IntStream seeds() {
        Integer one = Integer.getInteger("sim.seed");
        return one == null ? IntStream.range(0, 300) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void runsEverythingInOrderAndAllThatMayAtOnce(int seed) {
        var world = new World(seed, Limits.none(), 0);

        world.run();

        assertThat(world.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(world.sent.size()).isEqualTo(world.operations());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsToItsLimitsAndStillEnds(int seed) {
        var world = new World(seed, new Limits(3, 2, 0), 0);

        world.run();

        assertThat(world.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(world.mostAtOnce).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverRunsWhatDependsOnAFailureAndAlwaysEnds(int seed) {
        var world = new World(seed, Limits.none(), 20);

        world.run();

        assertThat(world.outcome()).isNotNull();
        assertThat(world.state.inFlight()).isEmpty();
    }

    private static final class World {
        private final Random random;
        private final int failurePercent;
        private final Limits limits;
        private final TransitionGraph graph;
        private final SortedMap<Integer, GraphAction> byId = new TreeMap<>();
        private final SortedSet<Integer> sent = new TreeSet<>();
        private final SortedSet<Integer> succeeded = new TreeSet<>();
        private final List<Integer> inFlight = new ArrayList<>();
        private TransitionState state = TransitionState.idle();
        private @Nullable TransitionEnded ended;
        private int mostAtOnce;

        World(int seed, Limits limits, int failurePercent) {
            random = new Random(seed);
            this.limits = limits;
            this.failurePercent = failurePercent;
            int size = 1 + random.nextInt(60);
            String[] lines = new String[size];
            for (int id = 0; id < size; id++) {
                lines[id] = line(id);
            }
            graph = GraphText.graph(lines);
            graph.actions().forEach(action -> byId.put(action.id(), action));
        }

        private String line(int id) {
            boolean pseudo = random.nextInt(4) == 0;
            var inputs = new TreeSet<Integer>();
            for (int i = 0; i < Math.min(id, 3); i++) {
                if (random.nextBoolean()) {
                    inputs.add(random.nextInt(id));
                }
            }
            String what = id + (pseudo ? " pseudo start R" + id + " -" : " op start R" + id + " n" + random.nextInt(3));
            String after = inputs.isEmpty()
                    ? ""
                    : " <- "
                            + String.join(
                                    ",", inputs.stream().map(String::valueOf).toList());
            return what + after + (random.nextInt(10) == 0 ? " prio=7" : "");
        }

        @Nullable
        Outcome outcome() {
            return ended == null ? null : ended.outcome();
        }

        int operations() {
            return (int) graph.actions().stream()
                    .filter(action -> action.kind() == GraphAction.Kind.RESOURCE_OP)
                    .count();
        }

        void run() {
            take(new TransitionEvent.TransitionStarted(
                    1,
                    graph,
                    limits,
                    RelatedResources.of(Configuration.empty()),
                    Duration.ofSeconds(60),
                    new TreeSet<>(),
                    new TreeSet<>()));
            while (!inFlight.isEmpty()) {
                int id = inFlight.remove(random.nextInt(inFlight.size()));
                boolean fails = random.nextInt(100) < failurePercent;
                if (!fails) {
                    succeeded.add(id);
                }
                take(new TransitionEvent.ActionFinished(new ActionRef(1, id), new ActionResult(fails ? 1 : 0, 0, "")));
            }
        }

        private void take(TransitionEvent event) {
            Step<TransitionState, TransitionEffect> step = TransitionCore.step(state, event);
            state = step.state();
            for (TransitionEffect effect : step.effects()) {
                if (effect instanceof SendOperation send) {
                    assertThat(ended).as("sent after the end").isNull();
                    assertThat(sent.add(send.ref().action())).as("sent twice").isTrue();
                    inFlight.add(send.ref().action());
                } else if (effect instanceof TransitionEnded end) {
                    ended = end;
                }
            }
            mostAtOnce = Math.max(mostAtOnce, inFlight.size());
            for (int id : sent) {
                action(id).inputs().forEach(input -> assertThat(isDone(input)).isTrue());
            }
            if (ended == null && limits.equals(Limits.none())) {
                assertThat(idleThough()).isEmpty();
            }
        }

        /** Operations that were not sent although all their inputs are done. */
        private List<Integer> idleThough() {
            return byId.values().stream()
                    .filter(action -> action.kind() == GraphAction.Kind.RESOURCE_OP)
                    .filter(action -> !sent.contains(action.id()))
                    .filter(action -> action.inputs().stream().allMatch(this::isDone))
                    .map(GraphAction::id)
                    .toList();
        }

        private GraphAction action(int id) {
            return Objects.requireNonNull(byId.get(id));
        }

        private boolean isDone(int id) {
            GraphAction action = action(id);
            return action.kind() == GraphAction.Kind.PSEUDO_EVENT
                    ? action.inputs().stream().allMatch(this::isDone)
                    : succeeded.contains(id);
        }
    }
}
