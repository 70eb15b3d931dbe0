package io.systole.policy.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random clusters, planned by Systole and by the reference's tool where that is installed: the decisions with their reasons,
 * the graph's actions and their order, the scores, and what is shown before and after must be equal; besides,
 * clusters that use one {@link Area} more each. {@code -Ddifferential.seeds=N} tries so many, {@code -Ddifferential.seed=N}
 * only that one.
 */
class DifferentialTest {
    private static final int SEEDS = 300;
    /** In areas: from the first on that draw nothing of what is known to differ. */
    private static final int FIRST_OF_AREA = 3;

    private static final int SEEDS_OF_AREA = 10;
    /** In areas, notifications of equal standing are often played in another order. */
    private static final String PLAYED = "7";

    private static final int SHRINKING_TRIES_MAX = 400;
    private static final int REPORTED_MAX = 3;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void decidesAsTheReferenceDoes(@TempDir Path directory) throws Exception {
        compare(directory, List.of(), SEEDS, false);
    }

    @ParameterizedTest
    @EnumSource(Area.class)
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void decidesAsTheReferenceDoesInEveryArea(Area area, @TempDir Path directory) throws Exception {
        compare(directory, List.of(area), SEEDS_OF_AREA, true);
    }

    private static void compare(Path directory, List<Area> areas, int seeds, boolean planOnly) throws Exception {
        Optional<Reference> installed = Reference.find(directory);
        assumeTrue(installed.isPresent(), "crm_simulate is not installed: apt-get install pacemaker-cli-utils");
        Reference reference = installed.orElseThrow();
        Long only = Long.getLong("differential.seed");
        long from = only != null ? only : planOnly ? FIRST_OF_AREA : 0;
        long to = only == null ? Integer.getInteger("differential.seeds", seeds) : only + 1;
        StringBuilder failures = new StringBuilder();
        int failed = 0;
        int compared = 0;

        for (long seed = from; seed < to && failed < REPORTED_MAX; seed++) {
            Situation situation = RandomSituation.of(areas, seed);
            Optional<Map<String, List<String>>> found = Judge.differences(reference, situation);
            if (planOnly) {
                found.ifPresent(levels -> levels.keySet().removeIf(level -> level.startsWith(PLAYED)));
            }
            compared += found.isPresent() ? 1 : 0;
            if (found.isPresent() && !found.get().isEmpty()) {
                failed++;
                failures.append(report(reference, situation, found.get()));
            }
        }

        assertThat(failures.toString()).isEmpty();
        assertThat(compared).isPositive();
    }

    private static String report(Reference reference, Situation situation, Map<String, List<String>> found)
            throws Exception {
        String level = found.keySet().iterator().next();
        Situation small = Shrinking.of(
                situation,
                smaller -> Judge.differences(reference, smaller)
                        .filter(lines -> lines.containsKey(level))
                        .isPresent(),
                SHRINKING_TRIES_MAX);
        return "%s, level %s (- the reference, + Systole; replay with -Ddifferential.seed=%s):%n%s%npretended %s%n%s%n"
                .formatted(
                        situation.name(),
                        level,
                        situation.name().replaceFirst(".*-", ""),
                        String.join(
                                "\n",
                                Judge.differences(reference, small)
                                        .orElseThrow()
                                        .get(level)),
                        small.pretended(),
                        small.cib());
    }
}
