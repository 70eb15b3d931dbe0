package io.systole.policy.explain;

import io.systole.cib.Colocation;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.Ticket;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Truth;
import io.systole.policy.rule.References;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Constraints in words. */
final class ConstraintWords {
    private final References references;
    private final RuleWords rules;

    ConstraintWords(References references, RuleWords rules) {
        this.references = references;
        this.rules = rules;
    }

    String of(Constraint constraint) {
        if (constraint instanceof Location location) {
            return of(location);
        }
        if (constraint instanceof Colocation colocation) {
            return of(colocation);
        }
        if (constraint instanceof Order order) {
            return of(order);
        }
        return of((Ticket) constraint);
    }

    /** The score as it is written, or the kind of an order; empty where there is none. */
    String score(Constraint constraint) {
        if (constraint instanceof Location location) {
            Rule rule = location.rules().isEmpty()
                    ? null
                    : references.resolve(location.rules().get(0));
            return rule == null
                    ? nonNull(location.score())
                    : nonNull(rule.score() == null ? rule.scoreAttribute() : rule.score());
        }
        if (constraint instanceof Colocation colocation) {
            return nonNull(colocation.score());
        }
        return constraint instanceof Order order ? nonNull(order.kind() == null ? order.score() : order.kind()) : "";
    }

    private String of(Location location) {
        String who = location.rsc() != null
                ? location.rsc().value()
                : location.rscPattern() != null
                        ? "what is called like " + location.rscPattern()
                        : location.sets().stream().map(this::members).collect(Collectors.joining(", "));
        String role = location.role();
        Rule rule = location.rules().isEmpty()
                ? null
                : references.resolve(location.rules().get(0));
        String where = rule == null
                ? (location.node() == null ? "no node" : location.node().value())
                : "nodes where " + rules.of(rule);
        String score = rule == null ? nonNull(location.score()) : nonNull(rule.score());
        String said = rule != null && rule.scoreAttribute() != null
                ? " goes by the value of " + rule.scoreAttribute() + " on "
                : wish(score);
        String discovery =
                switch (nonNull(location.resourceDiscovery())) {
                    case "never" -> "; it is not looked for there";
                    case "exclusive" -> "; it runs and is looked for nowhere else";
                    default -> "";
                };
        String asked = rule != null && rule.role() != null ? rule.role() : role;
        return who + inRole(asked) + said + where + discovery;
    }

    private static String inRole(@Nullable String role) {
        return role == null || role.equals("Started") ? "" : " as " + role.toLowerCase(Locale.ROOT);
    }

    private static String wish(String text) {
        int score = Scores.parseOr(text, 0);
        if (score >= Scores.INFINITY) {
            return " runs wherever it can on ";
        }
        if (score <= -Scores.INFINITY) {
            return " never runs on ";
        }
        return (score > 0 ? " prefers " : score < 0 ? " avoids " : " is indifferent to ");
    }

    private String of(Colocation colocation) {
        int score = Scores.parseOr(colocation.score(), 0);
        String rack =
                colocation.nodeAttribute() == null || colocation.nodeAttribute().equals("#uname")
                        ? "where "
                        : "where (by equal " + colocation.nodeAttribute() + ") ";
        if (!colocation.sets().isEmpty()) {
            String together = score < 0 ? "apart: " : "together: ";
            return (mandatory(score) ? "must be " : "should be ")
                    + together
                    + colocation.sets().stream().map(this::members).collect(Collectors.joining(" with "));
        }
        String verb =
                mandatory(score) ? (score < 0 ? " must not run " : " must run ") : score < 0 ? " avoids " : " prefers ";
        return id(colocation.rsc()) + inRole(colocation.rscRole()) + verb + rack + id(colocation.withRsc()) + " "
                + (colocation.withRscRole() == null || colocation.withRscRole().equals("Started")
                        ? "runs"
                        : "is " + colocation.withRscRole().toLowerCase(Locale.ROOT));
    }

    private static boolean mandatory(int score) {
        return Math.abs(score) >= Scores.INFINITY;
    }

    private String of(Order order) {
        boolean optional = isOptional(order);
        boolean serialize = "Serialize".equals(order.kind());
        String tail = optional
                ? ", where both happen at once"
                : serialize
                        ? ", never at the same time"
                        : order.symmetrical() != null && !Truth.isTrue(order.symmetrical())
                                ? "; not in reverse when they stop"
                                : "; in reverse when they stop";
        String said;
        if (order.sets().isEmpty()) {
            String first = order.firstAction() == null ? "start" : order.firstAction();
            String then = order.thenAction() == null ? first : order.thenAction();
            said = first + " " + id(order.first()) + ", then " + then + " " + id(order.then());
        } else {
            said = order.sets().stream()
                    .map(set -> (set.action() == null ? "start" : set.action()) + " " + members(set))
                    .collect(Collectors.joining(", then "));
        }
        return said + tail;
    }

    /** Whether it holds only where both actions happen anyway. */
    static boolean isOptional(Order order) {
        return order.kind() == null
                ? order.score() != null && Scores.parseOr(order.score(), 0) == 0
                : order.kind().equals("Optional");
    }

    private String of(Ticket ticket) {
        String who = ticket.rsc() == null
                ? ticket.sets().stream().map(this::members).collect(Collectors.joining(", "))
                : ticket.rsc() + inRole(ticket.rscRole());
        String loss = Objects.requireNonNullElse(ticket.lossPolicy(), "stop");
        return who + " needs the ticket " + ticket.ticket() + "; when it is lost: " + loss;
    }

    private String members(ResourceSet unresolved) {
        ResourceSet set = references.resolve(unresolved);
        List<ResourceId> members = set == null ? List.of() : set.resources();
        String ids = members.stream().map(ResourceId::value).collect(Collectors.joining(" "));
        String role = set == null ? "" : inRole(set.role());
        return (members.size() > 1 ? "{ " + ids + " }" : ids) + role;
    }

    private static String id(@Nullable ResourceId id) {
        return id == null ? "(nothing)" : id.value();
    }

    private static String nonNull(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
