package io.systole.policy.explain;

import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Colocation;
import io.systole.cib.Constraint;
import io.systole.cib.Group;
import io.systole.cib.Location;
import io.systole.cib.Order;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.Ticket;
import io.systole.cib.value.Scores;
import io.systole.policy.Planner;
import io.systole.policy.explain.ConstraintAccount.State;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanTicket;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gives account of the constraints of a CIB at a moment: what they say, which count, which contradict each other. */
public final class ConstraintAccounts {
    private final WorkingState state;
    private final RuleWords rules;
    private final ConstraintWords words;
    private final SortedMap<String, List<String>> contradictions;

    private ConstraintAccounts(WorkingState state) {
        this.state = state;
        this.rules = new RuleWords(state.references, state.now());
        this.words = new ConstraintWords(state.references, rules);
        this.contradictions = Contradictions.of(state);
    }

    /** Of all constraints, in the order of the document. */
    public static List<ConstraintAccount> of(Cib cib, Instant now) {
        var accounts = new ConstraintAccounts(Planner.planLive(cib, now).state());
        return accounts.state.cib.configuration().constraints().stream()
                .map(accounts::of)
                .toList();
    }

    /** The ids by which constraints may concern a resource: its own, and those of what it is part of or has as parts. */
    public static NavigableSet<String> family(Cib cib, String resource) {
        var ids = new TreeSet<String>();
        cib.configuration().resources().forEach(top -> family(top, resource, false, ids));
        return ids;
    }

    private static boolean family(ResourceConfig here, String wanted, boolean inside, Set<String> ids) {
        boolean itself = here.id().value().equals(wanted);
        boolean below = false;
        for (ResourceConfig part : parts(here)) {
            below |= family(part, wanted, inside || itself, ids);
        }
        if (itself || inside || below) {
            ids.add(here.id().value());
        }
        return itself || below;
    }

    private static List<ResourceConfig> parts(ResourceConfig resource) {
        if (resource instanceof Group group) {
            return List.copyOf(group.members());
        }
        if (resource instanceof Clone clone) {
            return List.of(clone.child());
        }
        return resource instanceof Bundle bundle && bundle.primitive() != null
                ? List.of(bundle.primitive())
                : List.of();
    }

    private ConstraintAccount of(Constraint constraint) {
        ConstraintAccount account;
        if (constraint instanceof Location location) {
            account = location(location);
        } else if (constraint instanceof Ticket ticket) {
            account = ticket(ticket);
        } else {
            boolean zero = constraint instanceof Colocation colocation
                    && Scores.parseOr(colocation.score(), 0) == 0
                    && colocation.sets().stream().allMatch(set -> set.score() == null);
            account = zero
                    ? account(constraint, State.WITHOUT_EFFECT, "a score of 0 asks for nothing", null)
                    : account(constraint, State.IN_FORCE, "", null);
        }
        return account.state() == State.EXPIRED
                ? account
                : account.with(contradictions.getOrDefault(constraint.id(), List.of()));
    }

    private ConstraintAccount account(Constraint constraint, State is, String why, @Nullable Instant until) {
        String missing = String.join(", ", missing(constraint));
        boolean lost = !missing.isEmpty() && is != State.EXPIRED;
        return new ConstraintAccount(
                constraint.id(),
                keyword(constraint),
                List.copyOf(resources(constraint)),
                words.of(constraint),
                words.score(constraint),
                lost ? State.WITHOUT_EFFECT : is,
                lost ? "there is no resource " + missing : why,
                lost ? null : until,
                List.of());
    }

    private static String keyword(Constraint constraint) {
        if (constraint instanceof Location) {
            return "location";
        }
        if (constraint instanceof Colocation) {
            return "colocation";
        }
        return constraint instanceof Order ? "order" : "rsc_ticket";
    }

