package io.systole.policy.output;

import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanOptions;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The health that is shown of a node: the worst of its health attributes under the strategy. */
enum NodeHealth {
    GREEN,
    YELLOW,
    RED;

    private record Bounds(int red, int yellow, int green) {}

    static NodeHealth of(PlanOptions options, PlanNode node) {
        String strategy = options.text("node-health-strategy").toLowerCase(Locale.ROOT);
        if (strategy.isEmpty() || strategy.equals("none")) {
            return GREEN;
        }
        Bounds bounds = bounds(options, strategy);
        NodeHealth worst = GREEN;
        for (Map.Entry<String, String> attribute : node.attributes.entrySet()) {
            if (attribute.getKey().startsWith("#health")) {
                NodeHealth health = of(attribute.getValue(), bounds);
                worst = health.compareTo(worst) > 0 ? health : worst;
            }
        }
        return worst;
    }

    private static Bounds bounds(PlanOptions options, String strategy) {
        return switch (strategy) {
            case "migrate-on-red" -> new Bounds(-Scores.INFINITY, 0, 0);
            case "only-green" -> new Bounds(-Scores.INFINITY, -Scores.INFINITY, 0);
            default ->
                new Bounds(
                        Scores.parseOr(options.text("node-health-red"), -Scores.INFINITY),
                        Scores.parseOr(options.text("node-health-yellow"), 0),
                        Scores.parseOr(options.text("node-health-green"), 0));
        };
    }

    private static NodeHealth of(String value, Bounds bounds) {
        if (value.equalsIgnoreCase("red")) {
            return RED;
        }
        if (value.equalsIgnoreCase("yellow")) {
            return YELLOW;
        }
        OptionalInt score = value.equalsIgnoreCase("green") ? OptionalInt.of(bounds.green()) : Scores.parse(value);
        if (score.isEmpty()) {
            return GREEN;
        }
        if (score.getAsInt() <= bounds.red()) {
            return RED;
        }
        return score.getAsInt() <= bounds.yellow() && bounds.yellow() != bounds.green() ? YELLOW : GREEN;
    }
}
