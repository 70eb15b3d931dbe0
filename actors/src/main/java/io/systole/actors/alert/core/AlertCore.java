package io.systole.actors.alert.core;

import io.systole.actors.alert.core.AlertEvent.CallEnded;
import io.systole.actors.alert.core.AlertEvent.CibSeen;
import io.systole.actors.alert.core.AlertEvent.FencingEnded;
import io.systole.actors.alert.core.AlertEvent.OperationEnded;
import io.systole.actors.alert.core.AlertEvent.ViewSeen;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.node.core.OwnResources;
import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a node hears into calls of alert agents. Of what all members hear, one tells: of a node the DC, of a fencing
 * who led it, of an operation and an attribute the member that speaks for the node
 * (docs/decisions/0049-who-tells-of-what-happened.md).
 */
public final class AlertCore {
    private AlertCore() {}

    public static Step step(AlertState state, AlertEvent event) {
        if (event instanceof CibSeen seen) {
            return onCib(state, seen);
        }
        if (event instanceof ViewSeen seen) {
            return nodes(state.withView(seen.view()), seen.at());
        }
        if (event instanceof FencingEnded ended) {
            return onFencing(state, ended.fencing());
        }
        if (event instanceof OperationEnded ended) {
            Optional<Happening> operation = Happenings.operation(ended);
            return tell(state, operation.stream().toList());
        }
        if (event instanceof CallEnded ended) {
            return begin(state.withQueue(state.queue().ended(ended.call())), new ArrayList<>());
        }
        throw new AssertionError("unhandled " + event);
    }

    private static Step onCib(AlertState before, CibSeen seen) {
        Cib known = before.cib();
        Cib cib = seen.cib();
        boolean same = known != null && isSame(known.configuration(), cib.configuration());
        AlertState state = before.withCib(cib, same ? before.alerts() : ConfiguredAlerts.of(cib.configuration()));
        List<Happening> attributes = known == null
                ? List.of()
                : Happenings.attributes(known, cib, state.settings().self(), seen.at());
        Step nodes = nodes(state, seen.at());
        Step both = tell(nodes.state(), attributes);
        var effects = new ArrayList<>(nodes.effects());
        effects.addAll(both.effects());
        return new Step(both.state(), effects);
    }

    /** What is not changed stays the same object: to compare thousands of resources with each result would take long. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Configuration before, Configuration now) {
        return before == now;
    }

    private static Step nodes(AlertState state, Instant at) {
        MembershipView view = state.view();
        if (view == null) {
            return new Step(state, List.of());
        }
        Cib cib = state.cib();
        @Nullable NodeName dc = cib == null ? null : OwnResources.dc(cib);
        NodeNews news = state.nodes().seeing(view, dc, state.settings().detection(), at);
        boolean tells = cib != null && state.settings().self().equals(dc) && !view.asleep();
        if (cib == null || !tells) {
            return new Step(state.withNodes(news), List.of());
        }
        List<Happening> told = news.untold().stream()
                .map(change -> Happenings.node(cib, change))
                .toList();
        return tell(state.withNodes(news.told()), told);
    }

    private static Step onFencing(AlertState state, FencingRecord fencing) {
        AlertSettings settings = state.settings();
        boolean led = Happenings.leader(fencing).filter(settings.self()::equals).isPresent();
        boolean old =
                fencing.at().isBefore(settings.since()) || state.fencings().contains(fencing);
        if (!led || old) {
            return new Step(state, List.of());
        }
        var fencings = new ArrayList<>(state.fencings());
        fencings.add(fencing);
        return tell(state.withFencings(fencings), List.of(Happenings.fencing(fencing)));
    }

    private static Step tell(AlertState before, List<Happening> happenings) {
        AlertState state = before;
        var effects = new ArrayList<AlertEffect>();
        for (Happening what : happenings) {
            long sequence = state.sequence() + 1;
            List<AlertCall> calls = state.alerts()
                    .calls(
                            what,
                            facts(what, sequence, state.settings()),
                            state.settings().zone());
            CallQueue queue = state.queue();
            for (AlertCall call : calls) {
                queue = queue.with(call, effects);
            }
            state = calls.isEmpty() ? state : state.withSequence(sequence).withQueue(queue);
        }
        return begin(state, effects);
    }

    private static Step begin(AlertState state, List<AlertEffect> effects) {
        CallQueue queue = state.queue().begun(effects);
        return new Step(state.withQueue(queue), effects);
    }

    /** What every agent is told, whoever the recipient. */
    static SortedMap<String, String> facts(Happening what, long sequence, AlertSettings settings) {
        var told = new TreeMap<>(what.facts());
        told.put("kind", what.kind().word());
        told.put("node", what.node().value());
        told.put("node_sequence", Long.toString(sequence));
        told.put("version", settings.version());
        told.put("timestamp_epoch", Long.toString(what.at().getEpochSecond()));
        told.put("timestamp_usec", Integer.toString(what.at().get(ChronoField.MICRO_OF_SECOND)));
        return told;
    }
}
