package io.systole.actors.remote;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.Note;
import io.systole.actors.remote.core.Welcome;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.Elsewhere;
import io.systole.actors.resource.Memos;
import io.systole.actors.resource.ResourceSettings;
import io.systole.actors.resource.ResourceSupervisor;
import io.systole.actors.resource.ShutdownGranted;
import io.systole.actors.resource.core.Memo;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** The supervisor of a remote node's resources, on the member that hosts the connection. */
final class Supervision {
    private static final int OPERATIONS_PER_PROCESSOR = 2;
    private static final int DIGITS_MAX = 17;

    private Supervision() {}

    static Behavior<ResourceCommand> of(
            NodeName remote,
            RemotesActor.Ports ports,
            ActorRef<CibCommand> cib,
            Link link,
            LinkRunner runner,
            Welcome welcome,
            @Nullable NodeState known) {
        int slots = Math.max(1, OPERATIONS_PER_PROCESSOR * welcome.processors());
        return Behaviors.setup(context -> {
            ActorRef<ShutdownGranted> nobody = context.getSystem().deadLetters();
            return ResourceSupervisor.create(
                    new ResourceSettings(remote, ports.self(), slots, ports.pauseMax(), lastCallId(known), 0),
                    new ResourceSupervisor.Ports(
                            cib,
                            runner,
                            ports.membership(),
                            nobody,
                            () -> 0,
                            ports.clock(),
                            new Notebook(link, memos(welcome, known)),
                            Elsewhere.NOWHERE));
        });
    }

    /** What was noted counts where the history knows the resource as well. */
    private static SortedMap<String, Memo> memos(Welcome welcome, @Nullable NodeState known) {
        var memos = new TreeMap<String, Memo>();
        if (known != null && welcome.adopted()) {
            for (LrmResource resource : known.lrmResources()) {
                Memo memo = welcome.memos().get(resource.id().value());
                boolean underway = resource.operations().stream().anyMatch(entry -> "-1".equals(entry.opStatus()));
                if (memo != null && !underway) {
                    memos.put(resource.id().value(), memo);
                }
            }
        }
        return memos;
    }

    /** Calls are counted on from those that the history has: the planner reads it in their order. */
    private static long lastCallId(@Nullable NodeState known) {
        long last = 0;
        if (known != null) {
            for (LrmResource resource : known.lrmResources()) {
                for (OpHistory entry : resource.operations()) {
                    last = Math.max(last, number(entry.callId()));
                }
            }
        }
        return last;
    }

    private static long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > DIGITS_MAX) {
            return 0;
        }
        return text.chars().allMatch(Character::isDigit) ? Long.parseLong(text) : 0;
    }

    /** Has the remote host keep what the next host of the connection has to know. */
    private record Notebook(Link link, SortedMap<String, Memo> known) implements Memos {
        @Override
        public SortedMap<String, Memo> known() {
            return known;
        }

        @Override
        public void keep(String resource, Memo memo) {
            var words = new ArrayList<String>();
            words.add(resource);
            words.addAll(Note.of(memo));
            link.send(new Frame("note", words));
        }
    }
}
