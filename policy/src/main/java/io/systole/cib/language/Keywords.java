package io.systole.cib.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of the language: which syntax a keyword has, and which keyword stands for an element. */
final class Keywords {
    static final String XML = "xml";
    private static final Map<String, Syntax> SYNTAXES = new LinkedHashMap<>();
    private static final Map<String, String> ALIASES =
            Map.of("master", "ms", "collocation", "colocation", "user", "acl_target");
    private static final Map<String, String> BY_ELEMENT = Map.ofEntries(
            Map.entry("node", "node"),
            Map.entry("template", "rsc_template"),
            Map.entry("primitive", "primitive"),
            Map.entry("group", "group"),
            Map.entry("clone", "clone"),
            Map.entry("master", "ms"),
            Map.entry("bundle", "bundle"),
            Map.entry("rsc_location", "location"),
            Map.entry("rsc_colocation", "colocation"),
            Map.entry("rsc_order", "order"),
            Map.entry("rsc_ticket", "rsc_ticket"),
            Map.entry("tag", "tag"),
            Map.entry(TopologySyntax.SECTION, "fencing_topology"),
            Map.entry("alert", "alert"),
            Map.entry("acl_role", "role"),
            Map.entry("acl_target", "acl_target"),
            Map.entry("acl_group", "acl_group"),
            Map.entry("cluster_property_set", "property"));

    static {
        SYNTAXES.put("node", new NodeSyntax());
        SYNTAXES.put("rsc_template", new PrimitiveSyntax("template"));
        SYNTAXES.put("primitive", new PrimitiveSyntax("primitive"));
        SYNTAXES.put("monitor", new MonitorSyntax());
        SYNTAXES.put("group", new ContainerSyntax("group"));
        SYNTAXES.put("clone", new ContainerSyntax("clone"));
        SYNTAXES.put("ms", new ContainerSyntax("master"));
        SYNTAXES.put("bundle", new BundleSyntax());
        SYNTAXES.put("location", new LocationSyntax());
        SYNTAXES.put("colocation", ConstraintSyntax.colocation());
        SYNTAXES.put("order", ConstraintSyntax.order());
        SYNTAXES.put("rsc_ticket", ConstraintSyntax.ticket());
        SYNTAXES.put("tag", new TagSyntax());
        SYNTAXES.put("fencing_topology", new TopologySyntax());
        SYNTAXES.put("alert", new AlertSyntax());
        SYNTAXES.put("role", new AclSyntax("acl_role"));
        SYNTAXES.put("acl_target", new AclSyntax("acl_target"));
        SYNTAXES.put("acl_group", new AclSyntax("acl_group"));
        SYNTAXES.put("property", new OptionSyntax("crm_config", "cluster_property_set", "cib-bootstrap-options"));
        SYNTAXES.put("rsc_defaults", new OptionSyntax("rsc_defaults", "meta_attributes", "rsc-options"));
        SYNTAXES.put("op_defaults", new OptionSyntax("op_defaults", "meta_attributes", "op-options"));
    }

    private Keywords() {}

    static @Nullable Syntax syntax(String keyword) {
        return SYNTAXES.get(ALIASES.getOrDefault(keyword, keyword));
    }

    /** The keyword that a statement is printed with; of an element that has none, {@code xml}. */
    static String of(Statement statement) {
        String element = statement.element().name();
        return element.equals("meta_attributes") ? statement.section() : BY_ELEMENT.getOrDefault(element, XML);
    }

    static String canonical(String keyword) {
        return ALIASES.getOrDefault(keyword, keyword);
    }

    static List<String> all() {
        var all = new ArrayList<>(SYNTAXES.keySet());
        all.addAll(ALIASES.keySet());
        all.add(XML);
        return all;
    }
}
