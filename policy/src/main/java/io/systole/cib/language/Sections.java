package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of a configuration: how they follow each other in a document and in the text, and what is in them. */
final class Sections {
    /** In the order of a document. */
    static final List<String> IN_DOCUMENT = List.of(
            "crm_config",
            "nodes",
            "resources",
            "constraints",
            TopologySyntax.SECTION,
            "op_defaults",
            "rsc_defaults",
            "alerts",
            "acls",
            "tags");
    /** Those that every document has. */
    static final List<String> ALWAYS = List.of("crm_config", "nodes", "resources", "constraints");
    /** In the order in which an operator reads them. */
    static final List<String> IN_TEXT = List.of(
            "nodes",
            "resources",
            "constraints",
            "tags",
            TopologySyntax.SECTION,
            "alerts",
            "acls",
            "crm_config",
            "rsc_defaults",
            "op_defaults");
    /** Those of which a statement adds to what is there. */
    static final List<String> OPTIONS = List.of("crm_config", "rsc_defaults", "op_defaults");

    static final List<String> ACL_ORDER = List.of("acl_target", "acl_group", "acl_role");
    static final List<String> CONTAINERS = List.of("group", "clone", "master", "bundle");
    static final List<String> RESOURCES = List.of("primitive", "group", "clone", "master", "bundle", "template");

    private static final Map<String, String> OF_ELEMENT = Map.ofEntries(
            Map.entry("cluster_property_set", "crm_config"),
            Map.entry("node", "nodes"),
            Map.entry("rsc_location", "constraints"),
            Map.entry("rsc_colocation", "constraints"),
            Map.entry("rsc_order", "constraints"),
            Map.entry("rsc_ticket", "constraints"),
            Map.entry("alert", "alerts"),
            Map.entry("acl_role", "acls"),
            Map.entry("acl_target", "acls"),
            Map.entry("acl_group", "acls"),
            Map.entry("tag", "tags"));

    private Sections() {}

    /** The section that an element of that name stands in; empty for one that may stand in several, or in none. */
    static Optional<String> of(Element element) {
        return RESOURCES.contains(element.name())
                ? Optional.of("resources")
                : Optional.ofNullable(OF_ELEMENT.get(element.name()));
    }
}
