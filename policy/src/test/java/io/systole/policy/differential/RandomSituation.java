package io.systole.policy.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A cluster drawn from a seed: its configuration, a history in which it runs as planned (or nothing is known yet), and then
 * something that happens to it.
 */
final class RandomSituation {
    private static final long NOW_S = 1_760_000_000L;
    private static final int SETTLING_MAX = 3;

    private RandomSituation() {}

    static Situation of(long seed) {
        return of(List.of(), seed);
    }

    /** One that uses areas of the configuration language besides what is common to all. */
    static Situation of(List<Area> areas, long seed) {
        Random random = new Random(seed);
        RandomConfiguration configuration = RandomConfiguration.of(random);
        Draw draw = new Draw(random, Xml.parse(configuration.xml(NOW_S)));
        areas.forEach(area -> area.configure(draw));
        String used = areas.stream().map(Area::spelled).collect(Collectors.joining("+"));
        String name = (used.isEmpty() ? "random" : used) + "-" + seed;
        Situation fresh = new Situation(name, Xml.write(draw.document), List.of());
        if (random.nextInt(5) == 0) {
            return fresh;
        }
        String cib = fresh.cib();
        for (int i = 0; i < SETTLING_MAX; i++) {
            cib = OwnPlanner.played(fresh.with(cib, List.of()));
        }
        Situation settled = fresh.with(cib, List.of());
        Draw happening = new Draw(random, Xml.parse(settled.cib()));
        areas.forEach(area -> area.happen(happening));
        List<String> pretended = new ArrayList<>(happening.pretended);
        String disturbed = RandomEvents.happen(random, configuration, Xml.write(happening.document), pretended);
        return settled.with(disturbed, pretended);
    }
}
