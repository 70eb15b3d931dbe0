package io.systole.fencing;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code pcmk_*} parameters of a device, read once (Pacemaker Explained, "Special Meta-Attributes for Fencing
 * Resources"). A value that cannot be read counts as not given: the device shall rather be used than refused.
 *
 * @param hostMap the device's own name for a node
 */
public record DeviceSettings(
        List<NodeName> hostList,
        SortedMap<NodeName, String> hostMap,
        Optional<HostCheck> hostCheck,
        Optional<String> hostArgument,
        DelaySettings delay,
        int actionLimit,
        SortedMap<String, String> raw) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int TRIES = 2;

    public DeviceSettings {
        hostList = List.copyOf(hostList);
        hostMap = Collections.unmodifiableSortedMap(new TreeMap<>(hostMap));
        raw = Collections.unmodifiableSortedMap(new TreeMap<>(raw));
    }

    /** How a device is asked which nodes it can fence. */
    public enum HostCheck {
        STATIC_LIST,
        DYNAMIC_LIST,
        STATUS,
        NONE
    }

    static DeviceSettings of(SortedMap<String, String> parameters) {
        return new DeviceSettings(
                HostTexts.names(parameters.getOrDefault("pcmk_host_list", "")),
                HostTexts.map(parameters.getOrDefault("pcmk_host_map", "")),
                hostCheck(parameters.get("pcmk_host_check")),
                Optional.ofNullable(parameters.get("pcmk_host_argument")),
                DelaySettings.of(parameters),
                HostTexts.number(parameters.get("pcmk_action_limit")).orElse(1),
                parameters);
    }

    private static Optional<HostCheck> hostCheck(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "static-list" -> Optional.of(HostCheck.STATIC_LIST);
            case "dynamic-list" -> Optional.of(HostCheck.DYNAMIC_LIST);
            case "status" -> Optional.of(HostCheck.STATUS);
            case "none" -> Optional.of(HostCheck.NONE);
            default -> Optional.empty();
        };
    }

    /** All nodes that the list and the map name, in their order. */
    public List<NodeName> staticHosts() {
        var hosts = new ArrayList<>(hostList);
        hostMap.keySet().stream().filter(name -> !hosts.contains(name)).forEach(hosts::add);
        return hosts;
    }

    /** What the host's boot id, once it is back, has to do with what the device said of its end. */
    public enum Proof {
        /** Nothing: the device does not restart hosts, but cuts them off from disks or networks. */
        NONE,
        /** The same boot id after a fencing is reported. */
        REPORT,
        /** Such a device also proves nothing by itself any more, until somebody says that it is to be trusted again. */
        REQUIRE
    }

    /** Parameter {@code systole_proof} (none, report, require); report where it is not given or no such word. */
    public Proof proof() {
        return switch (raw.getOrDefault("systole_proof", "report")) {
            case "none" -> Proof.NONE;
            case "require" -> Proof.REQUIRE;
            default -> Proof.REPORT;
        };
    }

    /**
     * Whether the device is meant for a node by its lists alone; empty where its agent has to be asked (pcmk_host_check
     * dynamic-list, status, or the default without a list).
     */
    public Optional<Boolean> isMeantFor(NodeName node) {
        var hosts = staticHosts();
        var check = hostCheck.orElse(hosts.isEmpty() ? HostCheck.STATUS : HostCheck.STATIC_LIST);
        return switch (check) {
            case NONE -> Optional.of(true);
            case STATIC_LIST -> Optional.of(hosts.contains(node));
            case DYNAMIC_LIST, STATUS -> Optional.empty();
        };
    }

    /** The word for the agent, which the configuration may replace ({@code pcmk_reboot_action=off}). */
    public String word(FenceAction action) {
        return raw.getOrDefault("pcmk_" + action.word() + "_action", action.word());
    }

    public Duration timeout(FenceAction action, Duration otherwise) {
        return HostTexts.duration(raw.get("pcmk_" + action.word() + "_timeout"))
                .filter(timeout -> !timeout.isZero())
                .orElse(otherwise);
    }

    public Duration timeout(FenceAction action) {
        return timeout(action, TIMEOUT);
    }

    /** How often the agent is called at most within one timeout. */
    public int tries(FenceAction action) {
        return Math.max(
                1,
                HostTexts.number(raw.get("pcmk_" + action.word() + "_retries")).orElse(TRIES));
    }

    /** The device's name for a node. */
    public String plug(NodeName node) {
        return hostMap.getOrDefault(node, node.value());
    }
}
