package io.systole.actors.simulation;

import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.actors.policy.PlannerAdapter;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hosts with the real cores of quorum, downing, formation, fencing, configuration, policy and resources, under virtual time
 * and a simulated network. All that happens follows from the seed.
 */
final class World {
    private static final long FAULTS_END = 40_000;
    private static final long REST_BY = FAULTS_END + 240_000;
    private static final int LOOK_EVERY = 500;
    /** So long after all faults an operator ends what a transport still holds a living node for dead. */
    private static final long SICK_UNTIL = FAULTS_END + 120_000;

    final Timeline time;
    final Drawn drawn;
    final Network network;
    final FenceDevices devices;
    final Agents agents;
    final Judge judge;
    final Mutation mutation;
    private final SortedMap<NodeName, Host> hosts = new TreeMap<>();
    private final Rest rest;
    private long lastRun = 100;
    private boolean healed;
    private int plans;

    World(long seed, Mutation mutation) {
        this.mutation = mutation;
        time = new Timeline(seed);
        drawn = Drawn.from(time);
        network = new Network(this);
        devices = new FenceDevices(this);
        agents = new Agents(this);
        judge = new Judge(this);
        rest = new Rest(this);
        var stored = new StoredConfiguration(1, drawn.configuration());
        drawn.names().forEach(name -> hosts.put(name, new Host(name, stored)));
        time.tell(drawn.inWords());
    }

    /** Plays the whole history; what rule was broken, or nothing. */
    String play() {
        hosts.values().forEach(host -> time.in(time.draw(3000), () -> start(host)));
        new Faults(this).schedule(FAULTS_END);
        time.in(LOOK_EVERY, this::look);
        while (time.next(FAULTS_END) && judge.broken().isEmpty()) {
            // the faults are events among the others
        }
        if (judge.broken().isEmpty()) {
            heal();
        }
        while (judge.broken().isEmpty() && !rest.found() && time.next(REST_BY)) {
            // until all is at rest
        }
        // Where a device lied, and nobody has found out, it takes an operator.
        boolean restless = judge.broken().isEmpty() && !rest.found();
        if (restless && hosts.values().stream().anyMatch(Host::livesAsDead)) {
            judge.unended++;
            restless = false;
        }
        return restless ? rest.missing() : judge.broken();
    }

    private void look() {
        judge.look();
        if (healed) {
            rest.look();
            hosts.values().forEach(this::care);
        }
        time.in(LOOK_EVERY, this::look);
    }

    private void heal() {
        healed = true;
        time.tell("all faults end");
        network.mend();
        network.slow = 0;
        hosts.values().forEach(this::resume);
    }

    /** The operator's part when all faults are over: what has no power gets it, after a while. */
    private void care(Host host) {
        NodeRun run = host.process();
        if (run != null && !host.paused && time.chance(100)) {
            run.fencer.trustAll();
        }
        if (run != null && time.now() >= SICK_UNTIL && isSick(run)) {
            time.tell(run + " is started anew by the operator, since it holds a living node for dead");
            processEnds(run);
        }
        if (!host.powered && time.chance(200)) {
            host.cutFeeds.clear();
            powerOn(host);
        } else if (host.powered && host.process() == null && time.chance(100)) {
            start(host);
        }
    }

    private boolean isSick(NodeRun run) {
        return hosts.values().stream()
                .map(Host::process)
                .anyMatch(other -> other != null && run.membership.pekko().holdsForDead(other.id));
    }

    boolean healed() {
        return healed;
    }

    Host host(NodeName name) {
        return Objects.requireNonNull(hosts.get(name));
    }

    SortedMap<NodeName, Host> hosts() {
        return hosts;
    }

    int plans() {
        return plans;
    }

    PlannedTransition plan(Cib cib, Instant at) {
        plans++;
        return PlannerAdapter.planning().plan(cib, at);
    }

    void start(Host host) {
        if (host.powered && host.process() == null) {
            lastRun++;
            host.paused = false;
            var run = new NodeRun(this, host, lastRun);
            host.run = run;
            time.tell(run + " starts");
            run.start();
            network.flush();
        }
    }

    /** The process is gone; what its agents started goes on. The host starts it again after a while. */
    void processEnds(NodeRun run) {
        if (run.ended()) {
            return;
        }
        judge.look();
        run.end();
        run.host.paused = false;
        time.in(time.between(1500, 9000), () -> start(run.host));
    }

    void powerOff(Host host, String why) {
        if (!host.powered) {
            return;
        }
        time.tell(host.name + " " + why + ", its power is gone");
        judge.look();
        NodeRun there = host.process();
        if (there != null) {
            there.end();
        }
        host.powered = false;
        host.paused = false;
        host.liedDead = false;
        host.active.clear();
        host.promoted.clear();
        host.boot++;
    }

    void powerOn(Host host) {
        if (!host.powered && (!drawn.feeds() || host.cutFeeds.size() < 2)) {
            time.tell(host.name + " has power");
            host.powered = true;
            time.in(time.between(1500, 6000), () -> start(host));
        }
    }

    void pause(Host host, long millis) {
        NodeRun there = host.process();
        if (there == null || host.paused) {
            return;
        }
        time.tell(there + " is stopped for " + millis + " ms");
        judge.look();
        host.paused = true;
        long since = time.now();
        time.in(millis, () -> {
            if (host.process() == there && host.paused && time.now() - since >= millis) {
                resume(host);
            }
        });
        there.pausedAt = since;
    }

    private void resume(Host host) {
        NodeRun there = host.process();
        if (there == null || !host.paused) {
            return;
        }
        time.tell(there + " goes on");
        host.paused = false;
        if (time.now() - there.pausedAt > MembershipPart.DETECTION + 400) {
            there.wokeAt = time.now();
            there.heardSinceWake = false;
        }
        there.wake();
    }
}
