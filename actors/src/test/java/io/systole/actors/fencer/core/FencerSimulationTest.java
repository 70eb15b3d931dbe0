package io.systole.actors.fencer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.FencingEffect.RunPower;
import io.systole.fencing.core.FencingEvent.DeviceEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fencers of four nodes over a network that loses, delays and reorders, with devices that fail and nodes that vanish.
 * {@code -Dsim.seed=N} plays one seed.
 */
final class FencerSimulationTest {
    private static final int STEPS = 400;

    static LongStream seeds() {
        var one = Long.getLong("sim.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRequestIsAnsweredAndNoneIsDoneTwiceKnowingly(long seed) {
        var world = new World(seed, 0.2);

        for (var i = 0; i < STEPS; i++) {
            world.turn();
        }
        world.settle();

        world.nodes
                .values()
                .forEach(node -> assertThat(node.unanswered)
                        .as("unanswered on " + node.name)
                        .isEmpty());
        assertThat(world.fencedKnowingly)
                .as("run though it was known to be done")
                .isEmpty();
        for (var node : world.nodes.values()) {
            assertThat(node.state.pending().values().stream().filter(Pending::wanted))
                    .as("left over on " + node.name)
                    .isEmpty();
        }
    }

    @Test
    void withoutFaultsEachRunOfANodeIsFencedOnce() {
        for (var seed : seeds().toArray()) {
            var world = new World(seed, 0);
            world.nodes.values().forEach(node -> world.want(node, new NodeName("x1")));
            world.settle();
            world.nodes.values().forEach(node -> world.want(node, new NodeName("x1")));
            world.settle();

            assertThat(world.runs).as("seed " + seed).containsExactlyEntriesOf(new TreeMap<>(Map.of("x1:1", 1)));
        }
    }

    private static final class Node {
        final NodeName name;
        FencerState state;
        final List<FencingKey> unanswered = new ArrayList<>();

        Node(NodeName name, FencerState state) {
            this.name = name;
            this.state = state;
        }
    }

    /** Something on its way: to whom, and what happens there when it arrives. */
    private record Flight(NodeName to, Supplier<FencerEvent> event, boolean local) {}

    private static final class World {
        final SortedMap<NodeName, Node> nodes = new TreeMap<>();
        final SortedMap<String, Integer> runs = new TreeMap<>();
        final List<String> fencedKnowingly = new ArrayList<>();
        private final List<Flight> flights = new ArrayList<>();
        private final SortedSet<NodeName> gone = new TreeSet<>();
        private final Random random;
        private double faults;
        private Instant now = Instant.EPOCH;

        World(long seed, double faults) {
            random = new Random(seed);
            this.faults = faults;
            var device = new ConfiguredDevice(
                    new FenceDevice(new ResourceId("d"), "f", new TreeMap<>(Map.of("pcmk_host_check", "none"))),
                    new TreeSet<>(),
                    new TreeSet<>());
            var configuration =
                    new FencingConfiguration(List.of(device), List.of(), new TreeMap<>(), Duration.ofSeconds(60));
            for (var name : List.of("n1", "n2", "n3", "n4")) {
                var node = new NodeName(name);
                nodes.put(node, new Node(node, FencerState.initial(node, 50).with(configuration)));
            }
            nodes.values().forEach(this::look);
        }

        private void look(Node node) {
            var view =
                    nodes.keySet().stream().filter(name -> !gone.contains(name)).toList();
            apply(node, new FencerEvent.ViewChanged(view, true, now));
        }

        void want(Node node, NodeName target) {
            var key = new FencingKey(target, 1, true);
            node.unanswered.add(key);
            apply(
                    node,
                    new FencerEvent.Wanted(
                            new FencingRequest(key, FenceAction.REBOOT, "lost", "sim", Duration.ZERO), now));
        }

        void turn() {
            now = now.plusMillis(50);
            var dice = random.nextInt(100);
            if (dice < 10) {
                want(any(), new NodeName("x" + (1 + random.nextInt(6))));
            } else if (dice < 12 && random.nextDouble() < faults && gone.size() < 2) {
                var lost = any();
                gone.add(lost.name);
                lost.unanswered.clear();
                lost.state = FencerState.initial(lost.name, 50);
                nodes.values().stream()
                        .filter(node -> !gone.contains(node.name))
                        .forEach(this::look);
            } else if (!flights.isEmpty()) {
                land(flights.remove(random.nextInt(flights.size())));
            }
        }

        /** From here on nothing is lost and devices work; all that is under way comes to its end. */
        void settle() {
            faults = 0;
            for (var round = 0; round < 10_000 && !flights.isEmpty(); round++) {
                now = now.plusMillis(50);
                land(flights.remove(random.nextInt(flights.size())));
            }
            assertThat(flights).as("it never comes to rest").isEmpty();
        }

        private Node any() {
            var alive = nodes.values().stream()
                    .filter(node -> !gone.contains(node.name))
                    .toList();
            return alive.get(random.nextInt(alive.size()));
        }

        private void land(Flight flight) {
            var isLost = !flight.local() && random.nextDouble() < faults;
            if (!isLost && !gone.contains(flight.to())) {
                apply(node(flight.to()), flight.event().get());
            }
        }

        private Node node(NodeName name) {
            var node = nodes.get(name);
            if (node == null) {
                throw new IllegalStateException("no node " + name);
            }
            return node;
        }

        private void apply(Node node, FencerEvent event) {
            var step = FencerCore.step(node.state, event);
            node.state = step.state();
            step.effects().forEach(effect -> effect.runOn(new Effects(node)));
        }

        /** Carries a node's effects out: puts them on their way. */
        private final class Effects implements FencerEffect.Port {
            private final Node node;

            Effects(Node node) {
                this.node = node;
            }

            @Override
            public void askLeader(FencerEffect.AskLeader effect) {
                var from = node.name;
                flights.add(new Flight(
                        effect.leader(), () -> new FencerEvent.PeerWanted(from, effect.request(), now), false));
                var key = effect.request().key();
                flights.removeIf(flight -> flight.event() instanceof AskAgain it && it.matches(from, key));
                flights.add(new Flight(from, new AskAgain(from, key, () -> now), true));
            }

            @Override
            public void announceBegin(FencerEffect.AnnounceBegin effect) {
                var from = node.name;
                effect.to()
                        .forEach(to -> flights.add(
                                new Flight(to, () -> new FencerEvent.PeerBegan(from, effect.request(), now), false)));
            }

            @Override
            public void remember(FencerEffect.Remember effect) {
                throw new AssertionError("no device lies here");
            }

            @Override
            public void holdBack(FencerEffect.HoldBack effect) {
                throw new AssertionError("nobody has a rival here");
            }

            @Override
            public void announceEnd(FencerEffect.AnnounceEnd effect) {
                effect.to()
                        .forEach(to -> flights.add(
                                new Flight(to, () -> new FencerEvent.PeerEnded(effect.records(), now), false)));
            }

            @Override
            public void useDevice(FencerEffect.UseDevice effect) {
                var run = (RunPower) effect.effect();
                if (node.state.confirmed(effect.key(), now).isPresent()) {
                    fencedKnowingly.add(node.name + " " + effect.key());
                }
                runs.merge(run.target() + ":" + effect.key().incarnation(), 1, Integer::sum);
                var works = random.nextDouble() >= faults;
                flights.add(new Flight(
                        node.name,
                        () -> new FencerEvent.Progressed(
                                effect.key(),
                                new DeviceEnded(run.device(), run.executor(), works, works ? "" : "broken", now),
                                now),
                        true));
            }

            @Override
            public void answer(FencerEffect.Answer effect) {
                FencingRecord ended = effect.ended();
                node.unanswered.removeIf(key -> key.equals(FencingKey.of(ended)));
            }

            @Override
            public void introduce(FencerEffect.Introduce effect) {
                // No node comes back here.
            }

            @Override
            public void reportLie(FencerEffect.ReportLie effect) {
                throw new AssertionError(effect);
            }

            @Override
            public void tellLies(FencerEffect.TellLies effect) {
                throw new AssertionError(effect);
            }

            @Override
            public void tellTrust(FencerEffect.TellTrust effect) {
                throw new AssertionError(effect);
            }

            @Override
            public void tellFindings(FencerEffect.TellFindings effect) {
                throw new AssertionError(effect);
            }

            @Override
            public void answerConfirmation(FencerEffect.AnswerConfirmation effect) {
                throw new AssertionError("nobody confirms anything here");
            }

            @Override
            public void publish(FencerEffect.Publish effect) {
                assertThat(effect.ended().outcome()).isNotNull();
            }
        }
    }

    /** The timer of one request: setting it again replaces it. */
    private record AskAgain(NodeName node, FencingKey key, Supplier<Instant> clock) implements Supplier<FencerEvent> {
        boolean matches(NodeName other, FencingKey otherKey) {
            return node.equals(other) && key.equals(otherKey);
        }

        @Override
        public FencerEvent get() {
            return new FencerEvent.AskAgainDue(key, clock.get());
        }
    }
}
