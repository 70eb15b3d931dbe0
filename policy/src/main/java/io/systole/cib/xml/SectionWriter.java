package io.systole.cib.xml;

import io.systole.cib.AclPermission;
import io.systole.cib.AclRole;
import io.systole.cib.Acls;
import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.AlertSelect;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the small sections of the configuration. */
final class SectionWriter {
    private SectionWriter() {}

    static void node(Out out, ConfiguredNode node) {
        out.begin("node")
                .at("id", node.id())
                .at("uname", text(node.uname()))
                .at("type", node.type())
                .at("score", node.score())
                .at("description", node.description());
        SetWriter.instance(out, node.attributes());
        SetWriter.utilization(out, node.utilization());
        out.end();
    }

    static void level(Out out, FencingLevel level) {
        out.begin("fencing-level")
                .at("id", level.id())
                .at("target", text(level.target()))
                .at("target-pattern", level.targetPattern())
                .at("target-attribute", level.targetAttribute())
                .at("target-value", level.targetValue())
                .at("index", level.index())
                .at("devices", level.devices())
                .end();
    }

    static void tag(Out out, Tag tag) {
        out.begin("tag").at("id", tag.id());
        out.each(tag.references(), (o, id) -> o.begin("obj_ref").at("id", id).end())
                .end();
    }

    static void alert(Out out, Alert alert) {
        out.begin("alert")
                .at("id", alert.id())
                .at("description", alert.description())
                .at("path", alert.path());
        SetWriter.meta(out, alert.metaAttributes());
        SetWriter.instance(out, alert.instanceAttributes());
        out.maybe(alert.select(), SectionWriter::select)
                .each(alert.recipients(), SectionWriter::recipient)
                .end();
    }

    private static void select(Out out, AlertSelect select) {
        out.begin("select");
        out.optionalSection(
                "select_attributes",
                select.attributes(),
                o -> o.each(
                        select.attributeNames(),
                        (names, name) -> names.begin("attribute")
                                .at("id", name.id())
                                .at("name", name.name())
                                .end()));
        out.optionalSection("select_fencing", select.fencing(), o -> {});
        out.optionalSection("select_nodes", select.nodes(), o -> {});
        out.optionalSection("select_resources", select.resources(), o -> {});
        out.end();
    }

    private static void recipient(Out out, AlertRecipient recipient) {
        out.begin("recipient")
                .at("id", recipient.id())
                .at("description", recipient.description())
                .at("value", recipient.value());
        SetWriter.meta(out, recipient.metaAttributes());
        SetWriter.instance(out, recipient.instanceAttributes());
        out.end();
    }

    static void acls(Out out, Acls acls) {
        acls.targets().forEach(target -> user(out, "acl_target", target.id(), target.name(), target.roles()));
        acls.groups().forEach(group -> user(out, "acl_group", group.id(), group.name(), group.roles()));
        out.each(acls.roles(), SectionWriter::role);
    }

    private static void user(Out out, String element, String id, @Nullable String name, List<String> roles) {
        out.begin(element).at("id", id).at("name", name);
        out.each(roles, (o, role) -> o.begin("role").at("id", role).end()).end();
    }

    private static void role(Out out, AclRole role) {
        out.begin("acl_role").at("id", role.id()).at("description", role.description());
        out.each(role.permissions(), SectionWriter::permission).end();
    }

    private static void permission(Out out, AclPermission permission) {
        out.begin("acl_permission")
                .at("id", permission.id())
                .at("kind", permission.kind())
                .at("xpath", permission.xpath())
                .at("reference", permission.reference())
                .at("object-type", permission.objectType())
                .at("attribute", permission.attribute())
                .at("description", permission.description())
                .end();
    }

    private static @Nullable String text(@Nullable NodeName name) {
        return name == null ? null : name.value();
    }
}
