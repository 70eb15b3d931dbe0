package io.systole.actors.node.core;

import io.systole.cib.AgentName;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from the CIB what a node still runs, or may run since nobody has asked there, and where the policy is. */
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

    /**
     * Whether a leaving node that may not act with others can go without the policy's word: what is configured was asked
     * for here and does not run. Its agents may have outlived an earlier run of it, and to the others a node that leaves
     * in order runs nothing. One that never became a full member is asked by nobody; the others do not trust its leave.
     */
    public static boolean mayGo(Cib cib, MembershipView view) {
        if (view.quorate()) return false;
        boolean joining = view.node(view.self())
                .filter(own -> own.standing() == Standing.PENDING)
                .isPresent();
        return joining || (active(cib, view.self()).isEmpty() && isKnown(cib, view.self()));
    }

    /** A bundle's parts have names of their own here: what they do only the policy knows. */
    private static boolean isKnown(Cib cib, NodeName node) {
        Set<String> told = cib.status().nodeStates().stream()
                .filter(state -> node.equals(state.uname()))
                .flatMap(state -> state.lrmResources().stream())
                .filter(resource -> last(resource).isPresent())
                .map(resource -> withoutInstance(resource.id().value()))
                .collect(Collectors.toSet());
        return cib.configuration().resources().stream().allMatch(resource -> isKnown(resource, told));
    }

    private static boolean isKnown(ResourceConfig resource, Set<String> told) {
        if (resource instanceof Primitive primitive) {
            AgentName agent = primitive.agent();
            boolean fences = agent != null && agent.resourceClass().equals("stonith");
            return fences || told.contains(primitive.id().value());
        }
        if (resource instanceof Group group) {
            return group.members().stream().allMatch(member -> isKnown(member, told));
        }
        return resource instanceof Template || (resource instanceof Clone clone && isKnown(clone.child(), told));
    }

    private static String withoutInstance(String id) {
        return id.replaceFirst(":[0-9]+$", "");
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
        return last(resource).filter(entry -> !saysStopped(entry)).isPresent();
    }

    private static Optional<OpHistory> last(LrmResource resource) {
        return resource.operations().stream()
                .filter(entry -> TELLING.contains(entry.operation()))
                .max(Comparator.comparingLong(OwnResources::callId));
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
