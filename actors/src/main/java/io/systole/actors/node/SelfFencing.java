package io.systole.actors.node;

import io.systole.event.EventCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;

/**
 * What a node does to itself where no-quorum-policy is fence and it has no quorum, or when it is no member any more: the
 * planner stops its resources, as for the policy stop, and then the process ends; or, where that was configured, the kernel restarts the host at once, which
 * no resource survives and no agent can hold up.
 */
public final class SelfFencing {
    /** How. */
    public enum How {
        PROCESS,
        HOST
    }

    private static final String RESTART_NOW = "b";

    private final How how;
    private final Path trigger;
    private final Executor blocking;
    private final Logger log;

    /**
     * Self-fencing of one node.
     *
     * @param trigger the kernel's sysrq-trigger
     */
    SelfFencing(How how, Path trigger, Executor blocking, Logger log) {
        this.how = how;
        this.trigger = trigger;
        this.blocking = blocking;
        this.log = log;
    }

    static SelfFencing of(How how, ActorSystem<?> system, Logger log) {
        return new SelfFencing(
                how, Path.of("/proc/sysrq-trigger"), system.dispatchers().lookup(DispatcherSelector.blocking()), log);
    }

    /** For the given reason. */
    void begin(String reason) {
        log.atError()
                .addKeyValue("code", EventCode.NODE_FENCES_ITSELF)
                .addKeyValue("how", how.name().toLowerCase(Locale.ROOT))
                .addKeyValue("reason", reason)
                .log("this node fences itself");
        if (how == How.HOST) {
            blocking.execute(this::restartHost);
        }
    }

    private void restartHost() {
        try {
            Files.writeString(trigger, RESTART_NOW, StandardCharsets.US_ASCII);
        } catch (IOException notAllowed) {
            log.atError()
                    .addKeyValue("trigger", trigger)
                    .addKeyValue("why", notAllowed)
                    .log("the host cannot be restarted; the node ends when its resources are stopped");
        }
    }
}
