package io.systole.actors.fencer.wire;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;

/**
 * A {@link FencingRecord} on the wire.
 *
 * @param fenced whether it was done; then {@code detail} names the devices, else it says why not
 * @param executor the node that led it; empty where nobody tried
 */
public record EndedFencing(
        String target,
        long incarnation,
        String action,
        String reason,
        String requestedBy,
        long atMs,
        boolean fenced,
        String detail,
        String executor,
        long durationMs) {
    public static EndedFencing of(FencingRecord ended) {
        var fenced = ended.outcome() instanceof Fenced done ? done : null;
        var failed = ended.outcome() instanceof Failed it ? it : null;
        var tried =
                failed == null || failed.ledBy() == null ? "" : failed.ledBy().value();
        return new EndedFencing(
                ended.target().value(),
                ended.incarnation(),
                ended.action().word(),
                ended.reason(),
                ended.requestedBy(),
                ended.at().toEpochMilli(),
                fenced != null,
                fenced != null ? fenced.by() : failed != null ? failed.why() : "",
                fenced != null ? fenced.executor().value() : tried,
                fenced != null
                        ? fenced.duration().toMillis()
                        : failed != null ? failed.duration().toMillis() : 0);
    }

    public FencingRecord read() {
        var at = Instant.ofEpochMilli(atMs);
        FencingOutcome outcome = fenced
                ? new Fenced(detail, new NodeName(executor), at, Duration.ofMillis(durationMs))
                : new Failed(detail, executor.isEmpty() ? null : new NodeName(executor), Duration.ofMillis(durationMs));
        return new FencingRecord(
                new NodeName(target), incarnation, FenceAction.of(action), reason, requestedBy, at, outcome);
    }
}
