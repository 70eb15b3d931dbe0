package io.systole.actors.alert.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.Cib;
import io.systole.splitbrain.core.MembershipView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows for its alerts.
 *
 * @param fencings the last that it told of, so that none is told twice
 * @param sequence how many happenings it has told of
 */
public record AlertState(
        AlertSettings settings,
        ConfiguredAlerts alerts,
        @Nullable Cib cib,
        @Nullable MembershipView view,
        NodeNews nodes,
        List<FencingRecord> fencings,
        long sequence,
        CallQueue queue) {
    private static final int FENCINGS_MAX = 32;

    public AlertState {
        fencings = List.copyOf(fencings.subList(Math.max(0, fencings.size() - FENCINGS_MAX), fencings.size()));
    }

    /** Nothing was heard yet. */
    public static AlertState first(AlertSettings settings) {
        return new AlertState(
                settings, ConfiguredAlerts.none(), null, null, NodeNews.none(), List.of(), 0, CallQueue.empty());
    }

    AlertState withCib(Cib seen, ConfiguredAlerts read) {
        return new AlertState(settings, read, seen, view, nodes, fencings, sequence, queue);
    }

    AlertState withView(MembershipView seen) {
        return new AlertState(settings, alerts, cib, seen, nodes, fencings, sequence, queue);
    }

    AlertState withNodes(NodeNews changed) {
        return new AlertState(settings, alerts, cib, view, changed, fencings, sequence, queue);
    }

    AlertState withFencings(List<FencingRecord> told) {
        return new AlertState(settings, alerts, cib, view, nodes, told, sequence, queue);
    }

    AlertState withSequence(long next) {
        return new AlertState(settings, alerts, cib, view, nodes, fencings, next, queue);
    }

    AlertState withQueue(CallQueue changed) {
        return new AlertState(settings, alerts, cib, view, nodes, fencings, sequence, changed);
    }
}
