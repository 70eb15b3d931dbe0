package io.systole.policy.constraint;

import io.systole.cib.Condition;
import io.systole.cib.Expression;
import io.systole.cib.Location;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.value.PosixPattern;
import io.systole.cib.value.Truth;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Turns location constraints into wishes: one for each resource, with scores on nodes. */
final class LocationReader {
    private final WorkingState state;
    private final Referents referents;

    LocationReader(WorkingState state, Referents referents) {
        this.state = state;
        this.referents = referents;
    }

    void read(Location location) {
        if (!location.sets().isEmpty()) {
            readSets(location, referents.expand(location.sets()));
            return;
        }
        List<String> members = referents.members(location.rsc());
        if (members != null) {
            readSets(location, List.of(Referents.set(members, location.role(), null)));
            return;
        }
        if (location.rsc() != null) {
            PlanResource resource = referents.resource(location.rsc());
            if (resource != null) {
                create(location, resource, location.role(), location.score(), List.of());
            }
        } else if (location.rscPattern() != null) {
            readPattern(location, location.rscPattern());
        }
    }

    private void readSets(Location location, List<ResourceSet> sets) {
        for (ResourceSet set : sets) {
            for (ResourceId id : set.resources()) {
                PlanResource resource = referents.resource(id);
                if (resource == null) {
                    return;
                }
                create(
                        location,
                        resource,
                        set.role() != null ? set.role() : location.role(),
                        set.score() != null ? set.score() : location.score(),
                        List.of());
            }
        }
    }

    private void readPattern(Location location, String text) {
        boolean inverted = text.startsWith("!");
        Pattern pattern;
        try {
            pattern = PosixPattern.compile(inverted ? text.substring(1) : text);
        } catch (PatternSyntaxException bad) {
            return;
        }
        for (PlanResource resource : List.copyOf(state.resources)) {
            Matcher matcher = pattern.matcher(resource.id);
            if (matcher.find() == inverted) {
                continue;
            }
            List<String> submatches = new ArrayList<>();
            if (!inverted) {
                for (int i = 0; i <= matcher.groupCount(); i++) {
                    submatches.add(matcher.group(i) == null ? "" : matcher.group(i));
                }
            }
            create(location, resource, location.role(), location.score(), submatches);
        }
    }

    private void create(
            Location location,
            PlanResource resource,
            @Nullable String role,
            @Nullable String score,
            List<String> submatches) {
        Discovery discovery = discovery(location.resourceDiscovery());
        if (location.node() != null && score != null) {
            PlanNode node = state.nodeByName(location.node().value());
            OptionalInt parsed = health(score);
            Role filter = roleFilter(role);
            if (node != null && parsed.isPresent() && filter != null) {
                add(new LocationWish(
                        location.id(),
                        resource,
                        filter,
                        discovery,
                        List.of(new LocationWish.NodeScore(node, parsed.getAsInt()))));
            }
            return;
        }
        if (!location.rules().isEmpty()) {
            Rule rule = state.references.resolve(location.rules().get(0));
            if (rule != null && rule.id() != null) {
                createByRule(location, resource, rule, discovery, submatches);
            }
        }
    }

    private static Discovery discovery(@Nullable String text) {
        String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "never" -> Discovery.NEVER;
            case "exclusive" -> Discovery.EXCLUSIVE;
            default -> Discovery.ALWAYS;
        };
    }

    /** Started and Unpromoted do not filter: unknown stands for any; null is an invalid role. */
    private static @Nullable Role roleFilter(@Nullable String text) {
        if (text == null) {
            return Role.UNKNOWN;
        }
        Role role = Role.parse(text);
        return role == Role.STARTED || role == Role.UNPROMOTED ? Role.UNKNOWN : role;
    }

    private OptionalInt health(String score) {
        return Health.score(state, score);
    }

    private void createByRule(
            Location location, PlanResource resource, Rule rule, Discovery discovery, List<String> submatches) {
        Role filter = roleFilter(rule.role());
        String operator = rule.booleanOp() == null ? "and" : rule.booleanOp();
        if (filter == null || !(operator.equalsIgnoreCase("and") || operator.equalsIgnoreCase("or"))) {
            return;
        }
        OptionalInt fixed = rule.score() == null ? OptionalInt.empty() : health(rule.score());
        if (rule.scoreAttribute() == null && fixed.isEmpty()) {
            return;
        }
        boolean values = usesValueSource(rule);
        List<LocationWish.NodeScore> scores = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            RuleContext context = new RuleContext(
                    node.attributes,
                    null,
                    null,
                    0,
                    values ? state.parameters(resource, node) : null,
                    resource.meta,
                    submatches);
            if (!state.rules.passes(rule, context)) {
                continue;
            }
            OptionalInt score = fixed;
            if (rule.scoreAttribute() != null) {
                score = attributeScore(resource, node, context.expand(rule.scoreAttribute()));
            }
            if (score.isPresent()) {
                scores.add(new LocationWish.NodeScore(node, score.getAsInt()));
            }
        }
        add(new LocationWish(location.id(), resource, filter, discovery, scores));
    }

    private OptionalInt attributeScore(PlanResource resource, PlanNode node, String attribute) {
        PlanNode source = node;
        PlanPrimitive connection = node.connection;
        if (node.isGuest()
                && connection != null
                && connection.launcher != null
                && "host".equalsIgnoreCase(resource.meta("container-attribute-target"))) {
            PlanNode host = connection.launcher.currentNode();
            if (host == null) {
                return OptionalInt.empty();
            }
            source = host;
        }
        String value = source.attribute(attribute);
        return value == null || value.isEmpty() ? OptionalInt.empty() : health(value);
    }

    private static boolean usesValueSource(Rule rule) {
        for (Condition condition : rule.conditions()) {
            if (condition instanceof Rule nested && usesValueSource(nested)) {
                return true;
            }
            if (condition instanceof Expression expression && expression.valueSource() != null) {
                return true;
            }
        }
        return false;
    }

    private void add(LocationWish wish) {
        if (wish.discovery() == Discovery.EXCLUSIVE) {
            wish.resource().exclusiveDiscovery = true;
        }
        wish.resource().locations.add(0, wish);
        state.locations.add(wish);
    }

    /** A wish of the node's health, made like a constraint. */
    void addHealth(PlanResource resource, PlanNode node, int score, String strategy) {
        add(new LocationWish(
                strategy, resource, Role.UNKNOWN, Discovery.ALWAYS, List.of(new LocationWish.NodeScore(node, score))));
    }

    static boolean unhealthyAllowed(PlanResource resource) {
        return Truth.isTrue(resource.meta("allow-unhealthy-nodes"));
    }
}
