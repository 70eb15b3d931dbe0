package io.systole.actors.node.core;

import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from a node's own operation history what it still runs. */
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
