package io.systole.runtime.node;

import io.systole.cib.tree.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Roles that a grant makes where the configuration has none of that name: ordinary acl_roles, which may be changed like any
 * other.
 */
enum ReadyRole {
    /** Sees everything and changes nothing. */
    VIEWER("read /cib"),
    /**
     * Sees everything; starts, stops, moves and cleans up resources, puts nodes and the cluster aside, has nodes fenced, and
     * confirms that they are dead. Defines nothing.
     */
    OPERATOR("""
            read /cib
            write //resources//meta_attributes/nvpair[@name='target-role' or @name='is-managed' or @name='maintenance']
            write //nodes//nvpair[@name='standby' or @name='maintenance']
            write //crm_config//nvpair[@name='maintenance-mode']
            write //constraints/rsc_location[starts-with(@id,'cli-')]
            write /cib/status"""),
    /** Changes everything but who has a token. */
    ADMINISTRATOR("write /cib");

    /** Kind and XPath, a line each. */
    private final String permissions;

    ReadyRole(String permissions) {
        this.permissions = permissions;
    }

    /** Its name in the configuration. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ReadyRole> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** As an element of the configuration. */
    Element element() {
        List<String> lines = permissions.lines().toList();
        return element(
                "acl_role",
                Map.of("id", id()),
                IntStream.range(0, lines.size())
                        .mapToObj(at -> {
                            String[] words = lines.get(at).split(" ", 2);
                            return element(
                                    "acl_permission",
                                    Map.of("id", id() + "-" + (at + 1), "kind", words[0], "xpath", words[1]),
                                    List.of());
                        })
                        .toList());
    }

    private static Element element(String name, Map<String, String> attributes, List<Element> children) {
        return new Element(name, new TreeMap<>(attributes), children);
    }
}
