package io.systole.actors.policy;

import io.systole.actors.cib.CibProtocol.ClaimWard;
import io.systole.actors.cib.CibProtocol.WardGranted;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.core.RemoteNodes;
import io.systole.actors.resource.core.OwnStatus;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.policy.graph.GraphAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Finds who takes orders for remote nodes: the member that is connected; where none is, the DC speaks for the node itself. */
final class RemoteOrders {
    private final PolicyPorts ports;
    private final Supplier<@Nullable Cib> cib;
    private final ActorRef<WardGranted> nobody;

    RemoteOrders(PolicyPorts ports, Supplier<@Nullable Cib> cib, ActorRef<WardGranted> nobody) {
        this.ports = ports;
        this.cib = cib;
        this.nobody = nobody;
    }

    /** The supervisor that orders for a node go to; empty for a node that is not there. */
    Optional<ActorRef<ResourceCommand>> supervisor(NodeName node) {
        Cib known = cib.get();
        return known != null && RemoteNodes.isRemote(known, node)
                ? RemoteNodes.host(known, node).flatMap(ports.supervisors()::of)
                : ports.supervisors().of(node);
    }

    /** The name by which a command names a remote node; null for a member. */
    @Nullable
    String ward(NodeName node) {
        Cib known = cib.get();
        return known != null && RemoteNodes.isRemote(known, node) ? node.value() : null;
    }

    /** It runs nothing any more, and nothing is known of it. */
    void noteFenced(NodeName node) {
        claim(
                node,
                List.of(
                        new StatusChange.ForgetAll(),
                        new StatusChange.PutField("in_ccm", "false"),
                        new StatusChange.PutField("node_fenced", "1")));
    }

    /**
     * Clears a fail count or history where the node cannot do it itself: of a remote node that nobody is connected to, or,
     * history alone, of a member that is away. False if that cannot be done.
     */
    boolean forget(PolicyEffect.ClusterAction effect, NodeName node) {
        Cib known = cib.get();
        GraphAction action = effect.action();
        if (known != null && action.resource() != null && RemoteNodes.isRemote(known, node)) {
            boolean all = action.operation().equals("lrm_delete");
            claim(node, forgetting(known, node, action.resource().id(), all));
            return true;
        }
        var forget = ClusterActions.forgetHistory(effect);
        forget.ifPresent(ports.cib()::tell);
        return forget.isPresent();
    }

    /** What makes all trace of a resource's failures go, and if wanted all of its history. */
    static List<StatusChange> forgetting(Cib cib, NodeName node, String resource, boolean all) {
        var changes = new ArrayList<StatusChange>();
        OwnStatus.of(node, cib)
                .failureAttributes(resource)
                .forEach(name -> changes.add(new StatusChange.PutAttribute(name, null)));
        changes.add(
                new StatusChange.RemoveHistory(new ResourceId(resource), all ? null : resource + "_last_failure_0"));
        return changes;
    }

    private void claim(NodeName node, List<StatusChange> changes) {
        ports.cib().tell(new ClaimWard(node, 0, changes, nobody));
    }
}