    private ConstraintAccount location(Location location) {
        Rule rule = location.rules().isEmpty()
                ? null
                : state.references.resolve(location.rules().get(0));
        if (rule != null) {
            return ruled(location, rule);
        }
        String node = location.node() == null ? "" : location.node().value();
        if (!node.isEmpty() && state.nodeByName(node) == null) {
            return account(location, State.WITHOUT_EFFECT, "no node is called " + node, null);
        }
        boolean zero = Scores.parseOr(location.score(), 0) == 0
                && location.resourceDiscovery() == null
                && location.sets().stream().allMatch(set -> set.score() == null);
        return zero
                ? account(location, State.WITHOUT_EFFECT, "a score of 0 asks for nothing", null)
                : account(location, State.IN_FORCE, "", null);
    }

    private ConstraintAccount ruled(Location location, Rule rule) {
        var recheck = new Recheck(state.now());
        var judge = new Rules(state.references, recheck);
        state.nodes.forEach(node -> judge.passes(rule, RuleContext.onNode(node.attributes)));
        OptionalLong next = recheck.at();
        Instant until = next.isPresent() ? Instant.ofEpochSecond(next.getAsLong()) : null;
        var on = new TreeSet<String>();
        state.locations.stream()
                .filter(wish -> wish.id().equals(location.id()))
                .flatMap(wish -> wish.nodes().stream())
                .map(LocationWish.NodeScore::node)
                .forEach(node -> on.add(node.name));
        if (!on.isEmpty()) {
            return account(location, State.IN_FORCE, "on " + String.join(", ", on), until);
        }
        return rules.isOver(rule)
                ? account(location, State.EXPIRED, "its time is over", null)
                : account(location, State.WAITING, "its rule passes on no node", until);
    }

    private ConstraintAccount ticket(Ticket ticket) {
        PlanTicket known = state.tickets.get(ticket.ticket());
        boolean granted = known != null && known.granted;
        boolean active = known != null && granted && !known.standby;
        String why = active
                ? "the ticket is granted"
                : granted
                        ? "the ticket is on standby, so this may not run"
                        : "the ticket is not granted here, so this may not run";
        return account(ticket, State.IN_FORCE, why, null);
    }

    private List<String> missing(Constraint constraint) {
        return named(constraint).stream()
                .filter(id -> state.tagged(id) == null && family(state.cib, id).isEmpty())
                .toList();
    }

    /** With the resources that a tag or a pattern stands for. */
    private Set<String> resources(Constraint constraint) {
        var ids = new LinkedHashSet<String>();
        for (String id : named(constraint)) {
            List<String> tagged = state.tagged(id);
            if (tagged == null) {
                ids.add(id);
            } else {
                ids.addAll(tagged);
            }
        }
        if (constraint instanceof Location location && location.rscPattern() != null) {
            state.locations.stream()
                    .filter(wish -> wish.id().equals(location.id()))
                    .forEach(wish -> ids.add(wish.resource().id));
        }
        return ids;
    }

    private List<String> named(Constraint constraint) {
        var ids = new ArrayList<String>();
        if (constraint instanceof Location location) {
            add(ids, location.rsc());
            addSets(ids, location.sets());
        } else if (constraint instanceof Colocation colocation) {
            add(ids, colocation.rsc());
            add(ids, colocation.withRsc());
            addSets(ids, colocation.sets());
        } else if (constraint instanceof Order order) {
            add(ids, order.first());
            add(ids, order.then());
            addSets(ids, order.sets());
        } else if (constraint instanceof Ticket ticket) {
            add(ids, ticket.rsc());
            addSets(ids, ticket.sets());
        }
        return ids;
    }

    private static void add(List<String> ids, @Nullable ResourceId id) {
        if (id != null) {
            ids.add(id.value());
        }
    }

    private void addSets(List<String> ids, List<ResourceSet> sets) {
        for (ResourceSet unresolved : sets) {
            ResourceSet set = state.references.resolve(unresolved);
            if (set != null) {
                set.resources().forEach(id -> ids.add(id.value()));
            }
        }
    }
}
