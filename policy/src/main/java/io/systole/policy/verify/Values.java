package io.systole.policy.verify;

import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.policy.model.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which values the meta attributes of resources take. */
final class Values {
    private record Rule(String expected, Predicate<String> test) {}

    private static final Rule TRUTH =
            new Rule("true or false", value -> Truth.parse(value).isPresent());
    private static final Rule SCORE = new Rule(
            "an integer, INFINITY or -INFINITY", value -> Scores.parse(value).isPresent());
    private static final Rule SPAN = new Rule(
            "a time with its unit, like 30s", value -> Spans.interval(value).isPresent());
    private static final Rule COUNT = new Rule(
            "a whole number, 0 or more",
            value -> Numbers.integerOr(value, -1) >= 0
                    || value.toUpperCase(Locale.ROOT).equals("INFINITY"));
    private static final Rule ROLE =
            new Rule("Stopped, Started, Unpromoted or Promoted", value -> Role.parse(value) != null);

    private static final Map<String, Rule> META = Map.ofEntries(
            Map.entry("priority", SCORE),
            Map.entry("resource-stickiness", SCORE),
            Map.entry("migration-threshold", SCORE),
            Map.entry("failure-timeout", SPAN),
            Map.entry("critical", TRUTH),
            Map.entry("is-managed", TRUTH),
            Map.entry("maintenance", TRUTH),
            Map.entry("allow-migrate", TRUTH),
            Map.entry("allow-unhealthy-nodes", TRUTH),
            Map.entry("target-role", ROLE),
            Map.entry("multiple-active", oneOf("block", "stop_only", "stop_start", "stop_unexpected")),
            Map.entry("requires", oneOf("nothing", "quorum", "fencing", "unfencing")),
            Map.entry("clone-max", COUNT),
            Map.entry("clone-node-max", COUNT),
            Map.entry("clone-min", COUNT),
            Map.entry("promoted-max", COUNT),
            Map.entry("promoted-node-max", COUNT),
            Map.entry("master-max", COUNT),
            Map.entry("master-node-max", COUNT),
            Map.entry("globally-unique", TRUTH),
            Map.entry("ordered", TRUTH),
            Map.entry("interleave", TRUTH),
            Map.entry("notify", TRUTH),
            Map.entry("promotable", TRUTH));

    private Values() {}

    private static Rule oneOf(String... values) {
        List<String> all = List.of(values);
        return new Rule("one of " + String.join(", ", all), value -> all.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** What a meta attribute should be; null where it is that, or anything goes. */
    static @Nullable String expected(String name, String value) {
        Rule rule = META.get(name);
        return rule == null || value.equals("#default") || rule.test().test(value) ? null : rule.expected();
    }
}
