package io.systole.policy.input;

import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import io.systole.policy.rule.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges primitives with the templates that they name. */
final class Templates {
    private final Map<ResourceId, Template> templates = new TreeMap<>();
    private final References references;

    Templates(List<ResourceConfig> resources, References references) {
        this.references = references;
        for (ResourceConfig resource : resources) {
            if (resource instanceof Template template) {
                templates.put(template.id(), template);
            }
        }
    }

    /** The primitive with all that its template adds; null when the reference leads nowhere. */
    @Nullable
    Primitive effective(Primitive primitive) {
        Operations own = references.resolve(primitive.operations());
        if (primitive.template() == null) {
            return primitive.agent() == null ? null : withOperations(primitive, own);
        }
        Template template = templates.get(primitive.template());
        if (template == null || primitive.template().equals(primitive.id())) {
            return null;
        }
        return new Primitive(
                primitive.id(),
                template.agent(),
                null,
                template.description(),
                joined(template.instanceAttributes(), primitive.instanceAttributes()),
                joined(template.metaAttributes(), primitive.metaAttributes()),
                joined(template.utilization(), primitive.utilization()),
                merged(references.resolve(template.operations()), own));
    }

    private static Primitive withOperations(Primitive primitive, @Nullable Operations operations) {
        return new Primitive(
                primitive.id(),
                primitive.agent(),
                null,
                primitive.description(),
                primitive.instanceAttributes(),
                primitive.metaAttributes(),
                primitive.utilization(),
                operations);
    }

    private static List<PropertySet> joined(List<PropertySet> first, List<PropertySet> then) {
        List<PropertySet> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** The resource's own operations, then those of the template for which it has none of the same name and role. */
    private static @Nullable Operations merged(@Nullable Operations template, @Nullable Operations own) {
        if (template == null || own == null) {
            return own == null ? template : own;
        }
        List<OperationConfig> all = new ArrayList<>(own.operations());
        TreeSet<String> present = new TreeSet<>();
        all.forEach(operation -> present.add(key(operation)));
        for (OperationConfig operation : template.operations()) {
            if (!present.contains(key(operation))) {
                all.add(operation);
            }
        }
        return new Operations(own.id(), null, all);
    }

    private static String key(OperationConfig operation) {
        String role = operation.role() == null ? "started" : operation.role().toLowerCase(Locale.ROOT);
        boolean plain = role.equals("started") || role.equals("unpromoted") || role.equals("slave");
        return operation.name() + " " + (plain ? "started" : role);
    }
}
