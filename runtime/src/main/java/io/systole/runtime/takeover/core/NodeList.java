package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The list of nodes, from nodelist and what the CIB knows of names. */
final class NodeList {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,253})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.%a-z]*");
    private static final Pattern RING = Pattern.compile("ring([0-7])_addr");
    private static final int VOTES_MAX = 1000;

    private final Remarks remarks;
    private final SortedMap<String, String> nameOfId;
    private final List<TakenNode> nodes = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private NodeList(Remarks remarks, SortedMap<String, String> nameOfId) {
        this.remarks = remarks;
        this.nameOfId = nameOfId;
    }

    /**
     * @param nameOfId the names of the CIB's members by their ids
     */
    static List<TakenNode> of(ConfSection file, SortedMap<String, String> nameOfId, Remarks remarks) {
        var list = new NodeList(remarks, nameOfId);
        for (ConfSection nodelist : file.sections("nodelist")) {
            nodelist.values().forEach(value -> KnownWords.unknown(value, "nodelist", remarks));
            nodelist.sections().forEach(list::section);
        }
        if (list.nodes.isEmpty()) {
            list.fromCib();
        }
        return List.copyOf(list.nodes);
    }

    private void section(ConfSection section) {
        if (!section.name().equals("node")) {
            KnownWords.section(section, remarks);
            return;
        }
        SortedMap<Integer, ConfValue> rings = new TreeMap<>();
        for (ConfValue value : section.values()) {
            var ring = RING.matcher(value.key());
            if (ring.matches()) {
                rings.put(Integer.parseInt(ring.group(1)), value);
            } else if (!List.of("name", "nodeid", "quorum_votes").contains(value.key())) {
                KnownWords.unknown(value, "node", remarks);
            }
        }
        List<String> addresses = rings.values().stream().map(ConfValue::value).toList();
        long id = whole(section.value("nodeid"), 0, 0, 0xffff_ffffL);
        Optional<String> name = name(section, id, rings);
        if (name.isEmpty()) {
            remarks.fault(
                    section.line(),
                    "node { ... }",
                    "has no name: add \"name: NAME\", the host's as `uname -n` prints it");
            return;
        }
        if (addresses.isEmpty()) {
            remarks.fault(section.line(), "node { ... }", name.get() + " has no address: add \"ring0_addr: ADDRESS\"");
            return;
        }
        if (!names.add(name.get())) {
            remarks.fault(
                    section.line(), "node { ... }", name.get() + " is named twice: give one of them its own name");
            return;
        }
        tell(section, name.get(), rings);
        nodes.add(new TakenNode(name.get(), id, addresses, votes(section), section.line()));
    }

    private void tell(ConfSection section, String name, SortedMap<Integer, ConfValue> rings) {
        section.value("name").ifPresent(value -> remarks.taken(value, "nodes: name = \"" + name + "\""));
        section.value("nodeid")
                .ifPresent(value -> remarks.differs(
                        value, name + " is known by its name; the id stays in the CIB and decides nothing"));
        rings.forEach((number, value) -> {
            if (number.equals(rings.firstKey())) {
                remarks.taken(value, "nodes: the first of the addresses of " + name + ", TCP port 9620");
            } else {
                remarks.differs(
                        value,
                        "nodes: a further address of " + name
                                + ": another way to connect, tried when the first does not answer; not a link that carries"
                                + " traffic at the same time");
            }
        });
    }

    /** As Pacemaker finds a node's name; the CIB knows better than the host that runs the import. */
    private Optional<String> name(ConfSection section, long id, SortedMap<Integer, ConfValue> rings) {
        var given = section.value("name");
        if (given.isPresent()) {
            if (NAME.matcher(given.get().value()).matches()) {
                return given.map(ConfValue::value);
            }
            remarks.fault(given.get(), "must be 1 to 254 letters, digits, dots, hyphens or underscores");
        }
        String known = nameOfId.get(Long.toString(id));
        if (known != null) {
            remarks.add(
                    section.line(),
                    "node { ... }",
                    Remark.Kind.DIFFERS,
                    "has no name; the CIB says that id " + id + " is " + known);
            return Optional.of(known);
        }
        return rings.values().stream()
                .map(ConfValue::value)
                .limit(1)
                .filter(address -> !ADDRESS.matcher(address).matches())
                .filter(address -> NAME.matcher(address).matches())
                .findFirst();
    }

    private void fromCib() {
        if (nameOfId.isEmpty()) {
            remarks.fault(
                    0, "nodelist", "there is none, and the CIB names no node: add a nodelist with name and ring0_addr");
            return;
        }
        remarks.add(
                0,
                "nodelist",
                Remark.Kind.DIFFERS,
                "there is none (multicast); the nodes are those of the CIB, met under their names: make sure that all hosts"
                        + " resolve them, or write addresses");
        nameOfId.forEach((id, name) ->
                nodes.add(new TakenNode(name, id.matches("\\d{1,10}") ? Long.parseLong(id) : 0, List.of(name), 1, 0)));
        nodes.sort(Comparator.comparing(TakenNode::name));
    }

    private int votes(ConfSection section) {
        int votes = (int) whole(section.value("quorum_votes"), -1, 0, VOTES_MAX);
        section.value("quorum_votes")
                .filter(value -> votes >= 0)
                .ifPresent(value -> remarks.taken(value, "nodes: votes = " + votes));
        return votes < 0 ? 1 : votes;
    }

    private long whole(Optional<ConfValue> value, long otherwise, long least, long most) {
        if (value.isEmpty()) {
            return otherwise;
        }
        String text = value.get().value();
        if (text.matches("\\d{1,10}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        remarks.fault(value.get(), "must be a whole number from " + least + " to " + most);
        return otherwise;
    }
}
