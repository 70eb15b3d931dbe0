package io.systole.actors.node;

import io.systole.event.EventCode;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes into the log what became of members and quorum, one line an event. */
final class MembershipNews {
    private final Logger log;

    MembershipNews(Logger log) {
        this.log = log;
    }

    void tell(@Nullable MembershipView before, MembershipView now) {
        for (NodeView node : now.nodes()) {
            Standing was = before == null
                    ? Standing.ABSENT
                    : before.node(node.name()).map(NodeView::standing).orElse(Standing.ABSENT);
            boolean heardAgain = (was == Standing.SUSPECT || was == Standing.LOST)
                    && node.standing() == Standing.ONLINE
                    && isSameRun(before, node);
            if (heardAgain) {
                line(log.atInfo(), EventCode.MEMBER_HEARD_AGAIN, node)
                        .addKeyValue("fencing-asked", isFencingAsked(before, node))
                        .log("a silent node is heard again");
            } else if (was != node.standing()) {
                tell(node);
            }
        }
        boolean had = before != null && before.quorate();
        if (!had && now.quorate()) {
            line(log.atInfo(), EventCode.QUORUM_GAINED, now).log("quorum gained");
        } else if (had && !now.quorate()) {
            line(log.atWarn(), EventCode.QUORUM_LOST, now).log("quorum lost");
        }
    }

    private static boolean isSameRun(@Nullable MembershipView before, NodeView node) {
        return before != null
                && before.node(node.name())
                        .filter(known -> known.incarnation() == node.incarnation())
                        .isPresent();
    }

    private static boolean isFencingAsked(@Nullable MembershipView view, NodeView node) {
        return view != null
                && view.fencing().stream().anyMatch(attempt -> attempt.target().equals(node.name()));
    }

    private void tell(NodeView node) {
        switch (node.standing()) {
            case ONLINE -> line(log.atInfo(), EventCode.MEMBER_JOINED, node).log("a node joined");
            case LEFT -> line(log.atInfo(), EventCode.MEMBER_LEFT, node).log("a node left");
            case SUSPECT ->
                line(log.atInfo(), EventCode.MEMBER_SILENT, node)
                        .log("a node is silent: it counts as lost when the view has been stable");
            case LOST -> line(log.atWarn(), EventCode.MEMBER_LOST, node).log("a node is lost");
            default -> {
                // On its way to one of these, or told of by the Fencer.
            }
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, EventCode code, NodeView node) {
        return line.addKeyValue("code", code).addKeyValue("member", node.name());
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, EventCode code, MembershipView view) {
        return line.addKeyValue("code", code)
                .addKeyValue("detail", view.quorum().reason());
    }
}
