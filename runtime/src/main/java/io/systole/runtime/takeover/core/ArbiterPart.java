package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of quorum.device is taken over: a corosync-qnetd as arbiter, as lines inside of {@code quorum}. */
final class ArbiterPart {
    private static final String CERTIFICATES =
            "Corosync keeps its certificates in an NSS database; here they are PEM files in /etc/systole/arbiter"
                    + " (docs/operations/split-brain.md says how to get them out)";

    /** Systole's own patience with the arbiter, and what of it two heartbeats take. */
    private static final long TIMEOUT_MS = 5000;

    private static final long ROUNDS_MS = 2000;

    private final List<TakenNode> nodes;
    private final Remarks remarks;
    private final List<String> lines = new ArrayList<>();

    private ArbiterPart(List<TakenNode> nodes, Remarks remarks) {
        this.nodes = nodes;
        this.remarks = remarks;
    }

    static List<String> of(ConfSection device, List<TakenNode> nodes, Remarks remarks) {
        var part = new ArbiterPart(nodes, remarks);
        part.device(device);
        if (part.lines.stream().noneMatch(line -> line.startsWith("host "))) {
            remarks.fault(
                    device.line(),
                    "device { ... }",
                    "names no host of a corosync-qnetd: only the model net is known here");
            return List.of();
        }
        var all = new ArrayList<String>();
        all.add("arbiter {");
        part.lines.forEach(line -> all.add("  " + line));
        all.add("}");
        return all;
    }

    private void device(ConfSection device) {
        for (ConfValue value : device.values()) {
            switch (value.key()) {
                case "model" -> {
                    if (value.value().equals("net")) remarks.taken(value, "quorum.arbiter");
                    else remarks.fault(value, "is no model that is known here; expected net, a corosync-qnetd");
                }
                case "votes" ->
                    remarks.differs(value, "the algorithm says it: ffsplit has 1, lms one less than there are nodes");
                case "timeout" ->
                    remarks.differs(
                            value,
                            "quorum.arbiter.heartbeat is the least that the arbiter accepts, 1s, since nobody waits for a"
                                    + " lost one here");
                case "sync_timeout" ->
                    remarks.differs(
                            value,
                            "quorum.arbiter.timeout says how long a side keeps its quorum while the arbiter is asked: 5 s,"
                                    + " or 2 s more than heuristics may take");
                case "master_wins" -> remarks.none(value, "only disks had it; see sbd (docs/operations/sbd.md)");
                default -> KnownWords.unknown(value, "device", remarks);
            }
        }
        for (ConfSection inner : device.sections()) {
            switch (inner.name()) {
                case "net" -> inner.values().forEach(this::net);
                case "heuristics" -> heuristics(inner);
                default -> KnownWords.section(inner, remarks);
            }
        }
    }

    private void net(ConfValue value) {
        switch (value.key()) {
            case "host" -> keep(value, "host", Quoted.of(value.value()));
            case "port" -> {
                if (value.value().matches("\\d{1,5}")) keep(value, "port", value.value());
                else remarks.fault(value, "must be a TCP port");
            }
            case "algorithm" -> algorithm(value);
            case "tls" -> {
                if (List.of("on", "off", "required").contains(value.value())) {
                    lines.add("tls = " + value.value());
                    remarks.differs(value, "quorum.arbiter.tls = " + value.value() + ". " + CERTIFICATES);
                } else {
                    remarks.fault(value, "must be on, off or required");
                }
            }
            case "tie_breaker" -> ties(value);
            case "keep_active_partition_tie_breaker" ->
                keep(value, "keep-active-partition-tie-breaker", value.value().equals("on") ? "on" : "off");
            case "connect_timeout" -> {
                if (value.value().matches("\\d{1,9}")) {
                    keep(
                            value,
                            "connect-timeout",
                            Math.max(100, Math.min(120_000, Long.parseLong(value.value()))) + "ms");
                } else {
                    remarks.fault(value, "must be a number of milliseconds");
                }
            }
            case "force_ip_version" -> remarks.none(value, "write the arbiter's address instead of its name");
            default -> KnownWords.unknown(value, "net", remarks);
        }
    }

    private void algorithm(ConfValue value) {
        if (!List.of("ffsplit", "lms").contains(value.value())) {
            remarks.fault(value, "must be ffsplit or lms");
        } else if (value.value().equals("ffsplit") && nodes.size() % 2 != 0) {
            remarks.fault(
                    value,
                    "is for an even number of nodes, there are " + nodes.size()
                            + ": a majority needs no arbiter then; take the device away, or choose lms to go on with fewer");
        } else {
            keep(value, "algorithm", value.value());
        }
    }

    private void ties(ConfValue value) {
        Comparator<TakenNode> ids = Comparator.comparingLong(TakenNode::id);
        Map<String, String> names = new TreeMap<>();
        nodes.forEach(node -> names.put(Long.toString(node.id()), node.name()));
        Optional<String> node =
                switch (value.value()) {
                    case "lowest" -> nodes.stream().min(ids).map(TakenNode::name);
                    case "highest" -> nodes.stream().max(ids).map(TakenNode::name);
                    default -> Optional.ofNullable(names.get(value.value()));
                };
        if (node.isEmpty()) {
            remarks.fault(value, "must be lowest, highest or the id of a node of the list");
        } else {
            keep(value, "tie-breaker", "\"" + node.get() + "\"");
        }
    }

    private void heuristics(ConfSection section) {
        var inner = new ArrayList<String>();
        var commands = new ArrayList<String>();
        for (ConfValue value : section.values()) {
            if (value.key().startsWith("exec_")) {
                String name = value.key().substring("exec_".length());
                commands.add(Quoted.of(name) + " = " + Quoted.of(value.value()));
                remarks.taken(value, "quorum.arbiter.heuristics.commands." + name + "; no shell reads it");
            } else if (value.key().equals("mode")
                    && List.of("on", "off", "sync").contains(value.value())) {
                inner.add("mode = " + value.value());
                remarks.taken(value, "quorum.arbiter.heuristics.mode = " + value.value());
            } else if (List.of("timeout", "interval").contains(value.key())
                    && value.value().matches("\\d{1,9}")) {
                long least = value.key().equals("timeout") ? 100 : 1000;
                long most = value.key().equals("timeout") ? 120_000 : 3_600_000;
                long ms = Math.max(least, Math.min(most, Long.parseLong(value.value())));
                inner.add(value.key() + " = " + ms + "ms");
                if (value.key().equals("timeout") && ms > TIMEOUT_MS - ROUNDS_MS) {
                    lines.add("timeout = " + (ms + ROUNDS_MS) + "ms");
                }
                remarks.taken(value, "quorum.arbiter.heuristics." + value.key() + " = " + ms + "ms");
            } else if (value.key().equals("sync_timeout")) {
                remarks.none(value, "heuristics have one timeout");
            } else {
                KnownWords.unknown(value, "heuristics", remarks);
            }
        }
        lines.add("heuristics {");
        inner.forEach(line -> lines.add("  " + line));
        lines.add("  commands {");
        commands.forEach(line -> lines.add("    " + line));
        lines.add("  }");
        lines.add("}");
    }

    private void keep(ConfValue value, String key, String written) {
        lines.add(key + " = " + written);
        remarks.taken(value, "quorum.arbiter." + key + " = " + written);
    }
}
