package io.systole.policy.order;

import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relations;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relations that every resource brings along, between its own actions and those of its parts. */
public final class InternalOrder {

    private final Relations relations;
    private final PrimitiveOrder primitives;

    public InternalOrder(ActionTable actions) {
        this.relations = actions.relations();
        this.primitives = new PrimitiveOrder(actions);
    }

    public void add(PlanResource resource) {
        if (resource instanceof PlanPrimitive primitive) {
            primitives.add(primitive);
        } else if (resource instanceof PlanGroup group) {
            addGroup(group);
        } else if (resource instanceof PlanClone clone) {
            addClone(clone);
        } else if (resource instanceof PlanBundle bundle) {
            addBundle(bundle);
        }
    }

    private void addGroup(PlanGroup group) {
        relations.add(group, Task.STOP, group, Task.STOPPED, Effect.BLOCK_THEN);
        relations.add(group, Task.STOPPED, group, Task.START, Effect.ORDER);
        relations.add(group, Task.START, group, Task.RUNNING, Effect.BLOCK_THEN);
        PlanResource previous = null;
        PlanResource lastActive = null;
        for (PlanResource member : group.children) {
            add(member);
            memberAndGroup(group, member, previous == null);
            if (group.ordered && previous != null) {
                afterPrevious(group, previous, member);
            }
            boolean active = !member.activeNodes.isEmpty();
            if (group.ordered && active) {
                if (previous != null && previous.activeNodes.isEmpty()) {
                    relations.add(member, Task.STOP, previous, Task.START, Effect.PULL_FIRST | Effect.BLOCK_THEN);
                    if (lastActive != null) {
                        relations.add(member, Task.STOP, lastActive, Task.STOP, Effect.ORDER);
                    }
                }
                lastActive = member;
            }
            previous = member;
        }
    }

    private void memberAndGroup(PlanGroup group, PlanResource member, boolean first) {
        boolean firstOrdered = first && group.ordered;
        int down = firstOrdered ? Effect.SHOW_FIRST | Effect.ORDER : Effect.SHOW_FIRST;
        int up = firstOrdered ? Effect.PULL_THEN : Effect.SHOW_THEN;
        int started = Effect.BLOCK_THEN | Effect.PULL_THEN | Effect.SHOW_THEN;
        boolean promotable = group.promotable();
        if (promotable) {
            relations.add(group, Task.DEMOTE, member, Task.DEMOTE, down);
            relations.add(member, Task.DEMOTE, group, Task.DEMOTED, up);
            relations.add(member, Task.PROMOTE, group, Task.PROMOTED, started);
            relations.add(group, Task.PROMOTE, member, Task.PROMOTE, Effect.SHOW_FIRST);
        }
        relations.add(group, Task.STOP, member, Task.STOP, down);
        relations.add(member, Task.STOP, group, Task.STOPPED, up);
        relations.add(group, Task.START, member, Task.START, Effect.SHOW_FIRST);
        relations.add(member, Task.START, group, Task.RUNNING, started);
        if (!group.ordered) {
            int follows = Effect.PULL_THEN | Effect.BLOCK_THEN | Effect.SHOW_FIRST;
            relations.add(group, Task.START, member, Task.START, follows);
            if (promotable) {
                relations.add(group, Task.PROMOTE, member, Task.PROMOTE, follows);
            }
        }
    }

    private void afterPrevious(PlanGroup group, PlanResource previous, PlanResource member) {
        relations.add(previous, Task.START, member, Task.START, Effect.PULL_THEN | Effect.BLOCK_THEN);
        relations.add(member, Task.STOP, previous, Task.STOP, Effect.ORDER | Effect.RESTART);
        if (group.promotable()) {
            relations.add(previous, Task.PROMOTE, member, Task.PROMOTE, Effect.PULL_THEN | Effect.BLOCK_THEN);
            relations.add(member, Task.DEMOTE, previous, Task.DEMOTE, Effect.ORDER);
        }
    }

