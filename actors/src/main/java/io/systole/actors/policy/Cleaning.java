package io.systole.actors.policy;

import io.systole.actors.policy.core.ConfiguredPrimitives;
import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.CleanupDone;
import io.systole.actors.resource.wire.ForgetResources;
import io.systole.actors.resource.wire.ResourceForgotten;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
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

    static Behavior<Command> create(PolicyState state, Cleanup cleanup, PolicyPorts.Supervisors supervisors) {
        return Behaviors.withTimers(timers -> Behaviors.setup(context -> {
            timers.startSingleTimer(TimeIsOver.INSTANCE, TIME);
            var adapter = context.messageAdapter(ResourceForgotten.class, Forgotten::new);
            var open = new TreeSet<NodeName>();
            for (NodeName node : nodes(state, cleanup.node())) {
                open.add(node);
                var forget = new ForgetResources(state.term(), names(state, cleanup.resource()), adapter);
                supervisors.of(node).ifPresent(supervisor -> supervisor.tell(forget));
            }
            return waiting(cleanup, List.of(), open);
        }));
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
        if (node != null) {
            return List.of(new NodeName(node));
        }
        var view = state.view();
        return view == null ? List.of() : view.online();
    }

    private static List<String> names(PolicyState state, @Nullable String resource) {
        Cib cib = state.cib();
        if (resource == null) {
            return List.of();
        }
        return cib == null ? List.of(resource) : ConfiguredPrimitives.of(cib.configuration(), resource);
    }
}
