package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.Contribution;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.Role;
import io.systole.policy.model.TicketWish;
import io.systole.policy.model.WorkingState;
import java.util.List;
import java.util.OptionalInt;

/** Promotable clones: promotion scores raise the tables before the assignment, and choose the promoted ones after it. */
final class Promotion {
    private final WorkingState state;
    private final ColocationEffect effect;

    Promotion(WorkingState state, ColocationEffect effect) {
        this.state = state;
        this.effect = effect;
    }

    /** Adds positive promotion scores to the instances' tables, and lets the highest be an instance's priority. */
    void addScores(PlanClone clone) {
        if (clone.promotionScoresAdded) {
            return;
        }
        clone.promotionScoresAdded = true;
        for (PlanResource instance : clone.children) {
            for (Candidate candidate : instance.candidates.walk()) {
                if (!candidate.node.able()) {
                    continue;
                }
                int score = PromotionScores.of(instance, candidate.node).orElse(0);
                if (score > 0) {
                    candidate.add(score, "promotion score");
                }
                instance.priority = Math.max(instance.priority, score);
            }
        }
    }

    void chooseRoles(PlanClone clone) {
        for (Candidate candidate : clone.candidates.walk()) {
            candidate.count = 0;
        }
        clone.choosingRoles = true;
        List<PlanResource> instances = List.copyOf(clone.children);
        instances.forEach(instance -> prioritize(clone, instance));
        finalPriorities(clone, instances);
        List<PlanResource> sorted = MergeSort.sorted(instances, Promotion::compare);
        clone.children.clear();
        clone.children.addAll(sorted);
        int promoted = 0;
        for (PlanResource instance : sorted) {
            PlanNode node = instance.singleAssignedNode();
            state.ledger.promotion(instance, node);
            if (node != null && promotes(clone, instance, promoted)) {
                Candidate entry = clone.candidates.get(node);
                if (entry != null) {
                    entry.count++;
                }
                promoted++;
                promote(instance);
            } else {
                demote(instance);
            }
        }
        clone.choosingRoles = false;
    }

    private static int compare(PlanResource a, PlanResource b) {
        if (a.promotionPriority != b.promotionPriority) {
            return Integer.compare(b.promotionPriority, a.promotionPriority);
        }
        Role left = a.highestCurrentRole();
        Role right = b.highestCurrentRole();
        return left != right ? right.compareTo(left) : new InstanceOrder().compare(a, b);
    }

    private static void startedBecomesUnpromoted(PlanResource resource) {
        if (resource.currentRole == Role.STARTED) {
            resource.currentRole = Role.UNPROMOTED;
        }
        resource.children.forEach(Promotion::startedBecomesUnpromoted);
    }

    private void prioritize(PlanClone clone, PlanResource instance) {
        if (instance.highestCurrentRole() == Role.STARTED) {
            startedBecomesUnpromoted(instance);
        }
        instance.promotionPriority = 0;
        instance.promotionWhy = null;
        PlanNode node = instance.singleAssignedNode();
        if (node == null) {
            return;
        }
        Role next = instance.highestNextRole();
        switch (next) {
            case STARTED, UNKNOWN -> {
                OptionalInt score = PromotionScores.of(instance, node);
                instance.priority = score.orElse(-1);
                begin(instance, score.isPresent() ? "promotion score" : "no promotion score");
            }
            case UNPROMOTED, STOPPED -> {
                instance.priority = -Scores.INFINITY;
                begin(instance, "it is to be " + next.text());
            }
            case PROMOTED -> begin(instance, "priority");
        }
        addLocations(instance, instance.locations, node);
        addLocations(instance, clone.locations, node);
        addLocations(instance, clone.promotedLocations, node);
        colocate(instance);
        instance.promotionPriority = next == Role.PROMOTED ? Scores.INFINITY : instance.priority;
        if (next == Role.PROMOTED) {
            settle(instance, "it is to be Promoted");
        }
    }

    private static void begin(PlanResource instance, String source) {
        instance.promotionWhy = new Contribution(null, source, instance.priority, instance.priority);
    }

    /** Notes what raised or lowered the priority since the last step. */
    private static void step(PlanResource instance, int before, String source) {
        if (instance.priority != before) {
            int amount =
                    Math.abs(instance.priority) >= Scores.INFINITY ? instance.priority : instance.priority - before;
            instance.promotionWhy = new Contribution(instance.promotionWhy, source, amount, instance.priority);
        }
    }

    /** Notes that something outweighs all steps before. */
    private static void settle(PlanResource instance, String source) {
        instance.promotionWhy = new Contribution(null, source, instance.promotionPriority, instance.promotionPriority);
    }

    private static void addLocations(PlanResource instance, List<LocationWish> wishes, PlanNode node) {
        for (LocationWish wish : wishes) {
            if (wish.role() != Role.PROMOTED) {
                continue;
            }
            for (LocationWish.NodeScore score : wish.nodes()) {
                if (score.node() == node) {
                    int before = instance.priority;
                    instance.priority = Scores.add(before, score.score());
                    step(instance, before, "location " + wish.id());
                }
            }
        }
    }

