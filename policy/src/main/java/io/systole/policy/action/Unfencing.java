package io.systole.policy.action;

import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Requires;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides when nodes have to be let in again by their fence devices ({@code Fence (on)}), where the configuration uses that. */
public final class Unfencing {

    private static final String UNFENCED = "#node-unfenced";
    private static final String DIGESTS_ALL = "#digests-all";
    private static final String DIGESTS_SECURE = "#digests-secure";

    private final WorkingState state;
    private final ActionTable actions;
    private final FenceRequests fences;

    Unfencing(WorkingState state, ActionTable actions, FenceRequests fences) {
        this.state = state;
        this.actions = actions;
        this.fences = fences;
    }

    /** Whether actions of a resource wait for their node's unfencing. */
    boolean concerns(PlanResource resource) {
        return state.unfencingInUse
                && (resource.requires == Requires.UNFENCING
                        || (resource instanceof PlanPrimitive primitive && primitive.isFenceDevice()));
    }

    /** The node's unfencing, optional until something needs it. */
    public Action on(PlanNode node) {
        return fences.fencing(node, FenceRequests.ON, true, null, false);
    }

    /** A start or probe on a node waits for its unfencing, which is needed if the node was not let in yet. */
    void before(Action action, PlanResource resource, PlanNode node, int effects) {
        if (!concerns(resource)) {
            return;
        }
        Action.attach(on(node), action, effects);
        String unfenced = node.attribute(UNFENCED);
        if (unfenced == null || unfenced.equals("0")) {
            trigger(null, node, "required by " + resource.id + " " + action.task());
        }
    }

    /** Requires the unfencing of a node or, where it is not able and a fence device changed, of those that device may run on. */
    public void trigger(@Nullable PlanPrimitive device, PlanNode node, String reason) {
        if (!state.unfencingInUse || (device != null && !device.isFenceDevice())) {
            return;
        }
        if (able(node)) {
            fences.fencing(node, FenceRequests.ON, false, reason, false);
        } else if (device != null) {
            for (Candidate candidate : device.candidates.walk()) {
                if (able(candidate.node)) {
                    fences.fencing(candidate.node, FenceRequests.ON, false, reason, false);
                }
            }
        }
    }

    private static boolean able(PlanNode node) {
        return node.online && !node.unclean && !node.shutdown;
    }

    /**
     * Adds to a new fencing action what the unfencing devices are now, and requires it if a device is not what the node was
     * let in with.
     */
    void addDigests(Action action, PlanNode node) {
        if (!state.unfencingInUse) {
            return;
        }
        StringBuilder all = new StringBuilder();
        StringBuilder secure = new StringBuilder();
        String knownAll = node.attribute(DIGESTS_ALL);
        String knownSecure = node.attribute(DIGESTS_SECURE);
        for (PlanPrimitive device : devices()) {
            Digests.Texts digests = actions.digests().forUnfencing(device, node);
            String head = device.id + ":" + device.agent.type() + ":";
            all.append(head).append(digests.all()).append(',');
            secure.append(head).append(digests.secure()).append(',');
            boolean same = knownAll == null
                    || knownAll.contains(head + digests.all())
                    || (knownSecure != null && knownSecure.contains(head + digests.secure()));
            if (!same && fences.canFence(node)) {
                action.setOptional(false);
            }
        }
        action.putMeta("digests_all", all.toString());
        action.putMeta("digests_secure", secure.toString());
    }

    /** The fence devices that need or provide unfencing, the last one first. */
    private List<PlanPrimitive> devices() {
        List<PlanPrimitive> devices = new ArrayList<>();
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive primitive : resource.leaves()) {
                if (primitive.isFenceDevice()
                        && (primitive.requires == Requires.UNFENCING
                                || "unfencing".equalsIgnoreCase(primitive.meta("provides")))) {
                    devices.add(primitive);
                }
            }
        }
        Collections.reverse(devices);
        return devices;
    }
}
