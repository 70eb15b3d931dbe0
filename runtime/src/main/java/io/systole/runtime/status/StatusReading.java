package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.OpHistory;
import io.systole.runtime.status.ResourceView.Instances;
import io.systole.runtime.status.ResourceView.Single;
import io.systole.runtime.status.ResourceView.Together;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the whole status from the CIB and the other facts. */
public final class StatusReading {
    private StatusReading() {}

    public static StatusView of(Cib cib, StatusFacts facts) {
        var nodes = NodeReading.of(cib, facts);
        var resources = new ResourceReading(cib, nodes).views();
        return new StatusView(
                facts.cluster(),
                facts.askedNode(),
                facts.dc(),
                facts.quorate(),
                facts.quorum(),
                facts.waitingFor(),
                facts.at(),
                cib.header().version().toString(),
                lastChange(cib),
                facts.phase(),
                Attention.of(cib, facts),
                resources.stream()
                        .mapToInt(resource -> instances(resource, nodes.size()))
                        .sum(),
                nodes,
                resources,
                failures(cib),
                facts.fencing());
    }

    private static int instances(ResourceView resource, int nodes) {
        if (resource instanceof Together group) {
            return group.members().size();
        }
        return resource instanceof Instances ? nodes : resource instanceof Single ? 1 : 0;
    }

    private static @Nullable String lastChange(Cib cib) {
        var header = cib.header();
        if (header.cibLastWritten() == null) {
            return null;
        }
        var by = header.updateUser() == null ? "" : " by " + header.updateUser();
        var via = header.updateClient() == null ? "" : " via " + header.updateClient();
        var on = header.updateOrigin() == null ? "" : " on " + header.updateOrigin();
        return header.cibLastWritten() + by + via + on;
    }

    private static List<FailureView> failures(Cib cib) {
        var failures = new ArrayList<FailureView>();
        for (var state : cib.status().nodeStates()) {
            for (var resource : state.lrmResources()) {
                for (var operation : History.failures(resource)) {
                    failures.add(failure(operation, resource.id().value(), NodeReading.nameOf(state)));
                }
            }
        }
        return failures;
    }

    private static FailureView failure(OpHistory operation, String resource, String node) {
        var rc = History.rc(operation);
        return new FailureView(
                Words.ofInterval(orElse(operation.interval(), "0")) + operation.operation(),
                resource,
                node,
                rc,
                Words.ofResult(rc),
                Words.ofStatus(orElse(operation.opStatus(), "0")),
                orElse(operation.callId(), "-"),
                orElse(operation.exitReason(), ""),
                orElse(operation.times().lastRcChange(), ""),
                orElse(operation.times().execTime(), "0"));
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
