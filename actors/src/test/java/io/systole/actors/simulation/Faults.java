package io.systole.actors.simulation;

import io.systole.cib.NodeName;
import java.util.List;
import java.util.TreeSet;

/** What befalls the hosts and the network between the start and the end of all faults. */
final class Faults {
    private static final int FIRST = 4000;

    private final World world;
    private final Timeline time;

    Faults(World world) {
        this.world = world;
        this.time = world.time;
    }

    void schedule(long until) {
        for (int i = 0; i < world.drawn.faults(); i++) {
            time.in(FIRST + time.draw((int) until - FIRST - 2000), this::happens);
        }
    }

    private void happens() {
        Host host = world.host(time.one(world.drawn.names()));
        int dice = time.draw(100);
        if (dice < 30) {
            partition();
        } else if (dice < 40) {
            cutLink();
        } else if (dice < 52) {
            world.powerOff(host, "fails");
            time.in(time.between(1000, 20_000), () -> world.powerOn(host));
        } else if (dice < 66) {
            kill(host);
        } else if (dice < 70) {
            leave(host);
        } else if (dice < 88) {
            world.pause(host, time.chance(300) ? time.between(100, 1500) : time.between(1500, 15_000));
        } else if (dice < 92) {
            slow();
        } else if (dice < 94) {
            quarantine(host);
        } else if (dice < 96) {
            time.tell(host.name + " does not reach the fence devices");
            host.cutFromDevices = time.now() + time.between(2000, 15_000);
        } else if (dice < 98) {
            mend();
        } else {
            time.tell("all processes are killed");
            world.hosts().values().forEach(this::kill);
        }
    }

    private void leave(Host host) {
        NodeRun there = host.process();
        if (there != null && !host.paused) {
            time.tell(there + " is told to leave");
            there.node.leave(true);
        }
    }

    /** One sick node holds another for dead, or all others. */
    private void quarantine(Host sick) {
        NodeRun there = sick.process();
        if (there == null) {
            return;
        }
        boolean all = time.chance(300);
        NodeName one = time.one(world.drawn.names());
        world.hosts().values().stream()
                .filter(other -> other != sick && (all || other.name.equals(one)))
                .map(Host::process)
                .filter(other -> other != null && there.membership.gossip().has(other.id))
                .forEach(there.membership.pekko()::holdForDead);
    }

    private void kill(Host host) {
        NodeRun there = host.process();
        if (there != null) {
            time.tell(there + " is killed");
            world.processEnds(there);
        }
    }

    private void partition() {
        var one = new TreeSet<NodeName>();
        for (NodeName name : world.drawn.names()) {
            if (time.chance(500)) {
                one.add(name);
            }
        }
        boolean oneWay = time.chance(250);
        for (NodeName a : world.drawn.names()) {
            for (NodeName b : world.drawn.names()) {
                boolean across = one.contains(a) != one.contains(b);
                if (across && (!oneWay || one.contains(a))) {
                    world.network.cut(a, b);
                }
            }
        }
        cutUntil();
    }

    private void cutLink() {
        List<NodeName> names = world.drawn.names();
        NodeName a = time.one(names);
        NodeName b = time.one(names);
        world.network.cut(a, b);
        if (time.chance(500)) {
            world.network.cut(b, a);
        }
        cutUntil();
    }

    private void cutUntil() {
        time.tell("links are cut: " + world.network.inWords());
        time.in(time.chance(300) ? time.between(200, 2500) : time.between(2500, 20_000), this::mend);
    }

    private void mend() {
        if (world.network.isCut()) {
            time.tell("all links are mended");
            world.network.mend();
        }
    }

    private void slow() {
        world.network.slow = 50 + time.draw(1500);
        time.tell("the network is slow: up to " + world.network.slow + " ms");
        time.in(time.between(500, 8000), () -> world.network.slow = 0);
    }
}
