package io.systole.runtime.node;

import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NodeName;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which elements of the status an operator's wish concerns that is no change of the CIB: a cleanup the histories that it
 * removes, a fencing the state of the node. Who may write these may have it done (docs/operations/access.md).
 */
final class StatusObjects {
    private StatusObjects() {}

    /** An XPath for the node's state, or for its entry in the configuration where it has none. */
    static String ofNode(Cib cib, NodeName node) {
        boolean known = cib.status().nodeStates().stream().anyMatch(state -> node.equals(state.uname()));
        return (known ? "/cib/status/node_state" : "/cib/configuration/nodes/node") + "[@uname=" + quoted(node.value())
                + "]";
    }

    /** An XPath for the node's transient attributes, or for its state where it has none. */
    static String ofAttributes(Cib cib, NodeName node) {
        boolean has = cib.status().nodeStates().stream()
                .anyMatch(state -> node.equals(state.uname()) && state.transientAttributes() != null);
        return ofNode(cib, node) + (has ? "/transient_attributes" : "");
    }

    /** An XPath for the histories of the resource and all that it holds, or for the status where there are none. */
    static String ofResource(Cib cib, ResourceId resource) {
        var primitives = new ArrayList<String>();
        cib.configuration()
                .resources()
                .forEach(candidate -> find(candidate, resource).ifPresent(found -> gather(found, primitives)));
        if (primitives.isEmpty()) {
            primitives.add(resource.value());
        }
        boolean known = cib.status().nodeStates().stream()
                .flatMap(state -> state.lrm() == null ? Stream.empty() : state.lrm().resources().stream())
                .anyMatch(history ->
                        primitives.stream().anyMatch(id -> isOf(history.id().value(), id)));
        return known
                ? primitives.stream()
                        .map(id ->
                                "//lrm_resource[@id=" + quoted(id) + " or starts-with(@id, " + quoted(id + ":") + ")]")
                        .collect(Collectors.joining(" | "))
                : "/cib/status";
    }

    private static boolean isOf(String history, String primitive) {
        return history.equals(primitive) || history.startsWith(primitive + ":");
    }

    private static Optional<ResourceConfig> find(ResourceConfig in, ResourceId wanted) {
        if (in.id().equals(wanted)) {
            return Optional.of(in);
        }
        return children(in).stream()
                .flatMap(child -> find(child, wanted).stream())
                .findFirst();
    }

    private static void gather(ResourceConfig resource, List<String> primitives) {
        if (resource instanceof Primitive) {
            primitives.add(resource.id().value());
        }
        children(resource).forEach(child -> gather(child, primitives));
    }

    private static List<? extends ResourceConfig> children(ResourceConfig resource) {
        if (resource instanceof Group group) {
            return group.members();
        }
        if (resource instanceof Clone clone) {
            return List.of(clone.child());
        }
        return resource instanceof Bundle bundle && bundle.primitive() != null
                ? List.of(bundle.primitive())
                : List.of();
    }

    /** Names of nodes and resources have no quotes; one that has selects nothing. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "") + "'";
    }
}
