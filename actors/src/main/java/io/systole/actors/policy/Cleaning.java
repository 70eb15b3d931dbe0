package io.systole.actors.policy;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.policy.core.ConfiguredPrimitives;
import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.policy.core.RemoteNodes;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.resource.wire.ForgetResources;
import io.systole.actors.resource.wire.ResourceForgotten;
import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Has the nodes forget a resource's failures and history, and answers when all have said so or the time is over. */
final class Cleaning {
    private static final Duration TIME = Duration.ofSeconds(5);

    /** What comes back. */
    sealed interface Command {}

    private record Forgotten(ResourceForgotten answer) implements Command {}

    private enum TimeIsOver implements Command {
        INSTANCE
    }

    private Cleaning() {}

    static Behavior<Command> create(PolicyState state, Cleanup cleanup, PolicyPorts ports) {
        return Behaviors.withTimers(timers -> Behaviors.setup(context -> {
            timers.startSingleTimer(TimeIsOver.INSTANCE, TIME);
            var adapter = context.messageAdapter(ResourceForgotten.class, Forgotten::new);
            var open = new TreeSet<NodeName>();
            var remotes =
                    new RemoteOrders(ports, state::cib, context.getSystem().ignoreRef());
            for (NodeName node : nodes(state, cleanup.node())) {
                open.add(node);
                var forget = new ForgetResources(
                        state.term(), names(state, cleanup.resource()), remotes.ward(node), adapter);
                remotes.supervisor(node).ifPresent(supervisor -> supervisor.tell(forget));
            }
            return waiting(cleanup, unlock(state, cleanup, ports), open);
        }));
    }

    /** Locks to nodes that are away are taken from the CIB; to have them there the nodes are not needed. */
    private static List<String> unlock(PolicyState state, Cleanup cleanup, PolicyPorts ports) {
        var done = new ArrayList<String>();
        Cib cib = state.cib();
        var view = state.view();
        if (cib == null || view == null || cleanup.resource() == null) {
            return done;
        }
        List<String> wanted = names(state, cleanup.resource());
        for (NodeState node : cib.status().nodeStates()) {
            NodeName name = node.uname();
            if (name == null
                    || view.online().contains(name)
                    || (cleanup.node() != null && !cleanup.node().equals(name.value()))) {
                continue;
            }
            for (LrmResource history : node.lrmResources()) {
                if (history.shutdownLock() != null
                        && wanted.contains(history.id().value())) {
                    ports.cib().tell(new CibProtocol.ForgetHistory(name, history.id()));
                    done.add(history.id() + " on " + name);
                }
            }
        }
        return done;
    }

    private static Behavior<Command> waiting(Cleanup cleanup, List<String> done, SortedSet<NodeName> open) {
        if (open.isEmpty()) {
            cleanup.replyTo().tell(new CleanupDone(done, List.of()));
            return Behaviors.stopped();
        }
        return Behaviors.receive(Command.class)
                .onMessage(Forgotten.class, forgotten -> {
                    var answer = forgotten.answer();
                    var all = new ArrayList<>(done);
                    answer.resources().forEach(resource -> all.add(resource + " on " + answer.node()));
                    var left = new TreeSet<>(open);
                    left.remove(answer.node());
                    return waiting(cleanup, all, left);
                })
                .onMessage(TimeIsOver.class, over -> {
                    var mute = open.stream().map(NodeName::value).toList();
                    cleanup.replyTo().tell(new CleanupDone(done, mute));
                    return Behaviors.stopped();
                })
                .build();
    }

    private static List<NodeName> nodes(PolicyState state, @Nullable String node) {
        var view = state.view();
        if (node != null) {
            var name = new NodeName(node);
            boolean left = view != null
                    && view.node(name)
                            .map(there -> there.standing().surelyDown())
                            .orElse(false);
            return left ? List.of() : List.of(name);
        }
        if (view == null) {
            return List.of();
        }
        var all = new ArrayList<>(view.online());
        Cib cib = state.cib();
        if (cib != null) {
            RemoteNodes.all(cib).stream()
                    .filter(remote -> RemoteNodes.host(cib, remote).isPresent())
                    .forEach(all::add);
        }
        return all;
    }

    private static List<String> names(PolicyState state, @Nullable String resource) {
        Cib cib = state.cib();
        if (resource == null) {
            return List.of();
        }
        return cib == null ? List.of(resource) : ConfiguredPrimitives.of(cib.configuration(), resource);
    }
}
