package io.systole.actors.simulation;

import io.systole.actors.resource.wire.OperationOrder;
import java.util.List;
import java.util.function.IntConsumer;

/** What agents do on the hosts: it takes time, may fail, and goes on when the node's process is stopped or dies. */
final class Agents {
    /** What an agent refuses for a resource that does not run. */
    private static final List<String> ROLES = List.of("promote", "demote");

    private static final int ERROR = 1;
    private static final int NOT_RUNNING = 7;
    private static final int PROMOTED = 8;

    private final World world;

    Agents(World world) {
        this.world = world;
    }

    void run(NodeRun node, OperationOrder order, IntConsumer then) {
        Host host = node.host;
        long boot = host.boot;
        boolean stonith = order.agentClass().equals("stonith");
        String place = stonith ? order.resource() + "@" + node.id : order.resource();
        boolean fails = !stonith && !order.isProbe() && !world.healed() && world.time.chance(world.drawn.failing());
        if (order.operation().equals("start")) {
            if (!stonith) {
                world.judge.starts(node, order);
            }
            host.active.add(place);
        } else if (order.operation().equals("promote") && host.active.contains(place)) {
            world.judge.promotes(node, order);
            host.promoted.add(place);
        }
        world.time.in(takes(order, stonith), () -> {
            if (host.powered && host.boot == boot) {
                then.accept(ends(node, order, place, fails));
            }
        });
    }

    private long takes(OperationOrder order, boolean stonith) {
        if (order.operation().equals("monitor")) {
            return world.time.between(5, 40);
        }
        return stonith ? world.time.between(5, 100) : world.time.between(20, 700);
    }

    private int ends(NodeRun node, OperationOrder order, String place, boolean fails) {
        Host host = node.host;
        if (order.operation().equals("monitor")) {
            boolean stops = fails && host.active.remove(place);
            boolean active = !stops && host.active.contains(place);
            host.promoted.removeIf(each -> stops && each.equals(place));
            return !active ? NOT_RUNNING : host.promoted.contains(place) ? PROMOTED : 0;
        }
        if (ROLES.contains(order.operation()) && !host.active.contains(place)) {
            return NOT_RUNNING;
        }
        if (fails) {
            node.say("cannot " + order.operation() + " " + place);
            return ERROR;
        }
        if (order.operation().equals("stop")) {
            host.active.remove(place);
            host.promoted.remove(place);
            node.say("stopped " + place);
        } else if (order.operation().equals("demote")) {
            host.promoted.remove(place);
        }
        return 0;
    }
}
