package io.systole.runtime.status;

import java.util.List;

/**
 * A fence device as it is configured.
 *
 * @param hosts the nodes that it names; empty where its agent has to be asked
 * @param check how it is found out whom it can fence: static-list, dynamic-list, status, none, or by the agent
 * @param delay what it waits for before it takes power, in words; empty where it does not wait
 * @param proof what the boot id has to do with it: none, report, require
 * @param barred the nodes that may not use it
 * @param verified the nodes on which its resource is active
 * @param distrust why its word alone does not count; empty where it does
 */
public record FenceDeviceView(
        String id,
        String agent,
        List<String> hosts,
        String check,
        String delay,
        String proof,
        List<String> barred,
        List<String> verified,
        String distrust) {
    public FenceDeviceView {
        hosts = List.copyOf(hosts);
        barred = List.copyOf(barred);
        verified = List.copyOf(verified);
    }
}
