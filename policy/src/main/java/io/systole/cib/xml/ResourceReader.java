package io.systole.cib.xml;

import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.BundleContainer;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import io.systole.cib.Template;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the resources section. */
final class ResourceReader {
    static final Map<String, Function<Cursor, ResourceConfig>> RESOURCES = Map.of(
            "primitive", ResourceReader::primitive,
            "group", ResourceReader::group,
            "clone", at -> clone(at, false),
            "master", at -> clone(at, true),
            "bundle", ResourceReader::bundle,
            "template", ResourceReader::template);
    private static final Map<String, Function<Cursor, ResourceConfig>> CLONED = Map.of(
            "primitive", ResourceReader::primitive,
            "group", ResourceReader::group);
    private static final Map<String, Function<Cursor, BundleContainer>> CONTAINERS = Map.of(
            "docker", ResourceReader::container,
            "podman", ResourceReader::container,
            "rkt", ResourceReader::container);
    private static final List<String> CLASSES =
            List.of("ocf", "lsb", "systemd", "service", "stonith", "heartbeat", "upstart", "nagios");
    private static final List<String> ON_FAIL = List.of(
            "ignore",
            "block",
            "stop",
            "demote",
            "restart",
            "fence",
            "standby",
            "restart-container",
            "nothing",
            "migrate");

    private ResourceReader() {}

    static Primitive primitive(Cursor at) {
        ResourceId template = at.resource("template");
        ResourceId id = at.definedResource();
        AgentName agent = template == null || at.optional("class") != null ? agent(at) : null;
        return new Primitive(
                id,
                agent,
                template,
                at.optional("description"),
                SetReader.instance(at),
                SetReader.meta(at),
                SetReader.utilization(at),
                at.atMostOne("operations", ResourceReader::operations));
    }

    private static Template template(Cursor at) {
        return new Template(
                at.definedResource(),
                agent(at),
                at.optional("description"),
                SetReader.instance(at),
                SetReader.meta(at),
                SetReader.utilization(at),
                at.atMostOne("operations", ResourceReader::operations));
    }

    private static AgentName agent(Cursor at) {
        String resourceClass = at.required("class");
        if (!resourceClass.equals(Cursor.MISSING)) {
            at.oneOf("class", CLASSES);
        }
        String provider = at.optional("provider");
        if (resourceClass.equals("ocf") && provider == null) {
            at.required("provider");
        }
        return new AgentName(resourceClass, provider, at.required("type"));
    }

    private static Operations operations(Cursor at) {
        String id = at.optional("id");
        return new Operations(id, at.optional("id-ref"), at.each("op", ResourceReader::operation));
    }

    private static OperationConfig operation(Cursor at) {
        String id = at.definedId();
        String name = at.required("name");
        at.required("interval");
        String interval = Checks.span(at, "interval");
        return new OperationConfig(
                id,
                name,
                interval == null ? Cursor.MISSING : interval,
                Checks.span(at, "timeout"),
                Checks.span(at, "start-delay"),
                at.optional("interval-origin"),
                Checks.truth(at, "enabled"),
                Checks.role(at, "role"),
                at.oneOf("on-fail", ON_FAIL),
                at.oneOf("requires", List.of("nothing", "quorum", "fencing", "unfencing")),
                Checks.truth(at, "record-pending"),
                at.optional("description"),
                SetReader.instance(at),
                SetReader.meta(at));
    }

    private static Group group(Cursor at) {
        var group = new Group(
                at.definedResource(),
                at.optional("description"),
                SetReader.instance(at),
                SetReader.meta(at),
                at.each("primitive", ResourceReader::primitive));
        if (group.members().isEmpty()) {
            at.fault("no <primitive>", "at least one", "add a member or remove the group");
        }
        return group;
    }

    private static Clone clone(Cursor at, boolean master) {
        ResourceId id = at.definedResource();
        String description = at.optional("description");
        List<PropertySet> instance = SetReader.instance(at);
        List<PropertySet> meta = SetReader.meta(at);
        List<ResourceConfig> children = at.each(CLONED);
        if (children.size() != 1) {
            at.fault(children.size() + " resources in it", "one <primitive> or <group>", "clone one resource each");
        }
        return new Clone(
                id, description, instance, meta, children.isEmpty() ? placeholder(id) : children.get(0), master);
    }

    private static Bundle bundle(Cursor at) {
        ResourceId id = at.definedResource();
        String description = at.optional("description");
        List<BundleContainer> containers = at.each(CONTAINERS);
        if (containers.size() != 1) {
            at.fault(containers.size() + " container technologies", "one <docker> or <podman>", "name one technology");
        }
        return new Bundle(
                id,
                description,
                SetReader.instance(at),
                SetReader.meta(at),
                containers.isEmpty() ? noContainer() : containers.get(0),
                at.atMostOne("network", BundleReader::network),
                BundleReader.storage(at),
                at.atMostOne("primitive", ResourceReader::primitive));
    }

    private static BundleContainer container(Cursor at) {
        String promotedMax = Checks.number(at, "promoted-max");
        String masters = Checks.number(at, "masters");
        return new BundleContainer(
                at.name(),
                at.required("image"),
                Checks.number(at, "replicas"),
                Checks.number(at, "replicas-per-host"),
                promotedMax != null ? promotedMax : masters,
                at.optional("run-command"),
                at.optional("options"),
                at.optional("network"));
    }

    /** Takes the place of what a faulty clone does not have; a document with that fault gives no CIB. */
    private static Primitive placeholder(ResourceId id) {
        return new Primitive(id, null, null, null, List.of(), List.of(), List.of(), null);
    }

    private static BundleContainer noContainer() {
        return new BundleContainer(Cursor.MISSING, Cursor.MISSING, null, null, null, null, null, null);
    }
}
