package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of the section quorum is taken over, as lines of systole.conf inside of {@code quorum}.
 *
 * <p>Corosync counts by ids, Systole by names: where the order of the two differs, lowest and highest become names.
 */
final class QuorumPart {
    private final List<TakenNode> nodes;
    private final Remarks remarks;
    private final List<String> lines = new ArrayList<>();

    private QuorumPart(List<TakenNode> nodes, Remarks remarks) {
        this.nodes = nodes;
        this.remarks = remarks;
    }

    static List<String> of(ConfSection file, List<TakenNode> nodes, Remarks remarks) {
        var part = new QuorumPart(nodes, remarks);
        List<ConfSection> sections = file.sections("quorum");
        if (sections.isEmpty()) {
            remarks.add(
                    0,
                    "quorum",
                    Remark.Kind.DIFFERS,
                    "there is none; here a side without a majority of the votes always follows no-quorum-policy");
        }
        sections.forEach(part::section);
        return List.copyOf(part.lines);
    }

    private void section(ConfSection quorum) {
        boolean device = !quorum.sections("device").isEmpty();
        boolean two = flag(quorum, "two_node");
        boolean lasting = flag(quorum, "last_man_standing");
        boolean ties = flag(quorum, "auto_tie_breaker");
        for (ConfValue value : quorum.values()) {
            switch (value.key()) {
                case "provider" -> provider(value);
                case "expected_votes" -> expected(value);
                case "votes" -> remarks.differs(value, "votes belong to the nodes: nodes = [{ ..., votes = N }]");
                case "two_node" -> twoNode(value, device);
                case "wait_for_all" -> {
                    boolean on = flag(quorum, "wait_for_all");
                    lines.add("wait-for-all = " + (on ? "on" : "off"));
                    remarks.taken(value, "quorum.wait-for-all = " + (on ? "on" : "off"));
                }
                case "last_man_standing" -> lasting(value, lasting, device, quorum);
                case "last_man_standing_window" -> window(value, lasting);
                case "auto_tie_breaker" -> {
                    if (!ties) remarks.taken(value, "quorum.auto-tie-breaker = off, the default");
                    else if (device)
                        remarks.fault(value, "an arbiter has a tie breaker of its own: take this one away");
                    else tieBreaker(value, quorum.value("auto_tie_breaker_node"));
                }
                case "auto_tie_breaker_node" -> {
                    if (!ties) remarks.none(value, "auto_tie_breaker is off");
                }
                case "allow_downscale", "expected_votes_tracking" ->
                    remarks.none(
                            value,
                            "votes expected do not change by themselves but with last-man-standing; `systole quorum"
                                    + " expected-votes` sets them while the cluster runs");
                default -> KnownWords.unknown(value, "quorum", remarks);
            }
        }
        if (quorum.value("two_node").isEmpty() && isTwoEqual() && !device) {
            lines.add("two-node = off");
            remarks.add(
                    quorum.line(),
                    "quorum { ... }",
                    Remark.Kind.TAKEN,
                    "two nodes without two_node: quorum.two-node = off, one alone does nothing; auto would let fencing decide");
        }
        for (ConfSection inner : quorum.sections()) {
            if (inner.name().equals("device")) {
                lines.addAll(ArbiterPart.of(inner, nodes, remarks));
            } else {
                KnownWords.section(inner, remarks);
            }
        }
        if (lasting && quorum.value("wait_for_all").isEmpty() && !two) {
            remarks.add(
                    quorum.line(),
                    "quorum { ... }",
                    Remark.Kind.DIFFERS,
                    "wait-for-all is on with last-man-standing unless it is said to be off: a restarted rest could take itself"
                            + " for the whole");
        }
    }

    private void provider(ConfValue value) {
        if (value.value().equals("corosync_votequorum")) {
            remarks.taken(value, "quorum.strategy = votes, the default");
        } else {
            remarks.differs(value, "quorum.strategy = votes: quorum is always kept, and needs no provider");
        }
    }

    private void expected(ConfValue value) {
        int all = nodes.stream().mapToInt(TakenNode::votes).sum();
        if (value.value().equals(Integer.toString(all))) {
            remarks.taken(value, "the nodes of the list have " + all + " votes");
        } else {
            remarks.differs(
                    value,
                    "votes expected are those of the nodes of the list, which are " + all
                            + "; list every node, or give them other votes");
        }
    }

