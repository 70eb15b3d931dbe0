package io.systole.actors.node.core;

import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the CIB's status what a node still runs, and where the policy is. */
public final class OwnResources {
    private static final Set<String> TELLING =
            Set.of("start", "stop", "promote", "demote", "monitor", "migrate_from", "migrate_to");

    private OwnResources() {}

    /** The resources that the node runs, or may run: their last telling operation does not say that they are stopped. */
    public static List<String> active(Cib cib, NodeName node) {
        return cib.status().nodeStates().stream()
                .filter(state -> node.equals(state.uname()))
                .flatMap(state -> state.lrmResources().stream())
                .filter(OwnResources::mayRun)
                .map(resource -> resource.id().value())
                .toList();
    }

    /** The node that the policy runs on, as the CIB names it: by the node's id. */
    public static @Nullable NodeName dc(Cib cib) {
        String id = cib.header().dcUuid();
        if (id == null || id.isEmpty()) return null;
        return cib.status().nodeStates().stream()
                .filter(state -> id.equals(state.id()) && state.uname() != null)
                .map(NodeState::uname)
                .findFirst()
                .orElse(new NodeName(id));
    }

    private static boolean mayRun(LrmResource resource) {
        if ("stonith".equals(resource.resourceClass())) return false;
        Optional<OpHistory> last = resource.operations().stream()
                .filter(entry -> TELLING.contains(entry.operation()))
                .max(Comparator.comparingLong(OwnResources::callId));
        return last.isPresent() && !saysStopped(last.get());
    }

    private static boolean saysStopped(OpHistory entry) {
        String rc = entry.rcCode();
        boolean stopped =
                (entry.operation().equals("stop") || entry.operation().equals("migrate_to")) && "0".equals(rc);
        return stopped || "7".equals(rc) || "5".equals(rc);
    }

    private static long callId(OpHistory entry) {
        String text = entry.callId();
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException unreadable) {
            return -1;
        }
    }
}
