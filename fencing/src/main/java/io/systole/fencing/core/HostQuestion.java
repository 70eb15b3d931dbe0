package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.fencing.DeviceSettings;
import io.systole.fencing.DeviceSettings.HostCheck;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.FenceAgentResult;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a node finds out from a device's agent whether it can fence a target: by its list, by its status, or not at all
 * (Pacemaker Explained, pcmk_host_check).
 */
public final class HostQuestion {
    private HostQuestion() {}

    /** What to ask: list, status, or nothing, because the device is taken to fence any node. */
    public static HostCheck check(DeviceSettings settings, @Nullable FenceAgentMetadata metadata) {
        if (settings.hostCheck().isPresent()) {
            return settings.hostCheck().get();
        }
        if (!settings.staticHosts().isEmpty()) {
            return HostCheck.STATIC_LIST;
        }
        if (metadata == null || metadata.supports(FenceAction.LIST)) {
            return HostCheck.DYNAMIC_LIST;
        }
        return metadata.supports(FenceAction.STATUS) ? HostCheck.STATUS : HostCheck.NONE;
    }

    /** Whether the agent's list names the target: lines of {@code plug}, or {@code plug,alias}, or several names. */
    public static boolean isListed(FenceAgentResult list, String plug, NodeName target) {
        return list.succeeded()
                && Stream.of(list.stdout().split("[\\s,;]+"))
                        .anyMatch(word -> word.equals(plug) || word.equals(target.value()));
    }

    /** Whether the agent knows the target: on (0) or off (2). */
    public static boolean isKnown(FenceAgentResult status) {
        return status.kind() == FenceAgentResult.Kind.EXITED && (status.rc() == 0 || status.rc() == 2);
    }
}
