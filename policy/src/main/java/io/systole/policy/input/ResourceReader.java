package io.systole.policy.input;

import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Truth;
import io.systole.policy.model.ConfiguredOperation;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.RuleContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unpacks resources, each with its children; what is invalid is left out as a whole. */
public final class ResourceReader {
    private final WorkingState state;
    private final MetaReader metas;
    private final Templates templates;
    private final CloneReader clones;
    private final BundleReader bundles;

    ResourceReader(WorkingState state, List<ResourceConfig> resources) {
        this.state = state;
        this.metas = new MetaReader(state);
        this.templates = new Templates(resources, state.references);
        this.clones = new CloneReader(state, this);
        this.bundles = new BundleReader(state, this);
    }

    /** Unpacks the resources in order and gives each its default scores. */
    void readAll(List<ResourceConfig> resources) {
        for (ResourceConfig config : resources) {
            if (config instanceof Template) {
                continue;
            }
            PlanResource resource = read(config, null, -1);
            if (resource != null) {
                state.resources.add(resource);
                state.register(resource);
                defaultScores(resource);
            }
        }
    }

    @Nullable
    PlanResource read(ResourceConfig config, @Nullable PlanResource parent, int instance) {
        if (config instanceof Primitive primitive) {
            return primitive(primitive, parent, instance);
        }
        if (config instanceof Group group) {
            return group(group, parent, instance);
        }
        if (config instanceof Clone clone) {
            return clones.read(clone, parent);
        }
        return config instanceof Bundle bundle ? bundles.read(bundle) : null;
    }

    /** The agent that a primitive comes down to; null when its template is not there. */
    @Nullable
    AgentName agentOf(Primitive primitive) {
        Primitive effective = templates.effective(primitive);
        return effective == null ? null : effective.agent();
    }

    private @Nullable PlanPrimitive primitive(Primitive written, @Nullable PlanResource parent, int instance) {
        Primitive config = templates.effective(written);
        if (config == null || config.agent() == null) {
            return null;
        }
        PlanPrimitive primitive = new PlanPrimitive(identity(config.id(), instance), config, config.agent(), parent);
        if (config.operations() != null) {
            primitive.operations = config.operations().operations().stream()
                    .map(ConfiguredOperation::of)
                    .toList();
        }
        finish(primitive);
        state.properties
                .read(config.utilization(), RuleContext.timeOnly())
                .forEach((name, value) -> primitive.utilization.put(name, (int) Numbers.integerOr(value, 0)));
        if (primitive.isFenceDevice()) {
            state.haveFenceDevice = true;
        }
        return primitive;
    }

    private @Nullable PlanGroup group(Group config, @Nullable PlanResource parent, int instance) {
        PlanGroup group = new PlanGroup(identity(config.id(), instance), config, parent);
        finish(group);
        group.ordered = !Truth.isFalse(group.meta("ordered"));
        group.colocated = !Truth.isFalse(group.meta("collocated"));
        for (Primitive member : config.members()) {
            PlanResource child = read(member, group, instance);
            if (child != null) {
                group.children.add(child);
            }
        }
        return group.children.isEmpty() ? null : group;
    }

    PlanResource.Identity identity(ResourceId id, int instance) {
        String name = instance < 0 ? id.value() : id.value() + ":" + instance;
        return new PlanResource.Identity(state.nextResourceIndex(), name, id.value(), instance);
    }

    /** Resolves the meta attributes of a new resource and sets its flags. */
    void finish(PlanResource resource) {
        resource.meta = metas.read(resource);
        ResourceFlags.apply(state, resource);
    }

    /** A further instance of a clone, beyond its maximum: removed from the start. */
    public @Nullable PlanResource extraInstance(PlanClone clone) {
        return clones.extraInstance(clone);
    }

    /** A resource that only the history knows, made up from its agent; appended to the list. */
    public PlanPrimitive removed(ResourceId id, AgentName agent) {
        Primitive config = new Primitive(id, agent, null, null, List.of(), List.of(), List.of(), null);
        PlanPrimitive primitive = new PlanPrimitive(identity(id, -1), config, agent, null);
        finish(primitive);
        primitive.removed = true;
        if (primitive.isFenceDevice()) {
            state.haveFenceDevice = true;
        }
        state.resources.add(primitive);
        state.register(primitive);
        defaultScores(primitive);
        return primitive;
    }

    /** A removed connection: its node is known again, and shuts down. */
    public void linkRemovedConnection(PlanPrimitive connection) {
        PlanNode node = state.node(connection.id);
        if (node == null) {
            node = state.addNode(connection.id, connection.id, true, 0);
            new NodeReader(state).begin(node);
        }
        Unpacking.linkConnection(state, connection);
        node.shutdown = true;
    }

    /** The scores that a resource has on all nodes known so far before anything else is said about them. */
    void defaultScores(PlanResource resource) {
        boolean guestConnection = resource instanceof PlanPrimitive primitive
                && primitive.isConnection()
                && primitive.meta("container") != null;
        if (state.options.symmetric()) {
            for (PlanNode node : state.nodes) {
                if (node.discovery != Discovery.NEVER) {
                    defaultScore(resource, node);
                }
            }
        } else if (guestConnection) {
            Preference.giveAll(state, resource, 0, "default");
        }
    }

    private static void defaultScore(PlanResource resource, PlanNode node) {
        for (PlanResource child : resource.children) {
            defaultScore(child, node);
        }
        if (!resource.exclusiveDiscovery) {
            Preference.entry(resource, node).add(0, "default");
        }
    }
}
