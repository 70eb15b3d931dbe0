package io.systole;

import static io.systole.TwoNodes.await;
import static io.systole.TwoNodes.awaitStatus;
import static io.systole.TwoNodes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.fencing.FenceAction;
import io.systole.fencing.JavaFenceAgent;
import io.systole.runtime.jmx.NodeMXBean;
import io.systole.runtime.jmx.ResourcesMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes over JMX, by a client that has a connection of its own to the server of MBeans. */
@Timeout(150)
class JmxTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoNodes nodes;

    @SuppressWarnings("NullAway.Init")
    private JMXConnectorServer server;

    @SuppressWarnings("NullAway.Init")
    private JMXConnector connector;

    @SuppressWarnings("NullAway.Init")
    private MBeanServerConnection client;

    @BeforeEach
    void connect() throws Exception {
        nodes = new TwoNodes(directory);
        server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        connector = server.toJMXConnector(Map.of());
        connector.connect();
        client = connector.getMBeanServerConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connector.close();
        server.stop();
    }

    @Test
    void aNodeTellsWhatItKnowsAndNothingThatChangesIsThere() throws Exception {
        try (var a = start("a", "");
                var b = start("b", "")) {
            awaitStatus(a, "Online: [ a b ]");
            add(a, "<primitive id=\"web\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>");

            assertThat(client.queryNames(new ObjectName("io.systole:*"), null))
                    .containsExactlyInAnyOrder(
                            bean("Node", "a"),
                            bean("Resources", "a"),
                            bean("Fencing", "a"),
                            bean("Policy", "a"),
                            bean("Node", "b"),
                            bean("Resources", "b"),
                            bean("Fencing", "b"),
                            bean("Policy", "b"));
            assertThat(client.getAttribute(bean("Node", "a"), "Name")).isEqualTo("a");
            assertThat(client.getAttribute(bean("Node", "b"), "Quorate")).isEqualTo(true);
            assertThat((CompositeData[]) client.getAttribute(bean("Node", "a"), "Nodes"))
                    .extracting(node -> node.get("name") + " " + node.get("condition"))
                    .containsExactly("a ONLINE", "b ONLINE");
            NodeMXBean proxy = JMX.newMXBeanProxy(client, bean("Node", "a"), NodeMXBean.class);
            assertThat(proxy.getNodes())
                    .extracting(NodeMXBean.NodeLine::getKind)
                    .containsExactly("MEMBER", "MEMBER");
            var resources = JMX.newMXBeanProxy(client, bean("Resources", "a"), ResourcesMXBean.class);
            await(
                    "web is listed",
                    () -> resources.getResources().stream()
                            .anyMatch(each -> each.getId().equals("web")));
            assertThat(resources.explain("web")).contains("web: ");
            assertThatThrownBy(() -> resources.explain("nothing"))
                    .hasMessageContaining("resource nothing: is not in the CIB");
            assertThat(TwoNodes.get(b, "/v1/status")).contains("asked b");

            for (ObjectName name : client.queryNames(new ObjectName("io.systole:*"), null)) {
                assertThat(changing(client.getMBeanInfo(name)))
                        .as(name.toString())
                        .isEmpty();
            }
            assertThatThrownBy(() -> client.invoke(
                            bean("Node", "a"), "standby", new Object[] {"b"}, new String[] {"java.lang.String"}))
                    .isInstanceOf(ReflectionException.class);
        }
        assertThat(client.queryNames(new ObjectName("io.systole:*"), null)).isEmpty();
    }

    /** Pekko's MBean has operations that take a node out of the membership without fencing it. */
    @Test
    void nothingThatCouldBypassFencingIsReachable() throws Exception {
        try (var a = start("a", "jmx.operations = on");
                var b = start("b", "jmx.operations = on")) {
            awaitStatus(b, "Online: [ a b ]");

            assertThat(client.queryNames(new ObjectName("pekko*:*"), null)).isEmpty();
            for (ObjectName name : client.queryNames(null, null)) {
                assertThat(Arrays.stream(client.getMBeanInfo(name).getOperations())
                                .map(MBeanFeatureInfo::getName))
                        .as(name.toString())
                        .doesNotContain("down", "leave", "join", "confirm", "confirmFenced");
            }
            assertThat(client.getDomains()).doesNotContain("pekko", "Pekko", "akka");
            assertThat(a.access().url()).isNotEqualTo(b.access().url());
        }
    }

    @Test
    void operationsGoTheWayOfEveryRequestAndNotificationsTellWhatCameOfIt() throws Exception {
        var heard = new CopyOnWriteArrayList<Notification>();
        try (var a = startFenced("a", "jmx.operations = on");
                var b = startFenced("b", "jmx.operations = on")) {
            awaitStatus(a, "Online: [ a b ]");
            awaitStatus(b, "Online: [ a b ]");
            for (String node : List.of("a", "b")) {
                for (String type : List.of("Node", "Policy", "Fencing")) {
                    client.addNotificationListener(bean(type, node), (news, mark) -> heard.add(news), null, null);
                }
            }
            add(
                    a,
                    "<primitive id=\"power\" class=\"stonith\" type=\"board\"><instance_attributes id=\"p-i\">"
                            + "<nvpair id=\"p-i-l\" name=\"pcmk_host_list\" value=\"a b\"/></instance_attributes></primitive>");
            for (String node : List.of("a", "b")) {
                await(
                        "a transition has ended, told on " + node,
                        () -> of(heard, "Policy", node, "transition.ended")
                                .findAny()
                                .isPresent());
            }
            var ended = of(heard, "Policy", "b", "transition.ended").findFirst().orElseThrow();
            String name = String.valueOf(ended.get("name"));
            assertThat(name).startsWith(ended.get("number") + ".");
            assertThat(TwoNodes.get(a, "/v1/history")).contains(name);
            for (String node : List.of("a", "b")) {
                assertThat(of(heard, "Policy", node, "transition.started").map(each -> each.get("name")))
                        .contains(name);
            }

            Object said =
                    client.invoke(bean("Node", "b"), "standby", new Object[] {"b"}, new String[] {"java.lang.String"});
            assertThat((String) said).contains("b is in standby");
            awaitStatus(a, "b: standby");
            assertThat(TwoNodes.get(a, "/v1/changes")).contains("asked for over JMX");
            assertThatThrownBy(() -> client.invoke(
                            bean("Resources", "a"), "stop", new Object[] {"none"}, new String[] {"java.lang.String"}))
                    .hasStackTraceContaining("none");

            await("b can be fenced", () -> TwoNodes.get(a, "/v1/fencing/check").contains("b: can be fenced"));
            var fenced = (String)
                    client.invoke(bean("Fencing", "a"), "fence", new Object[] {"b"}, new String[] {"java.lang.String"});
            assertThat(fenced).contains("b was fenced by a with power");
            await(
                    "of the fencing clients are notified",
                    () -> of(heard, "Fencing", "a", "fencing.ended")
                            .anyMatch(each -> each.get("target").equals("b")
                                    && each.get("outcome").equals("done")));
            assertThat(of(heard, "Fencing", "a", "fencing.started").map(each -> each.get("target")))
                    .contains("b");
        }
    }

    @Test
    void aClientMayDoNoMoreThanTheUserThatItIsGiven() throws Exception {
        try (var a = start("a", "jmx { operations = on, user = eve }");
                var b = start("b", "")) {
            awaitStatus(a, "Online: [ a b ]");
            var limited = done(a.cib().change(new CibEdit.SetOption("enable-acl", "true")));
            assertThat(limited).isInstanceOf(ChangeResult.Accepted.class);

            assertThatThrownBy(() -> client.invoke(
                            bean("Node", "a"), "standby", new Object[] {"b"}, new String[] {"java.lang.String"}))
                    .hasStackTraceContaining("eve");
            assertThat(TwoNodes.get(b, "/v1/status")).doesNotContain("standby");
        }
    }

    @Test
    void everyPartIsDescribedAndOpen() throws Exception {
        try (var a = start("a", "jmx.operations = on")) {
            assertThat(a.access().url()).isNotEmpty();
            for (ObjectName name : client.queryNames(new ObjectName("io.systole:*"), null)) {
                MBeanInfo info = client.getMBeanInfo(name);
                assertThat(info.getDescription())
                        .as(name.toString())
                        .isNotEqualTo("Information on the management interface of the MBean");
                assertThat(info.getAttributes()).as(name.toString()).allSatisfy(attribute -> {
                    assertThat(attribute.getDescriptor().getFieldValue("openType"))
                            .isInstanceOf(OpenType.class);
                    assertThat(attribute.getDescription()).isNotBlank().isNotEqualTo(attribute.getName());
                    assertThat(attribute.isWritable()).isFalse();
                });
                for (MBeanOperationInfo operation : info.getOperations()) {
                    assertThat(operation.getDescription()).isNotBlank().isNotEqualTo(operation.getName());
                    assertThat(operation.getSignature()).allSatisfy(parameter -> {
                        assertThat(parameter.getName()).isIn("node", "resource");
                        assertThat(parameter.getDescription()).isNotBlank().isNotEqualTo(parameter.getName());
                    });
                }
            }
            assertThat(changing(client.getMBeanInfo(bean("Fencing", "a")))).containsExactlyInAnyOrder("fence", "check");
            assertThat(Arrays.stream(client.getMBeanInfo(bean("Policy", "a")).getNotifications())
                            .flatMap(kind -> Arrays.stream(kind.getNotifTypes())))
                    .containsExactly("io.systole.transition.started", "io.systole.transition.ended");
            assertThat(Arrays.stream(client.getMBeanInfo(bean("Fencing", "a")).getNotifications())
                            .flatMap(kind -> Arrays.stream(kind.getNotifTypes())))
                    .containsExactly("io.systole.fencing.started", "io.systole.fencing.ended");
        }
    }

    @Test
    void whereJmxIsOffThereIsNothing() throws Exception {
        try (var a = start("a", "jmx.enabled = off")) {
            assertThat(a.access().url()).isNotEmpty();
            assertThat(client.queryNames(new ObjectName("io.systole:*"), null)).isEmpty();
        }
    }

    /** What a bean of a node told of one kind, its fields. */
    private static Stream<CompositeData> of(List<Notification> heard, String type, String node, String kind) {
        return heard.stream()
                .filter(news -> news.getType().equals("io.systole." + kind)
                        && String.valueOf(news.getSource()).contains("type=" + type + ",")
                        && String.valueOf(news.getSource()).endsWith("node=" + node))
                .map(news -> (CompositeData) news.getUserData());
    }

    private static List<String> changing(MBeanInfo info) {
        return Arrays.stream(info.getOperations())
                .filter(operation -> operation.getImpact() != MBeanOperationInfo.INFO)
                .map(MBeanFeatureInfo::getName)
                .toList();
    }

    private static ObjectName bean(String type, String node) throws Exception {
        return new ObjectName("io.systole:type=" + type + ",cluster=embedded,node=" + node);
    }

    private static void add(Systole node, String resource) throws Exception {
        var added = done(node.cib().change(new TreeEdit(TreeEdit.Operation.CREATE, "resources", null, resource)));
        assertThat(added).isInstanceOf(ChangeResult.Accepted.class);
    }

    private Systole start(String node, String more) throws Exception {
        return Systole.start(
                ConfigFactory.parseString("systole { " + more + " }").withFallback(nodes.config(node)));
    }

    private Systole startFenced(String node, String more) throws Exception {
        return Systole.start(
                ConfigFactory.parseString("systole { " + more + " }").withFallback(nodes.config(node)),
                Map.of("board", new Board()));
    }

    /** Only says that it cuts the other node off. */
    private static final class Board implements JavaFenceAgent {
        @Override
        public List<FenceAction> actions() {
            return List.of(FenceAction.OFF, FenceAction.ON, FenceAction.STATUS, FenceAction.MONITOR);
        }

        @Override
        public Answer run(Request request) {
            return Answer.done();
        }
    }
}
