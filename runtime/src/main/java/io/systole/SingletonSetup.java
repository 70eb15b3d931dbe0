package io.systole;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.Primitive;
import io.systole.cib.ResourceConfig;
import io.systole.cib.tree.TreeEdit;
import io.systole.runtime.node.RunningNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the cluster has a resource for each singleton of the program. All nodes of the program do so at once; the
 * element that is there already is left as it is, whatever an administrator made of it.
 */
final class SingletonSetup {
    private static final Logger LOG = LoggerFactory.getLogger(SingletonSetup.class);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RunningNode node;
    private final ClusterCib cib;
    private String lastFault = "";

    private SingletonSetup(RunningNode node) {
        this.node = node;
        this.cib = new ClusterCib(node);
    }

    /** Begins, in a thread of its own that ends when all are there, or the node has ended. */
    static void begin(RunningNode node, List<String> names) {
        if (!names.isEmpty()) {
            var thread = new Thread(() -> new SingletonSetup(node).run(names), "systole-singletons");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run(List<String> names) {
        var left = new ArrayList<>(names);
        while (!left.isEmpty() && !node.hasEnded()) {
            left.removeIf(this::isThere);
            if (!left.isEmpty()) {
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    private boolean isThere(String name) {
        try {
            var known = cib.read().toCompletableFuture().get();
            if (resources(known).anyMatch(primitive -> runs(primitive, name))) {
                return true;
            }
            var result = cib.asking(null, "the program brings the singleton " + name)
                    .change(new TreeEdit(TreeEdit.Operation.CREATE, "resources", null, primitive(name)))
                    .toCompletableFuture()
                    .get();
            if (result instanceof ChangeResult.Refused refused) {
                tell(name, refused.faults().toString());
            }
            // Also what was accepted is looked for: until it is seen here, nothing is known to be there.
            return result instanceof ChangeResult.Accepted;
        } catch (ExecutionException noAnswer) {
            return false;
        } catch (InterruptedException nobodysIdea) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** That it is there already is what is said where two were at it at once. */
    private void tell(String name, String fault) {
        if (!fault.equals(lastFault)) {
            lastFault = fault;
            LOG.atInfo()
                    .addKeyValue("singleton", name)
                    .addKeyValue("why", fault)
                    .log("singleton not added now");
        }
    }

    private static Stream<Primitive> resources(Cib cib) {
        return cib.configuration().resources().stream().flatMap(SingletonSetup::primitives);
    }

    private static Stream<Primitive> primitives(ResourceConfig resource) {
        if (resource instanceof Primitive primitive) {
            return Stream.of(primitive);
        }
        if (resource instanceof Group group) {
            return group.members().stream().flatMap(SingletonSetup::primitives);
        }
        if (resource instanceof Clone clone) {
            return primitives(clone.child());
        }
        var inside = resource instanceof Bundle bundle ? bundle.primitive() : null;
        return inside == null ? Stream.empty() : Stream.of(inside);
    }

    private static boolean runs(Primitive primitive, String name) {
        AgentName agent = primitive.agent();
        return agent != null
                && SingletonAgent.PROVIDER.equals(agent.provider())
                && SingletonAgent.TYPE.equals(agent.type())
                && primitive.instanceAttributes().stream()
                        .flatMap(set -> set.pairs().stream())
                        .anyMatch(pair -> SingletonAgent.TASK.name().equals(pair.name()) && name.equals(pair.value()));
    }

    private static String primitive(String name) {
        return """
                <primitive id="%1$s" class="ocf" provider="systole" type="Singleton">
                <instance_attributes id="%1$s-attributes"><nvpair id="%1$s-task" name="task" value="%1$s"/></instance_attributes>
                <meta_attributes id="%1$s-meta"><nvpair id="%1$s-stickiness" name="resource-stickiness" value="100"/>
                </meta_attributes>
                <operations><op id="%1$s-monitor" name="monitor" interval="5s" timeout="20s"/>
                <op id="%1$s-start" name="start" interval="0s" timeout="20s"/>
                <op id="%1$s-stop" name="stop" interval="0s" timeout="60s"/></operations>
                </primitive>
                """.formatted(name);
    }
}
