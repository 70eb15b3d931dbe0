package io.systole.cib.acl;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CIB as one user may read it.
 *
 * @param tree its elements; empty when there are none, or when nothing is hidden
 * @param cib what of them makes sense by itself: an element of which only the id may be read is left out
 * @param whole whether nothing is hidden
 */
public record UserSight(Optional<Element> tree, Cib cib, boolean whole) {
    /** What means something without attributes. */
    private static final Set<String> CONTAINERS = Set.of(
            "cib",
            "configuration",
            "crm_config",
            "cluster_property_set",
            "nodes",
            "resources",
            "group",
            "clone",
            "master",
            "constraints",
            "rsc_defaults",
            "op_defaults",
            "meta_attributes",
            "instance_attributes",
            "utilization",
            "operations",
            "fencing-topology",
            "acls",
            "acl_role",
            "acl_target",
            "acl_group",
            "tags",
            "tag",
            "alerts",
            "status",
            "transient_attributes",
            "lrm",
            "lrm_resources",
            "tickets");

    /** The sight of one who may read everything. */
    static UserSight ofAll(Cib cib) {
        return new UserSight(Optional.empty(), cib, true);
    }

    /** Whether there is nothing that may be read. */
    public boolean isEmpty() {
        return !whole && tree.isEmpty();
    }

    /** What may be read, as a document; empty when there is nothing. */
    public Optional<String> xml() {
        return whole ? Optional.of(CibXml.write(cib)) : tree.map(ElementXml::write);
    }

    static UserSight of(Cib cib, Element whole, Optional<Element> seen) {
        if (seen.isEmpty()) {
            return new UserSight(seen, nothing(cib.header().validateWith()), false);
        }
        var tree = seen.get();
        return tree.equals(whole)
                ? ofAll(cib)
                : new UserSight(seen, understood(sensible(tree), cib.header().validateWith()), false);
    }

    /** Without what has nothing but an id and is no container; and without containers of resources that hold none. */
    private static Element sensible(Element element) {
        return element.containing(element.children().stream()
                .filter(child -> CONTAINERS.contains(child.name())
                        || !Set.of("id").containsAll(child.attributes().keySet()))
                .map(UserSight::sensible)
                .toList());
    }

    private static Cib understood(Element tree, String schema) {
        var headed = tree.attribute("validate-with") == null ? headed(tree, schema) : tree;
        return read(headed).orElseGet(() -> read(onlyReadable(headed)).orElse(nothing(schema)));
    }

    private static Element headed(Element tree, String schema) {
        Map<String, @Nullable String> header = new HashMap<>();
        header.put("validate-with", schema);
        header.put("admin_epoch", "0");
        header.put("epoch", "0");
        header.put("num_updates", "0");
        return tree.with(header);
    }

    /** Leaves out each element of a section that cannot be read without what is hidden of it. */
    private static Element onlyReadable(Element cib) {
        var frame = cib.containing(List.of());
        return cib.containing(cib.children().stream()
                .map(part -> part.name().equals("configuration")
                        ? part.containing(part.children().stream()
                                .map(section -> section.containing(section.children().stream()
                                        .filter(unit -> read(frame.containing(List.of(
                                                        part.containing(List.of(section.containing(List.of(unit)))))))
                                                .isPresent())
                                        .toList()))
                                .toList())
                        : part.containing(part.children().stream()
                                .filter(unit -> read(frame.containing(List.of(part.containing(List.of(unit)))))
                                        .isPresent())
                                .toList()))
                .toList());
    }

    private static Optional<Cib> read(Element tree) {
        return CibXml.read(ElementXml.write(tree)).understood();
    }

    private static Cib nothing(String schema) {
        var header = new CibHeader(
                new CibVersion(0, 0, 0), schema, null, null, null, null, null, null, null, null, null, null, null);
        return new Cib(header, Configuration.empty(), Status.empty());
    }
}