    private void twoNode(ConfValue value, boolean device) {
        boolean on = isOn(value);
        if (on && !isTwoEqual()) {
            remarks.differs(value, "only two nodes of one vote each can have it; there are " + nodes.size());
        } else if (on && device) {
            remarks.differs(value, "the arbiter decides; quorum.two-node has no effect beside it");
        } else {
            lines.add("two-node = " + (on ? "auto" : "off"));
            remarks.taken(
                    value,
                    "quorum.two-node = " + (on ? "auto; wait-for-all is on unless it is said to be off" : "off"));
        }
    }

    private void lasting(ConfValue value, boolean on, boolean device, ConfSection quorum) {
        boolean equal = nodes.stream().allMatch(node -> node.votes() == 1);
        if (!on) {
            remarks.taken(value, "quorum.last-man-standing = false, the default");
        } else if (device || !equal) {
            remarks.fault(
                    value,
                    device
                            ? "does not go with an arbiter: take it away, and give the arbiter the algorithm lms"
                            : "asks for one vote of each node");
        } else {
            lines.add("last-man-standing = true");
            remarks.differs(
                    value,
                    "quorum.last-man-standing = true: but only nodes that are fenced or have left count no more, never those"
                            + " that are just not heard of");
            if (quorum.value("last_man_standing_window").isEmpty()) {
                lines.add("last-man-standing-window = 10s");
            }
        }
    }

    private void window(ConfValue value, boolean lasting) {
        if (!lasting) {
            remarks.none(value, "last_man_standing is off");
            return;
        }
        if (!value.value().matches("\\d{1,9}")) {
            remarks.fault(value, "must be a number of milliseconds");
            return;
        }
        long wanted = Long.parseLong(value.value());
        long window = Math.max(1000, Math.min(600_000, wanted));
        lines.add("last-man-standing-window = " + window + "ms");
        if (window == wanted) {
            remarks.taken(value, "quorum.last-man-standing-window = " + window + "ms");
        } else {
            remarks.differs(value, "quorum.last-man-standing-window = " + window + "ms: 1 s to 10 min are possible");
        }
    }

    private void tieBreaker(ConfValue value, Optional<ConfValue> node) {
        String order = node.map(ConfValue::value).orElse("lowest");
        Optional<String> breaker =
                switch (order) {
                    case "lowest", "highest" -> Optional.of(byIds(order));
                    default -> named(order);
                };
        if (breaker.isEmpty()) {
            remarks.fault(node.orElse(value), "must be lowest, highest or ids of nodes of the list");
            return;
        }
        String word = breaker.get();
        lines.add("auto-tie-breaker = \"" + word + "\"");
        boolean same = word.equals(order);
        String words = "quorum.auto-tie-breaker = \"" + word + "\"" + (same ? "" : ": names instead of ids, in turn");
        remarks.taken(value, words);
        node.ifPresent(given -> remarks.taken(given, words));
    }

    private Optional<String> named(String ids) {
        Map<String, String> names = new TreeMap<>();
        nodes.forEach(node -> names.put(Long.toString(node.id()), node.name()));
        String[] all = ids.split("[\\s,]+");
        for (String id : all) {
            if (!names.containsKey(id)) return Optional.empty();
        }
        return Optional.of(List.of(all).stream().map(names::get).collect(Collectors.joining(" ")));
    }

    private String byIds(String order) {
        Comparator<TakenNode> ids = Comparator.comparingLong(TakenNode::id);
        return ordered(nodes, order, order.equals("lowest") ? ids : ids.reversed());
    }

    /** The word itself where ids and names have one order, else the names in the order of the ids. */
    private static String ordered(List<TakenNode> nodes, String order, Comparator<TakenNode> byIds) {
        List<String> wanted = nodes.stream().sorted(byIds).map(TakenNode::name).toList();
        Comparator<String> names = Comparator.naturalOrder();
        List<String> here = wanted.stream()
                .sorted(order.equals("lowest") ? names : names.reversed())
                .toList();
        return wanted.equals(here) ? order : String.join(" ", wanted);
    }

    private boolean isTwoEqual() {
        return nodes.size() == 2 && nodes.stream().allMatch(node -> node.votes() == 1);
    }

    private static boolean flag(ConfSection section, String key) {
        return section.value(key).map(QuorumPart::isOn).orElse(false);
    }

    private static boolean isOn(ConfValue value) {
        return value.value().equals("1")
                || value.value().equals("yes")
                || value.value().equals("on");
    }
}
