package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes watched from outside: by a JMX client that attaches to a JVM, and by their logs as JSON. */
class WatchedIT {
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"?([^\",}]*)");

    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    @Test
    @SuppressWarnings("BanJNDI") // the address is what a JVM of this test has said
    void aClientAttachesToANodeAndHearsOfTransitions() throws Exception {
        var cluster = formed("");
        var dc = cluster.at("n1").cib().dc();
        var machine = VirtualMachine.attach(Long.toString(cluster.node(dc).pid()));
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection client = connector.getMBeanServerConnection();
            var policy = new ObjectName("io.systole:type=Policy,cluster=drill,node=" + dc);
            var node = new ObjectName("io.systole:type=Node,cluster=drill,node=" + dc);
            var heard = new CopyOnWriteArrayList<String>();
            client.addNotificationListener(
                    policy, (Notification news, Object mark) -> heard.add(news.getType()), null, null);

            cluster.configure(Drill.cib(cluster, dc));

            assertThat(client.getAttribute(node, "Dc")).isEqualTo(dc);
            assertThat(client.getAttribute(policy, "Here")).isEqualTo(true);
            Await.until(
                    "the client hears of a transition from its start to its end",
                    LoopbackCluster.GENEROUS,
                    () -> heard.contains("io.systole.transition.started")
                            && heard.contains("io.systole.transition.ended"),
                    cluster::story);
            assertThat(client.queryNames(new ObjectName("pekko*:*"), null)).isEmpty();
            assertThatThrownBy(() ->
                            client.invoke(node, "standby", new Object[] {"n2"}, new String[] {"java.lang.String"}))
                    .as("operations are off by default")
                    .isInstanceOf(ReflectionException.class);
        } finally {
            machine.detach();
        }
    }

    @Test
    void oneTransitionIsFoundInTheLogsOfAllNodes() throws Exception {
        var cluster = formed("log.format = json");
        var drill = new Drill(cluster);
        cluster.configure(Drill.cib(cluster, cluster.at("n1").cib().dc()));
        var home = drill.awaitAllRunning("after the CIB was given", LoopbackCluster.NAMES);

        cluster.node(home).sigkill();
        var left = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(home))
                .toList();
        drill.awaitAllRunning("after " + home + " died", left);

        var messages = new TreeMap<String, Set<String>>();
        var places = new TreeMap<String, Set<String>>();
        for (var name : LoopbackCluster.NAMES) {
            for (var line : Files.readAllLines(cluster.config().log(name))) {
                if (!line.startsWith("{")) continue;
                assertThat(line).startsWith("{\"time\":\"").endsWith("}").contains("\"node\":\"" + name + "\"");
                var members = members(line);
                var transition = members.get("transition");
                if (transition != null) {
                    messages.computeIfAbsent(transition, key -> new TreeSet<>()).add(members.get("message"));
                    places.computeIfAbsent(transition, key -> new TreeSet<>()).add(name);
                }
            }
        }
        assertThat(messages.keySet()).allMatch(id -> id.matches("\\d+\\.[0-9a-f]{8}"));
        assertThat(places.values())
                .as("a transition over three nodes: " + places)
                .anyMatch(nodes -> nodes.size() == 3);
        assertThat(messages.values())
                .as("what is told of one: " + messages)
                .anyMatch(told -> told.containsAll(
                        Set.of("transition started", "planned", "operation started", "operation ended")));
        var listed = cluster.cli(left.get(0), "history", "transitions");
        assertThat(messages.keySet())
                .as("names in " + listed.out())
                .anyMatch(id -> listed.out().contains(id));
    }

    private static SortedMap<String, String> members(String line) {
        return MEMBER.matcher(line)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (first, second) -> first, TreeMap::new));
    }

    private LoopbackCluster formed(String more) throws IOException {
        var cluster = loopback.cluster();
        if (!more.isEmpty()) {
            cluster.config().write("systole.conf", cluster.config().text().replaceFirst("\\}\\s*$", more + "\n}\n"));
        }
        cluster.form(LoopbackCluster.NAMES);
        return cluster;
    }
}
