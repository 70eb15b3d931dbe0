package io.systole.multijvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What happened on hosts of namespaces, for who has to find out why a condition was not met. What tells most comes first, since
 * a log of continuous integration may keep no more: how the cluster sees it now, and the newest lines of the hosts that are on.
 */
final class Story {
    private static final int EVENTS = 40;

    private Story() {}

    static String of(NamespaceCluster cluster, SortedMap<String, NodeProcess> nodes, List<?> powerRequests) {
        var parts = new ArrayList<String>();
        var on = nodes.keySet().stream().filter(cluster::isOn).toList();
        if (!on.isEmpty()) {
            parts.add("--- status by " + on.get(0) + "\n"
                    + cluster.cli(on.get(0), "status").text());
        }
        nodes.forEach((name, node) -> {
            if (on.contains(name)) {
                parts.add(node.logTail());
            }
        });
        parts.add("--- agents\n" + events(cluster));
        parts.add("--- power\n" + newest(powerRequests));
        nodes.forEach((name, node) -> {
            if (!on.contains(name)) {
                parts.add(node.logTail());
            }
        });
        parts.add("kept in " + cluster.directory());
        return String.join("\n", parts);
    }

    private static String events(NamespaceCluster cluster) {
        try {
            return newest(cluster.events());
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static String newest(List<?> all) {
        return String.join(
                "\n",
                all.subList(Math.max(0, all.size() - EVENTS), all.size()).stream()
                        .map(Object::toString)
                        .toList());
    }
}
