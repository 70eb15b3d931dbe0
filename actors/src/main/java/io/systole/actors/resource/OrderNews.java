package io.systole.actors.resource;

import io.systole.actors.resource.wire.ClearFailures;
import io.systole.actors.resource.wire.DcCommand;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.ShutDownNode;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.actors.resource.wire.Withdraw;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes into the log what became of the DC's orders that no resource carries out, each with its transition. */
final class OrderNews {
    private OrderNews() {}

    static void ofEarlierRun(Logger log, OperationOrder order) {
        log.atWarn()
                .addKeyValue("transition", order.transitionKey().transitionId())
                .addKeyValue("order", order.operationKey())
                .log("dropped an order for an earlier run of this node");
    }

    static void ofReplacedDc(Logger log, DcCommand command, long newest) {
        LoggingEventBuilder line = key(command)
                .map(key -> log.atWarn().addKeyValue("transition", key.transitionId()))
                .orElseGet(log::atWarn);
        line.addKeyValue("order", command.getClass().getSimpleName())
                .addKeyValue("term", command.term())
                .addKeyValue("newest", newest)
                .log("refused the order of a DC that was replaced");
    }

    static void mayLeave(Logger log, TransitionKey key) {
        log.atInfo()
                .addKeyValue("transition", key.transitionId())
                .log("all resources were moved off, the node may leave");
    }

    private static Optional<TransitionKey> key(DcCommand command) {
        if (command instanceof ExecuteOperation it)
            return Optional.of(it.order().transitionKey());
        if (command instanceof Withdraw it) return Optional.of(it.order().transitionKey());
        if (command instanceof ClearFailures it) return Optional.of(it.transitionKey());
        if (command instanceof ShutDownNode it) return Optional.of(it.transitionKey());
        return Optional.empty();
    }
}
