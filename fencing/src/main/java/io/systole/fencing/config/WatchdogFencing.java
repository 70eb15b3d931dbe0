package io.systole.fencing.config;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.fencing.BuiltInFenceAgents;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.ConfiguredDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fencing by waiting until the target's watchdog must have ended it, as with Pacemaker's fencing-watchdog-timeout: with
 * have-watchdog it is a device, called {@code watchdog}, that comes after all others. A configured device of the agent
 * {@code fence_watchdog} limits it to the hosts of its list. Here, only nodes that said that they have a watchdog are fenced
 * so, and nodes that were not seen since the cluster formed, for which the option is the administrator's word.
 */
public final class WatchdogFencing {
    /** The transient attribute by which a node says that it has an armed watchdog: its timeout in milliseconds. */
    public static final String ATTRIBUTE = "#watchdog-ms";

    private static final List<String> NAMES = List.of("fencing-watchdog-timeout", "stonith-watchdog-timeout");
    private static final String HOSTS = "pcmk_host_list";

    private WatchdogFencing() {}

    /** Whether the cluster is to fence by watchdog, if it can. */
    public static boolean wished(Cib cib) {
        for (var name : NAMES) {
            for (var set : cib.configuration().crmConfig()) {
                if (set.value(name) != null) {
                    return milliseconds(set.value(name)) != 0;
                }
            }
        }
        return false;
    }

    /** Negative values mean: twice the watchdog's own timeout. Zero and what cannot be read mean no. */
    private static long milliseconds(@Nullable String text) {
        var ms = Spans.milliseconds(text).orElse(0);
        return text != null && text.strip().startsWith("-") ? -1 : ms;
    }

    /** The devices with fencing by watchdog at their end, where the options say so. */
    static List<ConfiguredDevice> with(
            List<ConfiguredDevice> devices,
            SortedMap<String, String> options,
            SortedMap<NodeName, SortedMap<String, String>> attributes,
            Cib cib) {
        var others = new ArrayList<ConfiguredDevice>();
        var limits = new ArrayList<ConfiguredDevice>();
        for (var device : devices) {
            (device.device().agent().equals(BuiltInFenceAgents.WATCHDOG) ? limits : others).add(device);
        }
        var timeoutMs = milliseconds(options.getOrDefault(NAMES.get(0), options.get(NAMES.get(1))));
        if (timeoutMs == 0 || !Truth.isTrue(options.get("have-watchdog"))) {
            return others;
        }
        var limit = limits.stream().findFirst();
        var timeouts = timeouts(attributes, timeoutMs, cib);
        limit.ifPresent(device -> {
            var hosts = device.device().settings().staticHosts();
            timeouts.keySet().removeIf(node -> !hosts.isEmpty() && !hosts.contains(node));
        });
        if (!timeouts.isEmpty()) {
            others.add(device(limit, timeouts));
        }
        return others;
    }

    /** For whom to wait how long, in milliseconds: never less than twice the node's own timeout. */
    private static NavigableMap<NodeName, Long> timeouts(
            SortedMap<NodeName, SortedMap<String, String>> attributes, long timeoutMs, Cib cib) {
        var seen = cib.status().nodeStates().stream()
                .filter(state -> state.lrm() != null || state.transientAttributes() != null)
                .flatMap(state -> Optional.ofNullable(state.uname()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var timeouts = new TreeMap<NodeName, Long>();
        attributes.forEach((node, values) -> {
            var own = values.getOrDefault(ATTRIBUTE, "");
            if (own.matches("[1-9][0-9]{0,9}")) {
                timeouts.put(node, Math.max(timeoutMs, 2 * Long.parseLong(own)));
            } else if (!seen.contains(node) && timeoutMs > 0) {
                timeouts.put(node, timeoutMs);
            }
        });
        return timeouts;
    }

    private static ConfiguredDevice device(Optional<ConfiguredDevice> limit, SortedMap<NodeName, Long> timeouts) {
        var parameters = new TreeMap<String, String>();
        limit.ifPresent(device -> parameters.putAll(device.device().parameters()));
        parameters.keySet().removeIf(name -> name.equals("pcmk_host_map"));
        parameters.put(HOSTS, timeouts.keySet().stream().map(NodeName::value).collect(Collectors.joining(" ")));
        parameters.put("pcmk_host_check", "static-list");
        timeouts.forEach((node, ms) -> parameters.put("wait_" + node, Long.toString(ms)));
        // Longer than any of the waits, or the device would be given up before it is done.
        var longest =
                timeouts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        for (var action : List.of("off", "reboot")) {
            parameters.putIfAbsent("pcmk_" + action + "_timeout", longest + 5000 + "ms");
        }
        return new ConfiguredDevice(
                new FenceDevice(
                        limit.map(device -> device.device().id()).orElse(new ResourceId("watchdog")),
                        BuiltInFenceAgents.WATCHDOG,
                        parameters),
                limit.map(ConfiguredDevice::barred).orElse(new TreeSet<>()),
                limit.map(ConfiguredDevice::verified).orElse(new TreeSet<>()));
    }
}
