package io.systole.cib.xml;

import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.BundleContainer;
import io.systole.cib.BundleNetwork;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.StorageMapping;
import io.systole.cib.Template;
import org.jspecify.annotations.Nullable;

/** Writes resources. */
final class ResourceWriter {
    private ResourceWriter() {}

    static void resource(Out out, ResourceConfig resource) {
        if (resource instanceof Primitive primitive) {
            primitive(out, primitive);
        } else if (resource instanceof Template template) {
            template(out, template);
        } else if (resource instanceof Group group) {
            begin(out, "group", group);
            sets(out, group);
            out.each(group.members(), ResourceWriter::primitive).end();
        } else if (resource instanceof Clone clone) {
            begin(out, clone.master() ? "master" : "clone", clone);
            sets(out, clone);
            resource(out, clone.child());
            out.end();
        } else if (resource instanceof Bundle bundle) {
            bundle(out, bundle);
        } else {
            throw new AssertionError("unhandled " + resource);
        }
    }

    private static void begin(Out out, String name, ResourceConfig resource) {
        out.begin(name).at("id", resource.id().value()).at("description", resource.description());
    }

    private static void sets(Out out, ResourceConfig resource) {
        SetWriter.meta(out, resource.metaAttributes());
        SetWriter.instance(out, resource.instanceAttributes());
    }

    private static void agent(Out out, @Nullable AgentName agent) {
        if (agent != null) {
            out.at("class", agent.resourceClass())
                    .at("provider", agent.provider())
                    .at("type", agent.type());
        }
    }

    private static void primitive(Out out, Primitive primitive) {
        begin(out, "primitive", primitive);
        agent(out, primitive.agent());
        if (primitive.template() != null) {
            out.at("template", primitive.template().value());
        }
        sets(out, primitive);
        SetWriter.utilization(out, primitive.utilization());
        out.maybe(primitive.operations(), ResourceWriter::operations).end();
    }

    private static void template(Out out, Template template) {
        begin(out, "template", template);
        agent(out, template.agent());
        sets(out, template);
        SetWriter.utilization(out, template.utilization());
        out.maybe(template.operations(), ResourceWriter::operations).end();
    }

    private static void operations(Out out, Operations operations) {
        out.begin("operations").at("id", operations.id()).at("id-ref", operations.idRef());
        out.each(operations.operations(), ResourceWriter::operation).end();
    }

    private static void operation(Out out, OperationConfig op) {
        out.begin("op").all(op.attributes());
        SetWriter.meta(out, op.metaAttributes());
        SetWriter.instance(out, op.instanceAttributes());
        out.end();
    }

    private static void bundle(Out out, Bundle bundle) {
        begin(out, "bundle", bundle);
        sets(out, bundle);
        container(out, bundle.container());
        out.maybe(bundle.network(), ResourceWriter::network);
        out.optionalSection(
                "storage", !bundle.storage().isEmpty(), o -> o.each(bundle.storage(), ResourceWriter::mapping));
        out.maybe(bundle.primitive(), ResourceWriter::primitive).end();
    }

    private static void container(Out out, BundleContainer container) {
        out.begin(container.technology())
                .at("image", container.image())
                .at("replicas", container.replicas())
                .at("replicas-per-host", container.replicasPerHost())
                .at("promoted-max", container.promotedMax())
                .at("run-command", container.runCommand())
                .at("network", container.network())
                .at("options", container.options())
                .end();
    }

    private static void network(Out out, BundleNetwork network) {
        out.begin("network")
                .at("ip-range-start", network.ipRangeStart())
                .at("host-netmask", network.hostNetmask())
                .at("host-interface", network.hostInterface())
                .at("control-port", network.controlPort())
                .at("add-host", network.addHost())
                .each(
                        network.portMappings(),
                        (o, port) -> o.begin("port-mapping")
                                .at("id", port.id())
                                .at("port", port.port())
                                .at("internal-port", port.internalPort())
                                .at("range", port.range())
                                .end())
                .end();
    }

    private static void mapping(Out out, StorageMapping mapping) {
        out.begin("storage-mapping")
                .at("id", mapping.id())
                .at("source-dir", mapping.sourceDir())
                .at("source-dir-root", mapping.sourceDirRoot())
                .at("target-dir", mapping.targetDir())
                .at("options", mapping.options())
                .end();
    }
}
