package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What Debian's crm_simulate would do with a live CIB: nothing, once a cluster is at rest. */
final class FieldSimulator {
    private FieldSimulator() {}

    /** Waits until it finds nothing to do; answers at once where it is not installed. */
    static void awaitNothingToDo(String when, LoopbackCluster cluster) {
        if (!Command.isInstalled("crm_simulate")) {
            return;
        }
        Await.until(
                when + ", crm_simulate finds nothing to do",
                LoopbackCluster.GENEROUS,
                () -> actions(cluster).isEmpty(),
                () -> lastSeen(cluster));
    }

    private static List<String> actions(LoopbackCluster cluster) throws IOException {
        var file = Files.writeString(
                cluster.directory().resolve("simulated.xml"),
                cluster.at(cluster.firstAlive()).cib().xml());
        var answer = Command.run("crm_simulate", "-x", file.toString(), "-S");
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        var said = answer.out();
        return said.substring(said.indexOf("Transition Summary:"), said.indexOf("Revised Cluster Status:"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.endsWith(":"))
                .toList();
    }

    private static String lastSeen(LoopbackCluster cluster) {
        try {
            return actions(cluster) + "\n" + cluster.story();
        } catch (IOException failure) {
            return failure + "\n" + cluster.story();
        }
    }
}
