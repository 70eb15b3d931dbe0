package io.systole.runtime.jmx;

import io.systole.runtime.http.ClusterDoor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * The MXBeans of one node: {@code io.systole:type=Node,cluster=...,node=...} and the same for Resources, Fencing and Policy.
 * Cluster and node are in the name, since one program may run several nodes.
 */
public final class NodeBeans implements AutoCloseable {
    private static final String DOMAIN = "io.systole";

    private record Registered(ObjectName name, DescribedBean bean) {}

    private final MBeanServer server;
    private final String cluster;
    private final String node;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<News, Registered> senders = new EnumMap<>(News.class);
    private final List<ObjectName> names = new ArrayList<>();

    private NodeBeans(MBeanServer server, String cluster, String node) {
        this.server = server;
        this.cluster = cluster;
        this.node = node;
    }

    /**
     * Registers the beans. Where that fails it is logged, and the node does without them.
     *
     * @param door the cluster for the user on whose behalf clients ask
     * @param operations whether operations that change something are offered
     * @param patience how long a request of a client may take
     */
    public static NodeBeans register(
            MBeanServer server, String cluster, String node, ClusterDoor door, boolean operations, Duration patience) {
        var beans = new NodeBeans(server, cluster, node);
        var asked = new Door(door, patience);
        try {
            beans.add(
                    "Node",
                    DescribedBean.of(
                            new NodeBean(asked),
                            operations ? NodeOperationsMXBean.class : NodeMXBean.class,
                            News.info(News.NODE_CHANGED, News.QUORUM_CHANGED)),
                    News.NODE_CHANGED,
                    News.QUORUM_CHANGED);
            beans.add(
                    "Resources",
                    DescribedBean.of(
                            new ResourcesBean(asked),
                            operations ? ResourceOperationsMXBean.class : ResourcesMXBean.class));
            beans.add(
                    "Fencing",
                    DescribedBean.of(
                            new FencingBean(asked),
                            operations ? FencingOperationsMXBean.class : FencingMXBean.class,
                            News.info(News.FENCING_STARTED, News.FENCING_ENDED)),
                    News.FENCING_STARTED,
                    News.FENCING_ENDED);
            beans.add(
                    "Policy",
                    DescribedBean.of(
                            new PolicyBean(asked),
                            PolicyMXBean.class,
                            News.info(News.TRANSITION_STARTED, News.TRANSITION_ENDED)),
                    News.TRANSITION_STARTED,
                    News.TRANSITION_ENDED);
        } catch (JMException e) {
            beans.close();
            JmxLog.notOffered(String.valueOf(e.getMessage()));
        }
        return beans;
    }

    /** From now on clients are notified of what happens in the cluster, as this node hears of it. */
    public void listen(ActorSystem<?> system) {
        system.systemActorOf(JmxActor.create(this::tell), "jmx", Props.empty());
    }

    private void add(String type, DescribedBean bean, News... sent) throws JMException {
        var name = new ObjectName(DOMAIN + ":type=" + type + ",cluster=" + cluster + ",node=" + node);
        server.registerMBean(bean, name);
        names.add(name);
        for (News news : sent) {
            senders.put(news, new Registered(name, bean));
        }
    }

    private void tell(News news, String message, Map<String, Object> fields) {
        Registered from = senders.get(news);
        if (from != null) {
            news.send(from.bean().sender(), from.name(), sequence, message, fields);
        }
    }

    /** Takes the beans away. */
    @Override
    public void close() {
        for (ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException gone) {
                // somebody else took it away
            } catch (MBeanRegistrationException e) {
                throw new AssertionError("the beans have no hooks that fail", e);
            }
        }
        names.clear();
    }
}
