package io.systole.policy.constraint;

import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The health of nodes: what red, yellow and green are worth, and the wishes that follow from it. */
public final class Health {
    private static final String PREFIX = "#health";

    private Health() {}

    /** A score that may also be one of the colours of node health. */
    public static OptionalInt score(WorkingState state, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "red", "yellow", "green" -> OptionalInt.of(value(state, lower));
            default -> Scores.parse(text);
        };
    }

    private static int value(WorkingState state, String colour) {
        String strategy = state.options.text("node-health-strategy").toLowerCase(Locale.ROOT);
        return switch (strategy) {
            case "migrate-on-red" -> colour.equals("red") ? -Scores.INFINITY : 0;
            case "only-green" -> colour.equals("green") ? 0 : -Scores.INFINITY;
            case "progressive", "custom" -> Scores.parseOr(state.options.text("node-health-" + colour), 0);
            default -> 0;
        };
    }

    static void apply(WorkingState state, LocationReader locations) {
        String strategy = state.options.text("node-health-strategy").toLowerCase(Locale.ROOT);
        if (strategy.equals("none")) {
            return;
        }
        int base = strategy.equals("progressive") ? Scores.parseOr(state.options.text("node-health-base"), 0) : 0;
        for (PlanNode node : state.nodes) {
            int health = base;
            for (Map.Entry<String, String> attribute :
                    node.attributes.tailMap(PREFIX).entrySet()) {
                if (!attribute.getKey().startsWith(PREFIX)) {
                    break;
                }
                OptionalInt score = score(state, attribute.getValue());
                health = score.isPresent() ? Scores.add(health, score.getAsInt()) : health;
            }
            if (health == 0) {
                continue;
            }
            for (PlanResource resource : state.resources) {
                if (health > 0 || !LocationReader.unhealthyAllowed(resource)) {
                    locations.addHealth(resource, node, health, strategy);
                }
            }
        }
    }
}
