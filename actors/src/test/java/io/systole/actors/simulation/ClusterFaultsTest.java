package io.systole.actors.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real cores together, with everything that may go wrong: no rule of the note is broken, whatever the seed.
 * {@code -Dsim.seeds=N} plays so many histories, {@code -Dsim.first=M} from there on; {@code -Dsim.seed=N} tells one of them.
 */
final class ClusterFaultsTest {
    private static final int SEEDS = 60;
    private static final int MUTATED_SEEDS = 200;
    /** So many broken histories are enough to look at. */
    private static final int BROKEN_MAX = 10;

    private record Ended(long seed, String broken, List<String> story) {}

    @Test
    void noRuleIsBroken() {
        Long one = Long.getLong("sim.seed");
        if (one != null) {
            Ended ended = play(one, Mutation.NONE);
            ended.story().forEach(System.out::println);
            assertThat(ended.broken()).isEmpty();
            return;
        }
        var starts = new AtomicInteger();
        var cuts = new AtomicInteger();
        var excused = new AtomicInteger();
        long first = Long.getLong("sim.first", 1L);
        int count = Integer.getInteger("sim.seeds", SEEDS);
        List<Ended> broken = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> {
                    var world = new World(seed, Mutation.NONE);
                    String rule = world.play();
                    starts.addAndGet(world.judge.starts);
                    cuts.addAndGet(world.devices.cuts);
                    excused.addAndGet(world.judge.excused);
                    return rule.isEmpty() ? null : new Ended(seed, rule, world.time.story());
                })
                .filter(ended -> ended != null)
                .limit(BROKEN_MAX)
                .toList();

        assertThat(broken).as(() -> describe(broken)).isEmpty();
        assertThat(starts).as("resources were started").hasPositiveValue();
        assertThat(cuts).as("hosts were fenced").hasPositiveValue();
        if (count >= SEEDS) {
            assertThat(excused).as("lies were believed").hasPositiveValue();
        }
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        for (long seed = 1; seed <= 5; seed++) {
            var first = new World(seed, Mutation.NONE);
            var second = new World(seed, Mutation.NONE);
            first.play();
            second.play();

            assertThat(second.time.story()).isEqualTo(first.time.story());
            assertThat(second.time.fingerprint()).isEqualTo(first.time.fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aWrongDecisionInACoreIsFound(Mutation mutation) {
        Optional<Ended> found = LongStream.rangeClosed(1, MUTATED_SEEDS)
                .mapToObj(seed -> play(seed, mutation))
                .filter(ended -> ended.broken().startsWith(mutation.rule()))
                .findFirst();

        assertThat(found).as("a history that breaks: " + mutation.rule()).isPresent();
    }

    private static Ended play(long seed, Mutation mutation) {
        var world = new World(seed, mutation);
        String rule = world.play();
        return new Ended(seed, rule, world.time.story());
    }

    private static String describe(List<Ended> broken) {
        if (broken.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("to be played again by: mvn -B -q -pl actors -am test -Dtest=ClusterFaultsTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsim.seed="
                + broken.get(0).seed() + "\n");
        broken.forEach(ended -> text.append("seed ")
                .append(ended.seed())
                .append(": ")
                .append(ended.broken())
                .append('\n'));
        broken.get(0).story().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
