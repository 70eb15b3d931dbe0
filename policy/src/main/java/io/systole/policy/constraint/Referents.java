package io.systole.policy.constraint;

import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Template;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an id in a constraint means: a resource, or through a tag or template several. */
public final class Referents {
    private final WorkingState state;
    private final Map<String, List<String>> templateUsers = new TreeMap<>();

    public Referents(WorkingState state) {
        this.state = state;
        state.cib.configuration().resources().forEach(this::addUsers);
    }

    private void addUsers(ResourceConfig resource) {
        if (resource instanceof Template template) {
            templateUsers.computeIfAbsent(template.id().value(), id -> new ArrayList<>());
        } else if (resource instanceof Primitive primitive && primitive.template() != null) {
            templateUsers
                    .computeIfAbsent(primitive.template().value(), id -> new ArrayList<>())
                    .add(primitive.id().value());
        } else if (resource instanceof Group group) {
            group.members().forEach(this::addUsers);
        } else if (resource instanceof Clone clone) {
            addUsers(clone.child());
        } else if (resource instanceof io.systole.cib.Bundle bundle && bundle.primitive() != null) {
            addUsers(bundle.primitive());
        }
    }

    /** The resource of an id or a name in the history; a name that an instance goes by means its whole clone. */
    public @Nullable PlanResource resource(String id) {
        PlanResource found = state.resourceOrHistory(id);
        if (found == null || found.id.equals(id)) {
            return found;
        }
        return found.top();
    }

    public @Nullable PlanResource resource(@Nullable ResourceId id) {
        return id == null ? null : resource(id.value());
    }

    /** The ids behind a tag or template; null for a resource and for what is unknown. */
    public @Nullable List<String> members(@Nullable ResourceId id) {
        if (id == null || resource(id.value()) != null) {
            return null;
        }
        List<String> tagged = state.tagged(id.value());
        return tagged != null ? tagged : templateUsers.get(id.value());
    }

    /** The sets with references to tags and templates replaced; unchanged when some reference means nothing. */
    public List<ResourceSet> expand(List<ResourceSet> written) {
        List<ResourceSet> sets = new ArrayList<>();
        for (ResourceSet each : written) {
            ResourceSet set = state.references.resolve(each);
            if (set != null) {
                sets.add(set);
            }
        }
        List<ResourceSet> expanded = new ArrayList<>();
        for (ResourceSet set : sets) {
            List<ResourceId> ids = new ArrayList<>();
            for (ResourceId id : set.resources()) {
                List<String> members = members(id);
                if (members != null) {
                    members.forEach(member -> ids.add(new ResourceId(member)));
                } else if (resource(id.value()) != null) {
                    ids.add(id);
                } else {
                    return sets;
                }
            }
            expanded.add(set.withResources(ids));
        }
        return expanded;
    }

    /** A set made up for the resources behind a tag or template, or for a single resource. */
    static ResourceSet set(List<String> ids, @Nullable String role, @Nullable String sequential) {
        return new ResourceSet(
                null,
                null,
                sequential,
                null,
                null,
                null,
                role,
                null,
                null,
                ids.stream().map(ResourceId::new).toList());
    }
}
