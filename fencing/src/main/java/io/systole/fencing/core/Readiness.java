package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.core.NodeReadiness.Answer;
import io.systole.fencing.core.NodeReadiness.Device;
import io.systole.fencing.core.NodeReadiness.From;
import io.systole.fencing.core.NodeReadiness.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Puts together, for each node, what the members' checks say about fencing it. */
public final class Readiness {
    /** A check that takes more than this part of its time is told: a device that grows slower fails one day. */
    private static final int HEADROOM = 2;

    private final FencingConfiguration configuration;
    private final List<NodeName> members;
    private final List<DeviceFinding> findings;
    private final SortedSet<ResourceId> distrusted;

    private Readiness(
            FencingConfiguration configuration,
            List<NodeName> members,
            List<DeviceFinding> findings,
            SortedSet<ResourceId> distrusted) {
        this.configuration = configuration;
        this.members = members;
        this.findings = findings;
        this.distrusted = distrusted;
    }

    /**
     * For each of the nodes whether it could be fenced.
     *
     * @param members those that can be reached and could do it; findings of others do not count
     * @param distrusted devices whose word alone proves nothing
     */
    public static List<NodeReadiness> of(
            FencingConfiguration configuration,
            SortedSet<NodeName> nodes,
            List<NodeName> members,
            List<DeviceFinding> findings,
            SortedSet<ResourceId> distrusted) {
        var readiness = new Readiness(configuration, members, findings, distrusted);
        return nodes.stream().map(readiness::of).toList();
    }

    private NodeReadiness of(NodeName node) {
        var topology = Topology.levels(configuration, node);
        var levels = new ArrayList<Level>();
        if (topology.isEmpty()) {
            for (var configured : configuration.devices()) {
                if (configured.device().settings().isMeantFor(node).orElse(true)) {
                    var device = device(configured.device().id(), node);
                    if (!isForeign(device)) {
                        levels.add(level(List.of(device)));
                    }
                }
            }
        } else {
            topology.forEach(ids ->
                    levels.add(level(ids.stream().map(id -> device(id, node)).toList())));
        }
        var answer = best(levels.stream().map(Level::answer).toList());
        return new NodeReadiness(node, answer, levels, missing(levels, answer));
    }

    /** A device that works, must be asked for its targets, and does not know this one: it is meant for others. */
    private boolean isForeign(Device device) {
        var asked = configuration
                .device(device.id())
                .filter(it -> it.device().settings().hostCheck().isPresent()
                        || it.device().settings().staticHosts().isEmpty())
                .isPresent();
        return asked
                && !device.from().isEmpty()
                && device.from().stream().allMatch(from -> {
                    var finding = from.finding();
                    return from.answer() == Answer.NO && finding != null && finding.target() != null;
                });
    }

    private Device device(ResourceId id, NodeName node) {
        var configured = configuration.device(id);
        if (configured.isEmpty()) {
            return new Device(id, Answer.NO, "it is not configured, or its target-role is Stopped", List.of());
        }
        if (!configured.get().device().settings().isMeantFor(node).orElse(true)) {
            return new Device(id, Answer.NO, "its list of hosts does not name " + node, List.of());
        }
        var others = members.stream().filter(member -> !member.equals(node)).toList();
        var able = others.isEmpty() ? members : others;
        if (able.isEmpty()) {
            return new Device(id, Answer.NO, "no member is there to use it", List.of());
        }
        var task = new FencingTask(node, FenceAction.REBOOT, able.get(0), able, Duration.ZERO);
        var executors = Executors.of(task, meantFor(node)).of(configured.get());
        if (executors.isEmpty()) {
            return new Device(id, Answer.NO, "constraints keep it from every member that could use it", List.of());
        }
        var from = executors.stream().map(member -> from(id, member, node)).toList();
        return new Device(id, best(from.stream().map(From::answer).toList()), "", from);
    }

    private List<ConfiguredDevice> meantFor(NodeName node) {
        return configuration.devices().stream()
                .filter(device -> device.device().settings().isMeantFor(node).orElse(true))
                .toList();
    }

    private From from(ResourceId device, NodeName member, NodeName target) {
        var about = newest(device, member, target);
        var monitor = newest(device, member, null);
        var decides = monitor != null && (!monitor.works() || about == null) ? monitor : about;
        if (decides == null) {
            return new From(member, Answer.UNCHECKED, null);
        }
        var isDone = decides.target() != null || !decides.works();
        var works = decides.works() ? Answer.YES : Answer.NO;
        return new From(member, isDone ? works : Answer.UNCHECKED, decides);
    }

    private @Nullable DeviceFinding newest(ResourceId device, NodeName from, @Nullable NodeName target) {
        DeviceFinding newest = null;
        for (var each : findings) {
            if (each.device().equals(device) && each.from().equals(from) && Objects.equals(each.target(), target)) {
                newest = each;
            }
        }
        return newest;
    }

    private Level level(List<Device> devices) {
        if (devices.stream().allMatch(device -> distrusted.contains(device.id()))) {
            return new Level(Answer.NO, devices);
        }
        return new Level(worst(devices.stream().map(Device::answer).toList()), devices);
    }

    private static Answer best(List<Answer> answers) {
        return answers.stream().min(Answer::compareTo).orElse(Answer.NO);
    }

    private static Answer worst(List<Answer> answers) {
        return answers.stream().max(Answer::compareTo).orElse(Answer.NO);
    }

    private List<String> missing(List<Level> levels, Answer answer) {
        var missing = new ArrayList<String>();
        if (levels.isEmpty()) {
            missing.add(
                    configuration.devices().isEmpty()
                            ? "no fence device is configured and enabled"
                            : "no device names it in its pcmk_host_list or pcmk_host_map, or knows it");
        }
        for (var level : levels) {
            for (var device : level.devices()) {
                missing.addAll(missing(device, answer));
            }
        }
        return missing.stream().distinct().toList();
    }

    private List<String> missing(Device device, Answer answer) {
        var lines = new ArrayList<String>();
        if (distrusted.contains(device.id())) {
            lines.add(device.id() + " is not trusted: it said that it had fenced a node that was never restarted");
        }
        if (!device.why().isEmpty()) {
            lines.add(device.id() + ": " + device.why());
        }
        for (var from : device.from()) {
            var finding = from.finding();
            var monitor = newest(device.id(), from.node(), null);
            if (monitor != null && monitor.works() && !monitor.why().isEmpty()) {
                lines.add(device.id() + " from " + from.node() + ": " + monitor.why());
            }
            if (from.answer() == Answer.NO && finding != null) {
                lines.add(device.id() + " from " + from.node() + ": " + finding.why());
            } else if (from.answer() == Answer.YES && finding != null && isSlow(finding)) {
                lines.add(device.id() + " from " + from.node() + " is slow: it took "
                        + finding.took().toMillis() + " ms of "
                        + finding.timeout().toMillis() + " ms");
            } else if (from.answer() == Answer.UNCHECKED && answer != Answer.YES) {
                lines.add(device.id() + " from " + from.node() + " was not checked yet");
            }
        }
        return lines;
    }

    private static boolean isSlow(DeviceFinding finding) {
        return finding.took().multipliedBy(HEADROOM).compareTo(finding.timeout()) > 0;
    }
}
