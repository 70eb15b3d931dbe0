package io.systole.policy.input;

import io.systole.cib.AgentName;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Numbers;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Unpacks clones: the limits first, then as many instances as the maximum says. */
final class CloneReader {
    /** More instances than this are not made, whatever is asked for: a slip of the hand must not eat the memory of the DC. */
    static final int INSTANCES_MAX = 1000;

    private final WorkingState state;
    private final ResourceReader resources;

    CloneReader(WorkingState state, ResourceReader resources) {
        this.state = state;
        this.resources = resources;
    }

    @Nullable
    PlanClone read(Clone written, @Nullable PlanResource parent) {
        Clone config = written.master() ? promotable(written) : written;
        PlanClone clone = new PlanClone(resources.identity(config.id(), -1), config, parent);
        resources.finish(clone);
        clone.promotable = clone.metaTrue("promotable");
        resources.finish(clone);
        limits(clone);
        for (AgentName agent : agents(config.child())) {
            if (clone.promotable && !agent.resourceClass().equalsIgnoreCase("ocf")) {
                return null;
            }
            if (clone.unique && !canBeUnique(agent)) {
                clone.unique = false;
                clone.cloneNodeMax = 1;
                clone.cloneMax = Math.min(clone.cloneMax, state.nodes.size());
            }
        }
        if (!clone.unique && clone.cloneNodeMax > 1) {
            clone.cloneNodeMax = 1;
        }
        clone.meta.putIfAbsent("resource-stickiness", "1");
        clone.meta.put("globally-unique", clone.unique ? "true" : "false");
        clone.meta.put("clone-max", Integer.toString(clone.cloneMax));
        for (int number = 0; number < Math.max(1, clone.cloneMax); number++) {
            PlanResource instance = resources.read(config.child(), clone, number);
            if (instance == null) {
                return null;
            }
            makeAlike(clone, instance);
            clone.children.add(instance);
        }
        if (clone.cloneMax == 0) {
            markRemoved(clone.children.get(0));
        }
        return clone;
    }

    /** Whatever is configured, an instance of an anonymous clone and all below it is anonymous. */
    private static void makeAlike(PlanClone clone, PlanResource instance) {
        if (!clone.unique && instance.unique) {
            instance.unique = false;
            instance.meta.put("globally-unique", "false");
        }
        instance.children.forEach(child -> makeAlike(clone, child));
    }

    private static boolean canBeUnique(AgentName agent) {
        String resourceClass = agent.resourceClass().toLowerCase(Locale.ROOT);
        return resourceClass.equals("ocf") || resourceClass.equals("stonith");
    }

    private List<AgentName> agents(ResourceConfig child) {
        List<AgentName> agents = new ArrayList<>();
        List<Primitive> primitives = child instanceof Group group ? group.members() : List.of((Primitive) child);
        for (Primitive primitive : primitives) {
            AgentName agent = resources.agentOf(primitive);
            if (agent != null) {
                agents.add(agent);
            }
        }
        return agents;
    }

    private void limits(PlanClone clone) {
        if (clone.promotable) {
            clone.promotedMax = limit(clone, "promoted-max", "master-max", 1);
            clone.promotedNodeMax = limit(clone, "promoted-node-max", "master-node-max", 1);
        }
        clone.cloneNodeMax = limit(clone, "clone-node-max", "clone-node-max", 1);
        clone.cloneMax =
                Math.min(INSTANCES_MAX, limit(clone, "clone-max", "clone-max", Math.max(1, state.nodes.size())));
        clone.cloneMin = limit(clone, "clone-min", "clone-min", 0);
        clone.ordered = clone.metaTrue("ordered");
        clone.interleave = clone.metaTrue("interleave");
    }

    private static int limit(PlanClone clone, String name, String oldName, int byDefault) {
        String text = clone.meta(name) != null ? clone.meta(name) : clone.meta(oldName);
        return text == null ? byDefault : Numbers.atLeast(text, 0);
    }

    /** The old element master stands for a clone that is promotable whatever else it says. */
    private static Clone promotable(Clone master) {
        List<PropertySet> meta = new ArrayList<>(master.metaAttributes());
        meta.add(new PropertySet(
                master.id().value() + "-promotable",
                null,
                "INFINITY",
                null,
                List.of(new NvPair(null, null, "promotable", "true"))));
        return new Clone(master.id(), master.description(), master.instanceAttributes(), meta, master.child(), false);
    }

    @Nullable
    PlanResource extraInstance(PlanClone clone) {
        if (!(clone.config instanceof Clone config)) {
            return null;
        }
        PlanResource instance = resources.read(config.child(), clone, clone.children.size());
        if (instance != null) {
            markRemoved(instance);
            makeAlike(clone, instance);
            clone.children.add(instance);
            state.register(instance);
            resources.defaultScores(instance);
        }
        return instance;
    }

    private static void markRemoved(PlanResource resource) {
        resource.removed = true;
        resource.children.forEach(CloneReader::markRemoved);
    }
}
