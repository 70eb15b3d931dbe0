package io.systole.actors.simulation;

import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.cib.NodeName;
import io.systole.fencing.core.FencingEffect.RunPower;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.core.Strategy;
import io.systole.splitbrain.core.TieBreaker;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges what happens by what is really so: which hosts have power, what is active on them, who reaches whom. What the cores
 * believe is never asked. Where a device has lied about a host, that host alone is excused, from the lie to the end of that
 * boot.
 */
final class Judge {
    /** How long after the loss of quorum something may still begin that was ordered before. */
    private static final long QUORUM_GRACE = 6_000;
    /** How long after its end a node is not missed. */
    private static final long UNNOTICED = MembershipPart.DETECTION + 300;

    private final World world;
    private final SortedMap<Long, Long> boots = new TreeMap<>();
    private final SortedMap<NodeName, Long> enoughAt = new TreeMap<>();
    private final SortedMap<NodeName, SortedMap<NodeName, Long>> heardAt = new TreeMap<>();
    /** On which host each DC and each partition's policy is, by the name in its orders. */
    private final SortedMap<String, Host> planners = new TreeMap<>();

    private String broken = "";
    int starts;
    int excused;
    int unended;
    int confirmations;

    Judge(World world) {
        this.world = world;
    }

    /** Which rule was broken; nothing while none was. */
    String broken() {
        return broken;
    }

    private void breaks(String rule) {
        if (broken.isEmpty()) {
            world.time.tell("BROKEN: " + rule);
            broken = rule;
        }
    }

    /** Rules one and two: no start while another living host has the resource. */
    void starts(NodeRun node, OperationOrder order) {
        starts++;
        node.say("starts " + order.resource());
        if (!world.drawn.policy().equals("freeze")) {
            acts(node, "starts " + order.resource());
        } else {
            sleeps(node, "starts " + order.resource());
        }
        if (order.resource().equals("db")) {
            return;
        }
        for (Host other : world.hosts().values()) {
            boolean both = other != node.host && other.powered && other.active.contains(order.resource());
            if (both && (other.liedDead || node.host.liedDead || isPlannedByLiedDead(order))) {
                excused++;
                world.time.tell("a lie: " + order.resource() + " is active on " + other.name + ", too");
            } else if (both) {
                breaks("one owner: " + node + " starts " + order.resource() + ", which is active on " + other.name);
            }
        }
    }

    /** Rules one and two for what is promoted. */
    void promotes(NodeRun node, OperationOrder order) {
        node.say("promotes " + order.resource());
        sleeps(node, "promotes " + order.resource());
        for (Host other : world.hosts().values()) {
            boolean both = other != node.host && other.powered && other.promoted.contains(order.resource());
            if (both && (other.liedDead || node.host.liedDead || isPlannedByLiedDead(order))) {
                excused++;
            } else if (both) {
                breaks("one owner: " + node + " promotes " + order.resource() + ", which is promoted on " + other.name);
            }
        }
    }

    void dc(String name, Host host) {
        planners.put(name, host);
    }

    /** Whoever counts as dead and lives may take others for lost, and have them do what it has fenced others for. */
    private boolean isPlannedByLiedDead(OperationOrder order) {
        Host host = planners.get(order.transitionKey().dc());
        return host != null && host.liedDead;
    }

    /** Rules three and four, of whoever starts something or takes power. */
    private void acts(NodeRun node, String what) {
        look();
        if (isMajority() && world.time.now() - enoughAt.getOrDefault(node.name, 0L) > QUORUM_GRACE) {
            breaks("no quorum, no work: " + node + " " + what + " on a side without quorum");
        }
        sleeps(node, what);
    }

    private void sleeps(NodeRun node, String what) {
        boolean justWoke = node.wokeAt >= 0 && world.time.now() - node.wokeAt < MembershipPart.DETECTION;
        if (justWoke && !node.heardSinceWake) {
            breaks("a sleeper does no harm: " + node + " " + what + ", woke " + (world.time.now() - node.wokeAt)
                    + " ms ago and has heard nobody");
        }
    }

    /** An order of a DC. */
    void orders(NodeRun dc, OperationOrder order, NodeName executor) {
        if (order.operation().equals("start")) {
            sleeps(dc, "orders the start of " + order.resource() + " on " + executor);
        }
    }

    void usesDevice(NodeRun executor, FencingKey key, RunPower power) {
        acts(executor, "fences " + key.target() + " by " + power.device());
    }

    /** Rule two: what counts as fenced has been without power. */
    void confirmed(NodeRun node, FencingRecord record) {
        confirmations++;
        Host target = world.host(record.target());
        Long boot = boots.get(record.incarnation());
        if (boot == null || !target.powered || target.boot != boot) {
            return;
        }
        if (target.liedDead) {
            excused++;
        } else {
            breaks("dead first: " + node + " takes " + record.target() + "#" + record.incarnation()
                    + " for fenced, which never lost its power");
        }
    }

    /** For the story, and for what is known of runs. */
    void seen(NodeRun run, MembershipView before, MembershipView after) {
        boots.put(run.id, run.boot);
        if (before.quorate() != after.quorate()) {
            run.say((after.quorate() ? "has quorum: " : "has no quorum: ")
                    + after.quorum().reason());
        }
        for (NodeView node : after.nodes()) {
            Standing was = before.node(node.name()).map(NodeView::standing).orElse(Standing.ABSENT);
            if (was != node.standing()) {
                run.say("sees " + node.name() + "#" + node.incarnation() + " " + node.standing());
            }
        }
        if (before.asleep() != after.asleep()) {
            run.say(after.asleep() ? "trusts nothing" : "is awake");
        }
    }

    /**
     * Remembers which hosts are on a side that may have quorum. Who is gone counts for as long as nobody can know: one that
     * dies while another comes back is missed later than that one is heard.
     */
    void look() {
        for (NodeName name : world.drawn.names()) {
            SortedMap<NodeName, Long> heard = heardAt.computeIfAbsent(name, first -> new TreeMap<>());
            for (NodeName other : world.network.component(name)) {
                NodeRun there = world.host(other).process();
                if (there != null && !there.host.paused) {
                    heard.put(other, world.time.now());
                }
            }
            int votes = 0;
            for (var one : heard.entrySet()) {
                votes += world.time.now() - one.getValue() <= UNNOTICED ? votes(one.getKey()) : 0;
            }
            if (votes >= world.drawn.quorum().needed()) {
                enoughAt.put(name, world.time.now());
            }
        }
    }

    private int votes(NodeName name) {
        Integer votes = world.drawn.quorum().votes().get(name);
        return votes == null ? 0 : votes;
    }

    /** Rules that are a majority and nothing else: then a side's votes can be counted from outside. */
    private boolean isMajority() {
        QuorumSettings quorum = world.drawn.quorum();
        boolean plain = quorum.rules().strategy() == Strategy.VOTES
                && quorum.rules().lastManStanding() == null
                && quorum.rules().tieBreaker().kind() == TieBreaker.Kind.NONE;
        return !world.drawn.race() && (plain || quorum.rules().strategy() == Strategy.STATIC_QUORUM);
    }

    @Nullable
    Long bootOf(long run) {
        return boots.get(run);
    }
}
