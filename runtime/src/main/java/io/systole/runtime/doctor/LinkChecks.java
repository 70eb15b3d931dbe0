package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import io.systole.runtime.doctor.HostFacts.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges the ways between nodes, each in both directions, by attempts to connect. */
final class LinkChecks {
    /** Of the middle attempt; more is unusual within a site. */
    private static final double SLOW_MS = 50;

    private LinkChecks() {}

    static List<Finding> of(ClusterFacts facts) {
        var findings = new ArrayList<Finding>();
        SortedMap<String, Boolean> reached = new TreeMap<>();
        for (HostFacts host : facts.hosts()) {
            host.links().forEach(link -> reached.merge(way(host, link.to()), link.answered() > 0, Boolean::logicalOr));
        }
        for (HostFacts host : facts.hosts()) {
            for (Link link : host.links()) {
                boolean another = reached.getOrDefault(way(host, link.to()), false);
                boolean said = facts.silent().containsKey(link.to());
                findings.add(of(host.node(), link, another, said));
            }
        }
        findings.addAll(sizes(facts));
        return findings;
    }

    private static String way(HostFacts from, String to) {
        return from.node() + " to " + to;
    }

    private static Finding of(String from, Link link, boolean another, boolean silent) {
        String subject = from + " to " + link.to() + ", " + link.address();
        String time = String.format(Locale.ROOT, "%.1f ms, at most %.1f ms", link.medianMs(), link.maxMs());
        if (link.answered() == 0) {
            String found = "no connection (" + link.fault() + ")";
            String refused = link.fault().contains("refused")
                    ? "nothing listens there: is the node of " + link.to() + " running?"
                    : "look at cable, switch and firewall; `ip route get` tells the way";
            return another || silent
                    ? Finding.warning(Area.LINKS, subject, found, "a connection", refused)
                    : Finding.bad(Area.LINKS, subject, found, "a connection", refused);
        }
        if (link.answered() < link.tried()) {
            return Finding.warning(
                    Area.LINKS,
                    subject,
                    (link.tried() - link.answered()) + " of " + link.tried() + " attempts failed (" + link.fault()
                            + "); others took " + time,
                    "no failure",
                    "look at the interface's errors (`ip -s link`) and at the switch");
        }
        if (link.medianMs() > SLOW_MS) {
            return Finding.warning(
                    Area.LINKS,
                    subject,
                    "a connection takes " + time,
                    "less than " + (int) SLOW_MS + " ms",
                    "within a site look for an overloaded link or host; between sites use"
                            + " failure-detection.profile = wan");
        }
        return Finding.ok(Area.LINKS, subject, "a connection takes " + time);
    }

    /** Two ends of a ring with frames of different sizes: small messages pass and large ones do not. */
    private static List<Finding> sizes(ClusterFacts facts) {
        SortedMap<Integer, SortedMap<Integer, String>> rings = new TreeMap<>();
        for (HostFacts host : facts.hosts()) {
            for (Link link : host.links()) {
                if (link.mtu() > 0) {
                    rings.computeIfAbsent(link.ring(), ring -> new TreeMap<>())
                            .merge(
                                    link.mtu(),
                                    host.node(),
                                    (one, other) ->
                                            List.of(one.split(", ")).contains(other) ? one : one + ", " + other);
                }
            }
        }
        var findings = new ArrayList<Finding>();
        rings.forEach((ring, sizes) -> {
            if (sizes.size() > 1) {
                var words = new ArrayList<String>();
                sizes.forEach((size, nodes) -> words.add(size + " on " + nodes));
                findings.add(Finding.warning(
                        Area.LINKS,
                        "address " + ring + " of all nodes",
                        "the MTU differs: " + String.join("; ", words),
                        "the same on all",
                        "`ip link set DEVICE mtu N`, and the same on the switch: else large messages are lost and small"
                                + " ones are not"));
            }
        });
        return findings;
    }
}
