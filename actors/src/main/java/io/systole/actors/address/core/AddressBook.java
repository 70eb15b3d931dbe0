package io.systole.actors.address.core;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The addresses of the nodes that have several, and what was found at each.
 * <ul>
 *   <li>{@code nodes}: by a node's first address, which is its identity, all of its addresses in their order.
 *   <li>{@code found}: what the last attempt at an address met with; an address that was not tried is not in it.
 * </ul>
 */
public record AddressBook(SortedMap<String, List<String>> nodes, SortedMap<String, Finding> found) {
    /** What an attempt met with, better ones first. */
    public enum Finding {
        ANSWERS,
        REFUSES,
        SILENT
    }

    public AddressBook {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
    }

    /** Nodes that share their first address cannot be told apart by it: they are always met there. */
    public static AddressBook of(List<List<String>> addressesOfNodes) {
        var nodes = new TreeMap<String, List<String>>();
        for (List<String> addresses : addressesOfNodes) {
            long sharing = addressesOfNodes.stream()
                    .filter(other -> other.get(0).equals(addresses.get(0)))
                    .count();
            if (addresses.size() > 1 && sharing == 1) {
                nodes.put(addresses.get(0), List.copyOf(addresses));
            }
        }
        return new AddressBook(nodes, new TreeMap<>());
    }

    public AddressBook finding(String identity, String address, Finding finding) {
        var changed = new TreeMap<>(found);
        changed.put(key(identity, address), finding);
        return new AddressBook(nodes, changed);
    }

    /** Where to go for the node of this identity: the first of its addresses that answers; of equal ones the first. */
    public String choose(String identity) {
        return nodes.getOrDefault(identity, List.of(identity)).stream()
                .min(Comparator.comparingInt(address -> rank(identity, address)))
                .orElse(identity);
    }

    private int rank(String identity, String address) {
        Finding finding = found.get(key(identity, address));
        if (finding == Finding.ANSWERS) return 0;
        if (finding == null) return 1;
        return finding == Finding.REFUSES ? 2 : 3;
    }

    private static String key(String identity, String address) {
        return identity + " " + address;
    }
}
