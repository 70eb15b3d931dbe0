package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.constraint.Colocations;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The colocations and bans that groups, containers, connections and fence devices imply. */
final class InternalConstraints {
    private static final int CONNECTION_WITH_CONTAINER = 10_000;

    private InternalConstraints() {}

    static void run(WorkingState state) {
        state.resources.forEach(InternalConstraints::of);
    }

    private static void of(PlanResource resource) {
        if (resource instanceof PlanPrimitive primitive) {
            ofPrimitive(primitive);
        } else if (resource instanceof PlanGroup group) {
            ofGroup(group);
        } else if (resource instanceof PlanClone clone) {
            if (clone.ordered) {
                clone.children.sort(Comparator.comparingInt((PlanResource instance) -> instance.instance));
            }
            clone.children.forEach(InternalConstraints::of);
        } else if (resource instanceof PlanBundle bundle) {
            ofBundle(bundle);
        }
    }

    private static void ofGroup(PlanGroup group) {
        PlanResource previous = null;
        for (PlanResource member : group.children) {
            of(member);
            if (previous != null && group.colocated) {
                enter("#group-members", member, previous, Scores.INFINITY, member.critical);
            }
            previous = member;
        }
    }

    private static void ofBundle(PlanBundle bundle) {
        for (PlanBundle.Replica replica : bundle.replicas) {
            ofPrimitive(replica.container());
            if (replica.address() != null) {
                ofPrimitive(replica.address());
                enter("#ip-with-container", replica.address(), replica.container(), Scores.INFINITY, true);
            }
            if (replica.connection() != null) {
                ofPrimitive(replica.connection());
            }
        }
        if (bundle.innerClone != null) {
            of(bundle.innerClone);
        }
    }

    static void enter(String id, PlanResource dependent, PlanResource primary, int score, boolean influence) {
        Colocations.enter(new ColocationPair(
                id, dependent, Role.UNKNOWN, primary, Role.UNKNOWN, ColocationPair.NODE_NAME, score, influence, false));
    }

    private static void ofPrimitive(PlanPrimitive primitive) {
        if (!primitive.managed) {
            return;
        }
        PlanPrimitive launcher = primitive.launcher;
        if (launcher != null) {
            boolean bundled = primitive.bundle() != null;
            if (primitive.isConnection() && !bundled) {
                banRemotes(launcher);
            }
            PlanNode only = primitive.isConnection() ? null : remoteNodeOf(launcher);
            if (only != null) {
                for (Candidate candidate : primitive.candidates.walk()) {
                    if (candidate.node != only) {
                        candidate.set(-Scores.INFINITY, "only inside of " + launcher.id);
                    }
                }
            } else {
                boolean bundleConnection = primitive.isConnection() && bundled;
                enter(
                        "#resource-with-container",
                        primitive,
                        launcher,
                        bundleConnection ? CONNECTION_WITH_CONTAINER : Scores.INFINITY,
                        true);
            }
        }
        if (primitive.isConnection() || primitive.isFenceDevice()) {
            banRemotes(primitive);
        }
    }

    private static @Nullable PlanNode remoteNodeOf(PlanPrimitive launcher) {
        if (launcher.isConnection()) {
            return launcher.remoteNode;
        }
        for (PlanPrimitive launched : launcher.launched) {
            if (launched.isConnection() && launched.remoteNode != null) {
                return launched.remoteNode;
            }
        }
        return null;
    }

    private static void banRemotes(PlanPrimitive primitive) {
        for (Candidate candidate : primitive.candidates.walk()) {
            if (candidate.node.remoteType) {
                candidate.set(-Scores.INFINITY, "not on Pacemaker Remote nodes");
            }
        }
    }
}