    private void colocate(PlanResource instance) {
        for (ColocationPair pair : ColocationLists.dependencies(instance)) {
            int before = instance.priority;
            if (instance instanceof PlanPrimitive primitive) {
                effect.apply(primitive, pair.primary(), pair);
            } else if (instance instanceof PlanGroup group) {
                List<PlanResource> members = group.colocated ? group.children.subList(0, 1) : group.children;
                for (PlanResource member : members) {
                    if (member instanceof PlanPrimitive primitive) {
                        int delta = effect.apply(primitive, pair.primary(), pair);
                        instance.priority = Scores.add(instance.priority, delta);
                    }
                }
            }
            step(instance, before, "colocation " + pair.id() + " with " + pair.primary().id);
        }
    }

    private void finalPriorities(PlanClone clone, List<PlanResource> instances) {
        for (PlanResource instance : instances) {
            PlanNode node = instance.singleAssignedNode();
            Candidate entry = node == null ? null : clone.candidates.get(node);
            if (entry != null && instance.promotionPriority >= 0) {
                addPriority(entry, instance);
            }
        }
        mergeDependents(clone);
        for (TicketWish wish : clone.tickets) {
            if (wish.role() == Role.PROMOTED && (!wish.ticket().granted || wish.ticket().standby)) {
                Preference.banEverywhere(state, clone, "ticket " + wish.ticket().id);
            }
        }
        for (PlanResource instance : instances) {
            PlanNode node = instance.singleAssignedNode();
            if (!instance.managed && instance.highestNextRole() == Role.PROMOTED) {
                instance.promotionPriority = Scores.INFINITY;
                settle(instance, "it is Promoted and not managed");
            } else if (node == null) {
                instance.promotionPriority = -Scores.INFINITY;
                settle(instance, "it runs nowhere");
            } else if (instance.promotionPriority >= 0) {
                Candidate entry = clone.candidates.get(node);
                if (entry != null) {
                    instance.promotionPriority = entry.score;
                    instance.promotionWhy = entry.why;
                }
            }
        }
    }

    /** In detail where the steps lead to the same score, which they do not where they leave what scores can be. */
    private static void addPriority(Candidate entry, PlanResource instance) {
        int total = entry.score;
        Contribution detail = entry.why;
        for (Contribution step : Contribution.inOrder(instance.promotionWhy)) {
            total = Scores.add(total, step.amount());
            detail = new Contribution(detail, step.source(), step.amount(), total);
        }
        entry.add(instance.promotionPriority, "promotion priority of " + instance.id);
        if (total == entry.score) {
            entry.why = detail;
        }
    }

    private static void mergeDependents(PlanClone clone) {
        clone.merging = true;
        for (ColocationPair pair : ColocationLists.dependents(clone)) {
            if (pair.primaryRole() == Role.PROMOTED && ColocationLists.influences(pair, pair.primary())) {
                clone.candidates = ScoreMerge.merge(
                        pair.dependent(),
                        clone,
                        clone.candidates,
                        pair,
                        ScoreMerge.factor(pair.score()),
                        new ScoreMerge.Options(true, true, false));
            }
        }
        clone.merging = false;
    }

    private boolean promotes(PlanClone clone, PlanResource instance, int promoted) {
        if (instance.promotionPriority < 0 || (promoted >= clone.promotedMax && clone.managed)) {
            return false;
        }
        if (!mayBePromoted(clone, instance)) {
            return false;
        }
        boolean frozen = !state.quorate && state.quorumPolicy == QuorumPolicy.FREEZE;
        return !frozen || instance.highestCurrentRole() == Role.PROMOTED;
    }

    private static boolean mayBePromoted(PlanClone clone, PlanResource instance) {
        for (PlanResource child : instance.children) {
            if (!mayBePromoted(clone, child)) {
                return false;
            }
        }
        PlanNode node = instance.singleAssignedNode();
        if (node == null) {
            return false;
        }
        Candidate entry = clone.candidates.get(node);
        if (!instance.managed) {
            return instance.highestCurrentRole() == Role.PROMOTED && entry != null;
        }
        PlanPrimitive connection = node.connection;
        boolean unlaunched = node.isGuest()
                && connection != null
                && connection.launcher != null
                && connection.launcher.assigned == null;
        return instance.priority >= 0
                && node.able()
                && !unlaunched
                && entry != null
                && entry.count < clone.promotedNodeMax;
    }

    private static void promote(PlanResource resource) {
        if (resource.nextRole == Role.UNKNOWN) {
            resource.nextRole = Role.PROMOTED;
        }
        resource.children.forEach(Promotion::promote);
    }

    private static void demote(PlanResource resource) {
        resource.nextRole = resource.assignedNodes().isEmpty() ? Role.STOPPED : Role.UNPROMOTED;
        resource.children.forEach(Promotion::demote);
    }
}
