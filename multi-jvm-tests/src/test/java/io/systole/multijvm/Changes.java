package io.systole.multijvm;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures changes of the configuration on three JVMs on loopback: how many a second, one after the other, and how long
 * until all nodes show one. Not a test; run it on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Changes [CHANGES] [RESOURCES]</pre>
 *
 * With resources that are not run (disabled), to see what the size of the configuration costs.
 */
final class Changes {
    private static final int WARM_UP = 300;
    private static final int AGREEMENTS = 60;

    private final LoopbackCluster cluster;
    private int number;

    private Changes(LoopbackCluster cluster) {
        this.cluster = cluster;
    }

    /** Arguments: how many changes are counted (1000), how many resources are in the configuration (0). */
    public static void main(String[] arguments) throws IOException {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        var resources = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        try (var cluster = LoopbackCluster.create(List.of(), "default")) {
            cluster.form(LoopbackCluster.NAMES);
            cluster.configure(cib(resources));
            var changes = new Changes(cluster);
            for (var node : List.of(cluster.at("n1").cib().dc(), other(cluster))) {
                changes.measure(node, count);
            }
            Harness.deleteTree(cluster.directory());
        }
    }

    private static String other(LoopbackCluster cluster) throws IOException {
        var dc = cluster.at("n1").cib().dc();
        return LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(dc))
                .findFirst()
                .orElseThrow();
    }

    private static String cib(int resources) {
        var all = new StringBuilder();
        for (var i = 0; i < resources; i++) {
            all.append("<primitive id=\"p").append(i).append("\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\">");
            all.append("<meta_attributes id=\"p")
                    .append(i)
                    .append("-m\"><nvpair id=\"p")
                    .append(i);
            all.append("-t\" name=\"target-role\" value=\"Stopped\"/></meta_attributes></primitive>\n");
        }
        return """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
                  <configuration>
                    <crm_config><cluster_property_set id="o">
                      <nvpair id="o-s" name="stonith-enabled" value="false"/>
                      <nvpair id="o-p" name="enable-startup-probes" value="false"/>
                      <nvpair id="o-c" name="counter" value="0"/>
                    </cluster_property_set></crm_config>
                    <nodes/><resources>%s</resources><constraints/>
                  </configuration>
                </cib>
                """.formatted(all);
    }

    private void measure(String node, int count) throws IOException {
        var dc = cluster.at("n1").cib().dc();
        System.out.println("through " + node + (node.equals(dc) ? ", the DC" : ""));
        for (var i = 0; i < WARM_UP; i++) {
            change(node);
        }
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            change(node);
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "  %d changes over HTTP, one after the other: %.0f a second, %.1f ms each%n",
                count, count / seconds, 1000 * seconds / count);
        var agreed = new ArrayList<Long>();
        for (var i = 0; i < AGREEMENTS; i++) {
            agreed.add(untilAllAgree(node));
        }
        agreed.sort(Long::compare);
        System.out.printf(
                "  asked to shown by all nodes, polled: median %.1f ms, worst of %d %.1f ms%n",
                agreed.get(AGREEMENTS / 2) / 1e6, AGREEMENTS, agreed.get(AGREEMENTS - 1) / 1e6);
    }

    private void change(String node) throws IOException {
        number++;
        var answer = cluster.at(node)
                .send(
                        "POST",
                        "/v1/cib/modify?scope=crm_config",
                        "<nvpair id=\"o-c\" name=\"counter\" value=\"" + number + "\"/>");
        if (!answer.ok()) {
            throw new IOException("change " + number + ": " + answer);
        }
    }

    private long untilAllAgree(String node) throws IOException {
        var begin = System.nanoTime();
        change(node);
        var wanted = "value=\"" + number + "\"";
        for (var name : LoopbackCluster.NAMES) {
            Await.until(
                    name + " shows it",
                    Duration.ofSeconds(10),
                    () -> cluster.at(name)
                            .get("/v1/cib?scope=crm_config&format=text")
                            .body()
                            .contains(wanted));
        }
        return System.nanoTime() - begin;
    }
}
