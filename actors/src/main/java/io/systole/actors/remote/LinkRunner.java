package io.systole.actors.remote;

import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.OperationWords;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.OperationRunner;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.agents.AgentId;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Has operations done over a connection. Called from several actors. */
final class LinkRunner implements OperationRunner {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Link link;
    private final NodeClock clock;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    private record Open(OperationOrder order, CompletableFuture<Ran> result) {}

    LinkRunner(Link link, NodeClock clock) {
        this.link = link;
        this.clock = clock;
    }

    Link link() {
        return link;
    }

    @Override
    public CompletionStage<Ran> run(OperationOrder order) {
        if (order.agentClass().equals(AgentId.STONITH)) {
            String why = "fence devices run on members alone";
            return CompletableFuture.completedFuture(failed(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, why));
        }
        String id = Long.toString(ids.incrementAndGet());
        var result = new CompletableFuture<Ran>();
        open.put(id, new Open(order, result));
        var words = new ArrayList<String>();
        words.add(id);
        words.addAll(OperationWords.of(order));
        link.send(new Frame("run", words));
        if (!link.isOpen()) {
            lost(id);
        }
        Duration patience = order.timeout().plus(GRACE);
        return result.completeOnTimeout(
                failed(OcfCode.GENERIC, OpStatus.TIMEOUT, "the remote host did not answer in time"),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void onResult(Frame frame) {
        Open asked = open.remove(frame.word(0));
        if (asked != null) {
            asked.result()
                    .complete(OperationWords.ran(
                            frame.words().subList(1, frame.words().size())));
        }
    }

    void onClosed() {
        List.copyOf(open.keySet()).forEach(this::lost);
    }

    /** What recurs says nothing: that the connection is gone is the connection's own failure. */
    private void lost(String id) {
        Open asked = open.remove(id);
        if (asked != null && !asked.order().recurs()) {
            asked.result().complete(failed(OcfCode.GENERIC, OpStatus.NOT_CONNECTED, "the connection was lost"));
        } else if (asked != null) {
            asked.result().complete(cancelled());
        }
    }

    private Ran failed(int rc, OpStatus status, String why) {
        return new Ran(
                new OperationResult(rc, status.code(), why, clock.now(), Duration.ZERO, List.of()),
                AgentTraits.unknown());
    }

    private Ran cancelled() {
        return failed(OcfCode.OK, OpStatus.CANCELLED, "");
    }
}
