package io.systole.cib.xml;

import io.systole.cib.AclGroup;
import io.systole.cib.AclPermission;
import io.systole.cib.AclRole;
import io.systole.cib.AclTarget;
import io.systole.cib.Acls;
import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.AlertSelect;
import io.systole.cib.AttributeFilter;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.FencingLevel;
import io.systole.cib.Tag;
import java.util.List;

/** Reads the small sections: nodes, fencing topology, tags, alerts and access control. */
final class SectionReader {
    private SectionReader() {}

    static ConfiguredNode node(Cursor at) {
        return new ConfiguredNode(
                at.definedId(),
                at.node("uname"),
                at.oneOf("type", List.of("member", "remote", "normal", "ping")),
                Checks.score(at, "score"),
                at.optional("description"),
                SetReader.instance(at),
                SetReader.utilization(at));
    }

    static FencingLevel level(Cursor at) {
        var level = new FencingLevel(
                at.definedId(),
                at.node("target"),
                at.optional("target-pattern"),
                at.optional("target-attribute"),
                at.optional("target-value"),
                at.required("index"),
                at.required("devices"));
        Checks.number(at, "index");
        boolean byAttribute = level.targetAttribute() != null && level.targetValue() != null;
        if (level.target() == null && level.targetPattern() == null && !byAttribute) {
            at.fault("no target", "target, target-pattern, or target-attribute and target-value", "name the target");
        }
        return level;
    }

    static Tag tag(Cursor at) {
        return new Tag(at.definedId(), at.each("obj_ref", ref -> ref.required("id")));
    }

    static Alert alert(Cursor at) {
        return new Alert(
                at.definedId(),
                at.optional("description"),
                at.required("path"),
                SetReader.instance(at),
                SetReader.meta(at),
                at.atMostOne("select", SectionReader::select),
                at.each("recipient", SectionReader::recipient));
    }

    private static AlertSelect select(Cursor at) {
        List<AttributeFilter> names = at.atMostOne(
                "select_attributes",
                select ->
                        select.each("attribute", name -> new AttributeFilter(name.definedId(), name.required("name"))));
        return new AlertSelect(
                names != null,
                at.atMostOne("select_fencing", select -> true) != null,
                at.atMostOne("select_nodes", select -> true) != null,
                at.atMostOne("select_resources", select -> true) != null,
                names == null ? List.of() : names);
    }

    private static AlertRecipient recipient(Cursor at) {
        return new AlertRecipient(
                at.definedId(),
                at.optional("description"),
                at.required("value"),
                SetReader.instance(at),
                SetReader.meta(at));
    }

    static Acls acls(Cursor at) {
        return new Acls(
                at.each("acl_target", user -> new AclTarget(user.definedId(), user.optional("name"), roles(user))),
                at.each("acl_group", group -> new AclGroup(group.definedId(), group.optional("name"), roles(group))),
                at.each("acl_role", SectionReader::role));
    }

    private static List<String> roles(Cursor at) {
        return at.each("role", role -> role.required("id"));
    }

    private static AclRole role(Cursor at) {
        return new AclRole(
                at.definedId(), at.optional("description"), at.each("acl_permission", SectionReader::permission));
    }

    private static AclPermission permission(Cursor at) {
        String id = at.definedId();
        at.required("kind");
        String kind = at.oneOf("kind", List.of("read", "write", "deny"));
        return new AclPermission(
                id,
                kind == null ? Cursor.MISSING : kind,
                at.optional("xpath"),
                at.optional("reference"),
                at.optional("object-type"),
                at.optional("attribute"),
                at.optional("description"));
    }
}
