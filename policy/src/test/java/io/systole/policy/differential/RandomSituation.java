package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A cluster drawn from a seed: its configuration, a history in which it runs as planned (or nothing is known yet), and then
 * something that happens to it.
 */
final class RandomSituation {
    private static final long NOW_S = 1_760_000_000L;
    private static final int SETTLING_MAX = 3;

    private RandomSituation() {}

    static Situation of(long seed) {
        Random random = new Random(seed);
        RandomConfiguration configuration = RandomConfiguration.of(random);
        Situation fresh = new Situation("random-" + seed, configuration.xml(NOW_S), List.of());
        if (random.nextInt(5) == 0) {
            return fresh;
        }
        String cib = fresh.cib();
        for (int i = 0; i < SETTLING_MAX; i++) {
            cib = OwnPlanner.played(fresh.with(cib, List.of()));
        }
        Situation settled = fresh.with(cib, List.of());
        List<String> pretended = new ArrayList<>();
        String disturbed = RandomEvents.happen(random, configuration, settled.cib(), pretended);
        return settled.with(disturbed, pretended);
    }
}
