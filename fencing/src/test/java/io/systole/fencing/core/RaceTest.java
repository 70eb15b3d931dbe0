package io.systole.fencing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.FencingEffect.RunPower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes whose link is cut fence each other: the real choice of device and delay on both sides, virtual time, detection
 * and devices of random speed. A node is dead from the moment on at which a device has acted; what it had not yet had
 * done then is not done. {@code -Drace.seed=N} plays one seed.
 */
final class RaceTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    /** How far apart the two notice the loss, and how long a device takes at most. */
    private static final int SKEW_MS = 500;

    private static final int DEVICE_MS = 1000;

    static LongStream seeds() {
        var one = Long.getLong("race.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOneWithWorkSurvivesByPriorityFencingDelay(long seed) {
        var race = new Race(seed, Map.of());
        var delay = Duration.ofMillis(SKEW_MS + DEVICE_MS + 1);

        // The delay holds back whoever would fence the node with the more important work: n1 has it.
        assertThat(race.survivors(Duration.ZERO, delay)).containsExactly(N1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOneThatIsFencedLaterSurvivesByAFixedDelay(long seed) {
        var race = new Race(seed, Map.of("pcmk_delay_base", "n1:1501ms;n2:0"));

        assertThat(race.survivors(Duration.ZERO, Duration.ZERO)).containsExactly(N1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutAnyDelayTheOneThatGoesFirstSurvives(long seed) {
        var race = new Race(seed, Map.of());
        var waits = race.raceDelay(N1, N2);

        assertThat(race.survivors(waits, Duration.ZERO)).containsExactly(N2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothDieOnlyWhenTheirWaitsAreCloserThanADeviceIsFast(long seed) {
        var race = new Race(seed, Map.of("pcmk_delay_max", "20s"));

        var survivors = race.survivors(Duration.ZERO, Duration.ZERO);

        if (race.apartMs() > DEVICE_MS) {
            assertThat(survivors).hasSize(1);
        }
        assertThat(survivors).hasSizeLessThan(2);
    }

    @Test
    void aRandomDelayLetsOneSurviveNearlyAlways() {
        var alive = seeds().mapToObj(seed -> new Race(seed, Map.of("pcmk_delay_max", "20s"))
                        .survivors(Duration.ZERO, Duration.ZERO)
                        .size())
                .filter(size -> size == 1)
                .count();

        // Waits of 0 to 20 s are within one second of each other in one case of ten.
        assertThat(alive).isGreaterThan(seeds().count() * 85 / 100);
    }

    @Test
    void eachSurvivesSometimesByARandomDelay() {
        SortedSet<NodeName> winners = new TreeSet<>();
        seeds().forEach(seed -> winners.addAll(
                new Race(seed, Map.of("pcmk_delay_max", "20s")).survivors(Duration.ZERO, Duration.ZERO)));

        assertThat(winners).containsExactly(N1, N2);
    }

    /** One cut of the link. */
    private static final class Race {
        private final Random random;
        private final FencingConfiguration configuration;
        private final SortedMap<NodeName, Long> begins = new TreeMap<>();

        Race(long seed, Map<String, String> parameters) {
            random = new Random(seed);
            var all = new TreeMap<>(parameters);
            all.put("pcmk_host_list", "n1,n2");
            var device = new ConfiguredDevice(
                    new FenceDevice(new ResourceId("d"), "f", all), new TreeSet<>(), new TreeSet<>());
            configuration =
                    new FencingConfiguration(List.of(device), List.of(), new TreeMap<>(), Duration.ofSeconds(60));
        }

        /** Who lives on, when {@code n1} and {@code n2} hold back their first device for so long besides. */
        SortedSet<NodeName> survivors(Duration n1Waits, Duration n2Waits) {
            SortedMap<NodeName, Long> dies = new TreeMap<>();
            dies.put(N2, actsAt(N1, N2, n1Waits));
            dies.put(N1, actsAt(N2, N1, n2Waits));
            SortedSet<NodeName> alive = new TreeSet<>(List.of(N1, N2));
            for (var target : List.of(N1, N2)) {
                var killer = target.equals(N1) ? N2 : N1;
                var at = dies.getOrDefault(target, 0L);
                // A device that was called before its caller died acts all the same.
                if (begins.getOrDefault(killer, 0L) < dies.getOrDefault(killer, 0L)) {
                    assertThat(at).isPositive();
                    alive.remove(target);
                }
            }
            return alive;
        }

        /** How long the second waits when a look at the first one's device takes half as long as the device at worst. */
        Duration raceDelay(NodeName second, NodeName first) {
            var finding = new DeviceFinding(
                    new ResourceId("d"),
                    first,
                    null,
                    true,
                    "",
                    Duration.ofMillis(DEVICE_MS / 2 + 1),
                    Duration.ofSeconds(60),
                    Instant.EPOCH);
            return RaceDelay.of(configuration, List.of(finding), second, first, Duration.ofMillis(SKEW_MS));
        }

        /** When the device that {@code by} calls has acted on the target. */
        private long actsAt(NodeName by, NodeName target, Duration waits) {
            var task = new FencingTask(target, FenceAction.REBOOT, by, List.of(by), waits);
            var run = (RunPower) FencingCore.begin(task, configuration, Instant.EPOCH)
                    .effects()
                    .get(0);
            var drawn = run.delayRandom().isZero()
                    ? 0
                    : random.nextInt((int) run.delayRandom().toMillis() + 1);
            var begin = random.nextInt(SKEW_MS) + run.delay().toMillis() + drawn;
            begins.put(by, begin);
            return begin + 1 + random.nextInt(DEVICE_MS);
        }

        long apartMs() {
            return Math.abs(begins.getOrDefault(N1, 0L) - begins.getOrDefault(N2, 0L));
        }
    }
}
