package io.systole.fencing;

import io.systole.cib.NodeName;
import io.systole.fencing.BuiltInFenceAgents.Answer;
import io.systole.fencing.BuiltInFenceAgents.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * Fences by patience: when the target has not been heard of for so long, its own watchdog has ended it. The times come from
 * the device's parameters, {@code wait_NODE}, in milliseconds.
 *
 * @param self a node never vouches for its own death
 */
public record WatchdogFenceAgent(NodeName self) implements BuiltInFenceAgents.BuiltIn {
    @Override
    public FenceAgentMetadata metadata() {
        return new FenceAgentMetadata(
                List.of("action", "plug"),
                List.of("off", "reboot", "on", "monitor", "metadata", "validate-all"),
                false);
    }

    @Override
    public Answer run(FenceAgentCall call, Waiting after) throws InterruptedException {
        if (!call.action().takesPower()) {
            return Answer.ok();
        }
        var target = call.target();
        if (target == null || target.equals(self)) {
            return Answer.failed("a node that runs cannot say that its watchdog has ended it");
        }
        var wait = call.device().parameters().getOrDefault("wait_" + target, "");
        if (!wait.matches("[1-9][0-9]{0,9}")) {
            return Answer.failed("nothing says how long to wait for the watchdog of " + target
                    + ": set fencing-watchdog-timeout, and have its node run with a watchdog");
        }
        after.await(Duration.ofMillis(Long.parseLong(wait)));
        return Answer.ok();
    }
}
