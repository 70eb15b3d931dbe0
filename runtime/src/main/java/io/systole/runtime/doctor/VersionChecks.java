package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Judges what should be the same on all nodes. */
final class VersionChecks {
    private final List<HostFacts> hosts;
    private final List<Finding> findings = new ArrayList<>();

    private VersionChecks(List<HostFacts> hosts) {
        this.hosts = hosts;
    }

    static List<Finding> of(ClusterFacts facts) {
        var checks = new VersionChecks(facts.hosts());
        checks.same(
                "Systole",
                host -> host.versions().systole(),
                "finish the upgrade: the others' nodes are to be restarted with the new jar");
        checks.same(
                "protocol between nodes",
                host -> host.versions().protocol(),
                "as long as one version is common to all the cluster works; finish the upgrade");
        checks.same(
                "Java",
                host -> host.versions().java(),
                "use one version, so that a fault of one is not hunted on another");
        checks.same("kernel", host -> host.versions().kernel(), "restart hosts that were upgraded and not restarted");
        checks.same(
                "configuration file",
                HostFacts::configuration,
                "compare the files: cluster-name, nodes, quorum, failure-detection and tls are to be the same on all"
                        + " nodes; a changed one counts when its node is restarted");
        checks.agents();
        return checks.findings;
    }

    private void same(String what, Function<HostFacts, String> of, String advice) {
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (HostFacts host : hosts) {
            String value = of.apply(host);
            if (value != null && !value.isEmpty()) {
                found.computeIfAbsent(value, text -> new ArrayList<>()).add(host.node());
            }
        }
        if (found.size() == 1) {
            findings.add(Finding.ok(Area.VERSIONS, what, found.firstKey() + (hosts.size() > 1 ? " on all" : "")));
        } else if (found.size() > 1) {
            findings.add(Finding.warning(Area.VERSIONS, what, words(found), "the same on all nodes", advice));
        }
    }

    private static String words(SortedMap<String, List<String>> found) {
        var words = new ArrayList<String>();
        found.forEach((value, nodes) -> words.add(value + " on " + String.join(", ", nodes)));
        return String.join("; ", words);
    }

    private void agents() {
        var names = new TreeSet<String>();
        hosts.forEach(host -> names.addAll(host.agents().keySet()));
        boolean same = true;
        for (String agent : names) {
            SortedMap<String, List<String>> found = new TreeMap<>();
            hosts.forEach(host -> {
                String digest = host.agents().get(agent);
                if (digest != null) {
                    found.computeIfAbsent(digest, text -> new ArrayList<>()).add(host.node());
                }
            });
            List<String> without = found.getOrDefault(HostFacts.ABSENT, List.of());
            if (!without.isEmpty()) {
                same = false;
                findings.add(Finding.warning(
                        Area.VERSIONS,
                        "agent " + agent,
                        "is not installed on " + String.join(", ", without),
                        "the agent on every node that may run its resources",
                        "install its package there, or ban its resources from there"));
            } else if (found.size() > 1) {
                same = false;
                findings.add(Finding.warning(
                        Area.VERSIONS,
                        "agent " + agent,
                        "differs between nodes: " + words(found),
                        "the same on all nodes",
                        "bring the package that has it to one version"));
            }
        }
        if (same && !names.isEmpty()) {
            findings.add(Finding.ok(Area.VERSIONS, "agents", names.size() + " in use, the same on all"));
        }
    }
}
