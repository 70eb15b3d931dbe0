package io.systole.policy.model;

import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A resource in the working state: what is configured, what the history says, where it may run, what was decided. */
public abstract sealed class PlanResource permits PlanPrimitive, PlanGroup, PlanClone, PlanBundle {
    public final int index;
    /** The id with the instance number, such as {@code db:0}. */
    public final String id;
    /** The id as configured, without the instance number. */
    public final String configuredId;
    /** The number of the clone instance that this is, or is part of; -1 outside clones. */
    public final int instance;
    /** The element of the configuration, merged with its template; made up for implied and removed resources. */
    public final ResourceConfig config;

    public final @Nullable PlanResource parent;
    public final List<PlanResource> children = new ArrayList<>();
    /** All meta attributes that hold, inherited and default ones included. */
    public SortedMap<String, String> meta = new TreeMap<>();

    /** The name under which the history runs, if it differs from the id. */
    public @Nullable String historyId;

    public int priority;
    public int stickiness;
    public boolean critical = true;
    public boolean notifies;
    public Requires requires = Requires.NOTHING;
    public boolean managed = true;
    public boolean maintenance;
    public boolean blocked;
    public boolean failed;
    /** A failed resource that has to be stopped (on-fail=restart and stronger). */
    public boolean stopIfFailed;

    public boolean removed;
    public boolean unique = true;
    public boolean exclusiveDiscovery;

    public Role currentRole = Role.STOPPED;
    public Role nextRole = Role.UNKNOWN;
    /** The nodes where it, or a part of it, is active, in the order of discovery. */
    public final List<PlanNode> activeNodes = new ArrayList<>();
    /** The nodes with any history of it. */
    public final KnownNodes knownOn = new KnownNodes();

    public CandidateTable candidates = new CandidateTable();
    public final List<LocationWish> locations = new ArrayList<>();
    /** Colocations in which this is the dependent, and those in which it is the primary; sorted. */
    public final List<ColocationPair> colocatedWith = new ArrayList<>();

    public final List<ColocationPair> dependents = new ArrayList<>();
    public final List<TicketWish> tickets = new ArrayList<>();

    /** Decided, possibly to run nowhere. */
    public boolean decided;

    public boolean beingAssigned;
    public boolean merging;
    /** A collective resource's own mark that the choice of roles has begun. */
    public boolean choosingRoles;
    /** The promotion priority of an instance. */
    public int promotionPriority;
    /** How the promotion priority came about, the last step first. */
    public @Nullable Contribution promotionWhy;

    PlanResource(Identity identity, ResourceConfig config, @Nullable PlanResource parent) {
        this.index = identity.index();
        this.id = identity.id();
        this.configuredId = identity.configuredId();
        this.instance = identity.instance();
        this.config = config;
        this.parent = parent;
    }

    /** Who a resource is: its place in the order of creation, its ids, its instance number or -1. */
    public record Identity(int index, String id, String configuredId, int instance) {}

    public abstract ResourceKind kind();

    public boolean isCollective() {
        return kind() != ResourceKind.PRIMITIVE;
    }

    public @Nullable String meta(String name) {
        return meta.get(name);
    }

    public boolean metaTrue(String name) {
        return Truth.isTrue(meta.get(name));
    }

    /** The highest ancestor, not going up into a bundle. */
    public PlanResource top() {
        PlanResource top = this;
        while (top.parent != null && !(top.parent instanceof PlanBundle)) {
            top = top.parent;
        }
        return top;
    }

    /** The outermost ancestor, bundles included. */
    public PlanResource outermost() {
        PlanResource top = this;
        while (top.parent != null) {
            top = top.parent;
        }
        return top;
    }

    /** The bundle that this is a part of, if any. */
    public @Nullable PlanBundle bundle() {
        for (PlanResource up = parent; up != null; up = up.parent) {
            if (up instanceof PlanBundle bundle) {
                return bundle;
            }
        }
        return null;
    }

    /** Whether the top is a promotable clone. */
    public boolean promotable() {
        return top() instanceof PlanClone clone && clone.promotable;
    }

    public boolean needsFencing() {
        return requires == Requires.FENCING || requires == Requires.UNFENCING;
    }

    /** The name that history and node attributes use. */
    public String historyName() {
        return historyId != null ? historyId : id;
    }

    /** The resource and everything below it without children of its own, in order. */
    public List<PlanPrimitive> leaves() {
        List<PlanPrimitive> leaves = new ArrayList<>();
        collectLeaves(leaves);
        return leaves;
    }

    private void collectLeaves(List<PlanPrimitive> leaves) {
        if (this instanceof PlanPrimitive primitive) {
            leaves.add(primitive);
        }
        for (PlanResource child : children) {
            child.collectLeaves(leaves);
        }
    }

    /** Whether it is blocked, or anything below it is. */
    public boolean anyBlocked() {
        return blocked || children.stream().anyMatch(PlanResource::anyBlocked);
    }

    public boolean anyFailed() {
        return failed || children.stream().anyMatch(PlanResource::anyFailed);
    }

    /** The node that counts as its present one when it is active on several; null when it is active nowhere. */
    public @Nullable PlanNode currentNode() {
        return choose(activeNodes);
    }

    /** Takes the first, or where no fencing is required the first that is online and clean. */
    final @Nullable PlanNode choose(List<PlanNode> nodes) {
        if (nodes.isEmpty()) {
            return null;
        }
        if (!needsFencing()) {
            for (PlanNode node : nodes) {
                if (node.online && !node.unclean) {
                    return node;
                }
            }
        }
        return nodes.get(0);
    }

    /** The nodes that were assigned to it and its parts, without repetition. */
    public List<PlanNode> assignedNodes() {
        List<PlanNode> nodes = new ArrayList<>();
        for (PlanPrimitive leaf : leaves()) {
            if (leaf.assigned != null && !nodes.contains(leaf.assigned.node)) {
                nodes.add(leaf.assigned.node);
            }
        }
        return nodes;
    }

    /** The one node that it is assigned to; null when it has none or several. */
    public @Nullable PlanNode singleAssignedNode() {
        List<PlanNode> nodes = assignedNodes();
        return nodes.size() == 1 ? nodes.get(0) : null;
    }

    /** The highest current role of this and everything below. */
    public Role highestCurrentRole() {
        Role highest = children.isEmpty() ? currentRole : Role.UNKNOWN;
        for (PlanResource child : children) {
            Role role = child.highestCurrentRole();
            highest = role.above(highest) ? role : highest;
        }
        return highest;
    }

    /** The highest next role of this and everything below. */
    public Role highestNextRole() {
        Role highest = children.isEmpty() ? nextRole : Role.UNKNOWN;
        for (PlanResource child : children) {
            Role role = child.highestNextRole();
            highest = role.above(highest) ? role : highest;
        }
        return highest;
    }

    @Override
    public String toString() {
        return id;
    }
}
