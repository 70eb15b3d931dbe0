package io.systole.runtime.node;

import io.systole.actors.policy.core.RemoteNodes;
import io.systole.actors.resource.MemberResources;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.http.OutputDoor;
import io.systole.runtime.status.OutputView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** Asks all members, and through them the remote nodes, for what agents printed. */
final class OutputDesk implements OutputDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Supplier<CompletionStage<UserSight>> sight;

    OutputDesk(ActorSystem<?> system, Supplier<CompletionStage<UserSight>> sight) {
        this.system = system;
        this.sight = sight;
    }

    @Override
    public CompletionStage<Kept> outputs(ResourceId resource) {
        return sight.get()
                .thenCompose(seen -> seen.whole()
                        ? everywhere(seen.cib(), resource)
                        : CompletableFuture.completedStage(new Kept(true, List.of(), List.of())));
    }

    private CompletionStage<Kept> everywhere(Cib cib, ResourceId resource) {
        CompletionStage<Kept> all = CompletableFuture.completedStage(new Kept(false, List.of(), List.of()));
        var names = cib.status().nodeStates().stream()
                .map(NodeState::uname)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        for (NodeName name : names) {
            all = all.thenCombine(of(cib, name, resource), OutputDesk::both);
        }
        return all;
    }

    /** A node that is away has nobody to ask, and what it had kept is gone with it. */
    private CompletionStage<Kept> of(Cib cib, NodeName node, ResourceId resource) {
        boolean remote = RemoteNodes.isRemote(cib, node);
        var member = remote ? RemoteNodes.host(cib, node).orElse(node) : node;
        var supervisor = MemberResources.supervisor(system, member);
        if (supervisor.isEmpty()) {
            return CompletableFuture.completedStage(new Kept(false, List.of(), List.of()));
        }
        return MemberResources.outputs(system, supervisor.get(), resource.value(), remote ? node : null, PATIENCE)
                .handle((answer, failure) -> failure == null
                        ? new Kept(
                                false,
                                answer.outputs().stream()
                                        .map(output -> OutputView.of(node, output))
                                        .toList(),
                                List.of())
                        : new Kept(false, List.of(), List.of(node.value())));
    }

    private static Kept both(Kept first, Kept second) {
        var outputs = new ArrayList<>(first.outputs());
        outputs.addAll(second.outputs());
        var silent = new ArrayList<>(first.silent());
        silent.addAll(second.silent());
        return new Kept(false, outputs, silent);
    }
}
