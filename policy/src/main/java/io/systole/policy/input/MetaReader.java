package io.systole.policy.input;

import io.systole.cib.AgentName;
import io.systole.cib.ResourceConfig;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.RuleContext;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the meta attributes of a resource: its XML attributes, its own sets, those of its ancestors (the nearest
 * first), the defaults of resources, and last all that the parent resolved to.
 */
final class MetaReader {
    private final WorkingState state;
    /** Defaults by agent, since all resources of an agent have the same. */
    private final SortedMap<String, SortedMap<String, String>> defaults = new TreeMap<>();

    MetaReader(WorkingState state) {
        this.state = state;
    }

    SortedMap<String, String> read(PlanResource resource) {
        AgentName agent = resource instanceof PlanPrimitive primitive ? primitive.agent : null;
        RuleContext context = RuleContext.ofAgent(agent);
        TreeMap<String, String> meta = new TreeMap<>();
        addElement(meta, resource, agent);
        ResourceConfig config = resource.config;
        addMissing(meta, state.properties.read(config.metaAttributes(), context));
        for (PlanResource up = resource.parent; up != null; up = up.parent) {
            addMissing(meta, state.properties.read(up.config.metaAttributes(), context));
        }
        addMissing(
                meta,
                defaults.computeIfAbsent(agent == null ? "" : agent.toString(), key -> state.resourceDefaults(agent)));
        if (resource.parent != null) {
            addMissing(meta, resource.parent.meta);
        }
        return meta;
    }

    private static void addElement(Map<String, String> meta, PlanResource resource, @Nullable AgentName agent) {
        meta.put("id", resource.id);
        String description = resource.config.description();
        if (description != null && !description.equalsIgnoreCase("#default")) {
            meta.put("description", description);
        }
        if (agent != null) {
            meta.put("class", agent.resourceClass());
            meta.put("type", agent.type());
            if (agent.provider() != null) {
                meta.put("provider", agent.provider());
            }
        }
        if (resource.instance >= 0) {
            meta.put("clone", Integer.toString(resource.instance));
        }
    }

    private static void addMissing(Map<String, String> meta, Map<String, String> more) {
        more.forEach(meta::putIfAbsent);
    }
}
