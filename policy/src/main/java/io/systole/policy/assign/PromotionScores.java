package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The promotion score of an instance on a node, as its agent set it in a node attribute; of a group the members' sum. */
final class PromotionScores {
    private PromotionScores() {}

    /** Empty when there is no value. */
    static OptionalInt of(PlanResource instance, PlanNode node) {
        if (instance instanceof PlanPrimitive primitive) {
            return ofPrimitive(primitive, node);
        }
        int sum = 0;
        boolean any = false;
        for (PlanResource member : instance.children) {
            OptionalInt score = of(member, node);
            any |= score.isPresent();
            sum += score.orElse(0);
        }
        return any ? OptionalInt.of(Scores.clip(sum)) : OptionalInt.empty();
    }

    private static OptionalInt ofPrimitive(PlanPrimitive primitive, PlanNode node) {
        if (!applies(primitive, node)) {
            return OptionalInt.empty();
        }
        String value = value(primitive, node, "master-" + primitive.historyName());
        if (value == null && !primitive.unique) {
            value = value(primitive, node, "master-" + primitive.configuredId);
        }
        return value == null ? OptionalInt.empty() : OptionalInt.of(Scores.parseOr(value, 0));
    }

    private static @Nullable String value(PlanPrimitive primitive, PlanNode node, String attribute) {
        PlanPrimitive connection = node.connection;
        if (node.isGuest()
                && connection != null
                && connection.launcher != null
                && "host".equalsIgnoreCase(primitive.meta("container-attribute-target"))) {
            PlanNode host = primitive.decided ? connection.launcher.assignedNode() : connection.launcher.currentNode();
            return host == null ? null : host.attribute(attribute);
        }
        return node.attribute(attribute);
    }

    private static boolean applies(PlanPrimitive primitive, PlanNode node) {
        Candidate entry = primitive.candidates.get(node);
        if (entry == null || entry.score < 0) {
            return false;
        }
        if (!primitive.unique && primitive.top() instanceof PlanClone clone) {
            PlanPrimitive active = activeOn(clone, primitive.configuredId, node);
            if (active != null) {
                if (active == primitive) {
                    return true;
                }
            } else if (knownOn(clone, primitive.configuredId, node)) {
                return true;
            }
        }
        if (primitive.activeNodes.isEmpty() && primitive.knownOn.isEmpty()) {
            return true;
        }
        return primitive.knownOn.contains(node) || primitive.activeNodes.contains(node);
    }

    private static @Nullable PlanPrimitive activeOn(PlanClone clone, String name, PlanNode node) {
        for (PlanPrimitive leaf : clone.leaves()) {
            if (leaf.configuredId.equals(name) && leaf.activeNodes.contains(node)) {
                return leaf;
            }
        }
        return null;
    }

    private static boolean knownOn(PlanClone clone, String name, PlanNode node) {
        for (PlanPrimitive leaf : clone.leaves()) {
            if (leaf.configuredId.equals(name) && leaf.knownOn.contains(node)) {
                return true;
            }
        }
        return false;
    }
}