    private void addClone(PlanClone clone) {
        relations.add(clone, Task.STOPPED, clone, Task.START, Effect.ORDER);
        relations.add(clone, Task.START, clone, Task.RUNNING, Effect.BLOCK_THEN);
        relations.add(clone, Task.STOP, clone, Task.STOPPED, Effect.BLOCK_THEN);
        if (clone.promotable) {
            relations.add(clone, Task.DEMOTED, clone, Task.STOP, Effect.ORDER);
            relations.add(clone, Task.RUNNING, clone, Task.PROMOTE, Effect.BLOCK_THEN);
        }
        if (clone.ordered) {
            clone.children.sort(Comparator.comparingInt(instance -> instance.instance));
        }
        for (int i = 0; i < clone.children.size(); i++) {
            PlanResource instance = clone.children.get(i);
            add(instance);
            relations.add(clone, Task.START, instance, Task.START, Effect.BLOCK_THEN | Effect.SHOW_FIRST);
            relations.add(instance, Task.START, clone, Task.RUNNING, Effect.SHOW_THEN);
            relations.add(clone, Task.STOP, instance, Task.STOP, Effect.SHOW_FIRST);
            relations.add(instance, Task.STOP, clone, Task.STOPPED, Effect.SHOW_THEN);
            if (clone.ordered) {
                for (PlanResource later : clone.children.subList(i + 1, clone.children.size())) {
                    relations.add(instance, Task.START, later, Task.START, Effect.ORDER);
                    relations.add(later, Task.STOP, instance, Task.STOP, Effect.ORDER);
                }
            }
        }
        if (clone.promotable) {
            addRoles(clone);
        }
    }

    private void addRoles(PlanClone clone) {
        PrimitiveOrder.promotable(relations, clone);
        @Nullable PlanResource previous = null;
        for (PlanResource instance : clone.children) {
            relations.add(instance, Task.DEMOTE, instance, Task.PROMOTE, Effect.ORDER);
            relations.add(clone, Task.PROMOTE, instance, Task.PROMOTE, Effect.ORDER);
            relations.add(instance, Task.PROMOTE, clone, Task.PROMOTED, Effect.ORDER);
            if (clone.ordered && previous != null) {
                relations.add(previous, Task.PROMOTE, instance, Task.PROMOTE, Effect.ORDER);
            }
            relations.add(clone, Task.DEMOTE, instance, Task.DEMOTE, Effect.SHOW_FIRST);
            relations.add(instance, Task.DEMOTE, clone, Task.DEMOTED, Effect.SHOW_THEN);
            if (clone.ordered && previous != null) {
                relations.add(instance, Task.DEMOTE, previous, Task.DEMOTE, Effect.ORDER);
            }
            previous = instance;
        }
    }

    private void addBundle(PlanBundle bundle) {
        for (PlanBundle.Replica replica : bundle.replicas) {
            PlanPrimitive container = replica.container();
            add(container);
            relations.add(bundle, Task.START, container, Task.START, Effect.BLOCK_THEN | Effect.SHOW_FIRST);
            if (replica.instance() != null) {
                relations.add(bundle, Task.STOP, replica.instance(), Task.STOP, Effect.SHOW_FIRST);
            }
            relations.add(bundle, Task.STOP, container, Task.STOP, Effect.SHOW_FIRST);
            relations.add(container, Task.START, bundle, Task.RUNNING, Effect.SHOW_THEN);
            relations.add(container, Task.STOP, bundle, Task.STOPPED, Effect.SHOW_THEN);
            PlanPrimitive address = replica.address();
            if (address != null) {
                add(address);
                relations.add(address, Task.START, container, Task.START, Effect.BLOCK_THEN | Effect.GUEST_OK);
                relations.add(container, Task.STOP, address, Task.STOP, Effect.PULL_FIRST | Effect.GUEST_OK);
            }
            if (replica.connection() != null) {
                add(replica.connection());
            }
        }
        if (bundle.innerClone != null) {
            addInner(bundle, bundle.innerClone);
        }
    }

    private void addInner(PlanBundle bundle, PlanClone inner) {
        relations.add(bundle, Task.START, inner, Task.START, Effect.SHOW_FIRST);
        relations.add(inner, Task.RUNNING, bundle, Task.RUNNING, Effect.SHOW_THEN);
        relations.add(bundle, Task.STOP, inner, Task.STOP, Effect.SHOW_FIRST);
        relations.add(inner, Task.STOPPED, bundle, Task.STOPPED, Effect.SHOW_THEN);
        add(inner);
        if (inner.promotable) {
            PrimitiveOrder.promotable(relations, bundle);
            for (List<String> tasks :
                    List.of(List.of(Task.DEMOTE, Task.DEMOTED), List.of(Task.PROMOTE, Task.PROMOTED))) {
                relations.add(bundle, tasks.get(0), inner, tasks.get(0), Effect.SHOW_FIRST);
                relations.add(inner, tasks.get(1), bundle, tasks.get(1), Effect.SHOW_THEN);
            }
        }
    }
}
