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
            boolean heardAgain = was == Standing.SUSPECT && node.standing() == Standing.ONLINE;
            if (was != node.standing() && !heardAgain) {
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

    private void tell(NodeView node) {
        switch (node.standing()) {
            case ONLINE -> line(log.atInfo(), EventCode.MEMBER_JOINED, node).log("a node joined");
            case LEFT -> line(log.atInfo(), EventCode.MEMBER_LEFT, node).log("a node left");
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
