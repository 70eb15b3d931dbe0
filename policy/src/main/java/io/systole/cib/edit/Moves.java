package io.systole.cib.edit;

import io.systole.cib.Configuration;
import io.systole.cib.Constraint;
import io.systole.cib.DateExpression;
import io.systole.cib.Expression;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.Rule;
import io.systole.cib.value.IsoTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The constraints that moves and bans leave behind: their ids and form are those of crm_resource, so each takes back what the
 * other made. One with an end is a rule that holds on the node until then.
 */
public final class Moves {
    private static final String PREFER = "cli-prefer-";
    private static final String BAN = "cli-ban-";
    private static final DateTimeFormatter END =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    private Moves() {}

    /** The id of the constraint by which a resource prefers a node. */
    public static String preferId(ResourceId resource) {
        return PREFER + resource;
    }

    /** The id of the constraint that keeps a resource off a node. */
    public static String banId(ResourceId resource, NodeName node) {
        return BAN + resource + "-on-" + node;
    }

    /** The end as it is written into the constraint, in UTC. */
    public static String written(Instant end) {
        return END.format(end);
    }

    /** The constraints of moves and bans of a resource, or with null of all, that count no more, by their ids. */
    public static List<String> expired(Configuration configuration, @Nullable ResourceId resource, Instant at) {
        return configuration.constraints().stream()
                .filter(isExpired(resource, at))
                .map(Constraint::id)
                .toList();
    }

    /** The constraints of moves and bans of a resource, for one node or with null for all, by their ids. */
    public static List<String> of(Configuration configuration, ResourceId resource, @Nullable NodeName node) {
        return configuration.constraints().stream()
                .filter(isOf(resource, node))
                .map(Constraint::id)
                .toList();
    }

    /** The earliest end of all moves and bans, passed ones included; {@code now} supplies the day of a bare time. */
    public static Optional<Instant> nextEnd(Configuration configuration, Instant now) {
        return configuration.constraints().stream()
                .filter(Moves::isMove)
                .flatMap(constraint -> end((Location) constraint, now).stream())
                .min(Comparator.naturalOrder())
                .map(IsoTime::instant);
    }

    static List<Constraint> prefer(List<Constraint> before, CibEdit.PreferNode edit) {
        String id = preferId(edit.resource());
        String ban = banId(edit.resource(), edit.node());
        List<Constraint> kept = new ArrayList<>(before);
        kept.removeIf(
                constraint -> constraint.id().equals(id) || constraint.id().equals(ban));
        String resource = edit.resource().value();
        var names = new RuleIds(
                PREFER + "rule-" + resource, PREFER + "expr-" + resource, PREFER + "lifetime-end-" + resource);
        kept.add(location(id, edit.resource(), edit.node(), edit.terms(), "INFINITY", names));
        return kept;
    }

    static List<Constraint> ban(List<Constraint> before, CibEdit.BanNode edit) {
        String id = banId(edit.resource(), edit.node());
        List<Constraint> kept = new ArrayList<>(before);
        kept.removeIf(constraint -> constraint.id().equals(id) || prefers(constraint, edit.resource(), edit.node()));
        var names = new RuleIds(id + "-rule", id + "-expr", id + "-lifetime");
        kept.add(location(id, edit.resource(), edit.node(), edit.terms(), "-INFINITY", names));
        return kept;
    }

    static List<Constraint> clear(List<Constraint> before, CibEdit.ClearMoves edit) {
        return before.stream()
                .filter(isOf(edit.resource(), edit.node()).negate())
                .toList();
    }

    static List<Constraint> clearExpired(List<Constraint> before, CibEdit.ClearExpired edit) {
        return before.stream()
                .filter(isExpired(edit.resource(), edit.at()).negate())
                .toList();
    }

    private record RuleIds(String rule, String expression, String lifetime) {}

    private static Location location(
            String id, ResourceId resource, NodeName node, MoveTerms terms, String score, RuleIds ids) {
        Instant until = terms.until();
        if (until == null) {
            return new Location(id, resource, null, terms.role(), node, score, null, List.of(), List.of(), List.of());
        }
        var rule = new Rule(
                ids.rule(),
                null,
                null,
                score,
                null,
                "and",
                List.of(
                        new Expression(ids.expression(), "#uname", "eq", node.value(), "string", null),
                        new DateExpression(ids.lifetime(), "lt", null, written(until), null, null)));
        return new Location(id, resource, null, terms.role(), null, null, null, List.of(rule), List.of(), List.of());
    }

    private static Predicate<Constraint> isOf(ResourceId resource, @Nullable NodeName node) {
        String bans = BAN + resource + "-on-";
        return node == null
                ? constraint -> constraint.id().equals(preferId(resource))
                        || constraint.id().startsWith(bans)
                : constraint -> constraint.id().equals(banId(resource, node)) || prefers(constraint, resource, node);
    }

    private static Predicate<Constraint> isExpired(@Nullable ResourceId resource, Instant at) {
        var now = IsoTime.of(at);
        return constraint -> isMove(constraint)
                && constraint instanceof Location location
                && (resource == null || resource.equals(location.rsc()))
                && end(location, at).filter(end -> end.compareTo(now) <= 0).isPresent();
    }

    private static boolean isMove(Constraint constraint) {
        return constraint instanceof Location location
                && (location.id().startsWith(PREFER) || location.id().startsWith(BAN));
    }

    private static boolean prefers(Constraint constraint, ResourceId resource, NodeName node) {
        return constraint.id().equals(preferId(resource))
                && constraint instanceof Location location
                && (node.equals(location.node()) || ruledTo(location, node));
    }

    private static boolean ruledTo(Location location, NodeName node) {
        return location.rules().stream()
                .flatMap(rule -> rule.conditions().stream())
                .anyMatch(condition -> condition instanceof Expression expression
                        && expression.attribute().equals("#uname")
                        && node.value().equals(expression.value()));
    }

    /** When it ends; empty for one without an end, or with rules of another form than those made here. */
    private static Optional<IsoTime> end(Location location, Instant at) {
        if (location.rules().size() != 1) {
            return Optional.empty();
        }
        for (var condition : location.rules().get(0).conditions()) {
            if (condition instanceof DateExpression date && "lt".equals(date.operation()) && date.end() != null) {
                return Optional.ofNullable(IsoTime.parse(date.end(), at));
            }
        }
        return Optional.empty();
    }
}
