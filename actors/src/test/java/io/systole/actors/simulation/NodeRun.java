package io.systole.actors.simulation;

import io.systole.cib.NodeName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of a node's process: its parts, each with a mailbox of its own, around the real cores. While the process is
 * stopped nothing is taken from the mailboxes; afterwards the parts go on in any order.
 */
final class NodeRun {
    /** Who has a mailbox. */
    enum Part {
        PEKKO,
        MEMBERSHIP,
        FORMATION,
        NODE,
        FENCER,
        CIB,
        RESOURCES,
        POLICY,
        GUARD
    }

    /** How long a message takes from part to part at most. */
    private static final int LOCAL_MAX = 3;

    final World world;
    final Host host;
    final NodeName name;
    final long id;
    final long boot;
    final MembershipPart membership;
    final FormationPart formation;
    final FencerPart fencer;
    final CibPart cib;
    final ResourcePart resources;
    final NodePart node;
    final PolicyPlaces policies;
    /** When it last went on after a pause, and whether it has heard anybody since. */
    long wokeAt = -1;

    long pausedAt;

    boolean heardSinceWake = true;
    private final Map<Part, Deque<Runnable>> mailboxes = new EnumMap<>(Part.class);
    private final Map<Part, Long> arrivals = new EnumMap<>(Part.class);
    private boolean ended;

    NodeRun(World world, Host host, long id) {
        this.world = world;
        this.host = host;
        this.name = host.name;
        this.id = id;
        this.boot = host.boot;
        for (Part part : Part.values()) {
            mailboxes.put(part, new ArrayDeque<>());
        }
        membership = new MembershipPart(this);
        formation = new FormationPart(this);
        fencer = new FencerPart(this);
        cib = new CibPart(this);
        resources = new ResourcePart(this);
        policies = new PolicyPlaces(this);
        node = new NodePart(this);
    }

    void start() {
        membership.start();
        formation.start();
        fencer.start();
        cib.start();
        resources.start();
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        mailboxes.values().forEach(Deque::clear);
    }

    Timeline time() {
        return world.time;
    }

    /** A timer. */
    void later(Part part, long millis, Runnable what) {
        world.time.in(millis, () -> deliver(part, what));
    }

    /** A message within the node: those to one part keep their order. */
    void tell(Part part, Runnable what) {
        long arrival = Math.max(arrivals.getOrDefault(part, 0L), world.time.now() + world.time.draw(LOCAL_MAX));
        arrivals.put(part, arrival);
        later(part, arrival - world.time.now(), what);
    }

    /** A message to the same part of another node, or of this one. */
    void send(NodeName to, Part part, Consumer<NodeRun> what) {
        if (to.equals(name)) {
            tell(part, () -> what.accept(this));
        } else {
            world.network.send(this, to, part, what);
        }
    }

    void send(List<NodeName> to, Part part, Consumer<NodeRun> what) {
        to.forEach(peer -> send(peer, part, what));
    }

    void deliver(Part part, Runnable what) {
        if (ended) {
            return;
        }
        if (host.paused) {
            mailboxes.get(part).add(what);
        } else {
            what.run();
        }
    }

    /** All that waited is done now, each part's in its order. */
    void wake() {
        var waiting = new ArrayList<Part>();
        mailboxes.forEach((part, mailbox) -> {
            if (!mailbox.isEmpty()) {
                waiting.add(part);
            }
        });
        while (!waiting.isEmpty() && !ended) {
            Part part = world.time.one(waiting);
            Deque<Runnable> mailbox = mailboxes.get(part);
            mailbox.remove().run();
            if (mailbox.isEmpty()) {
                waiting.remove(part);
            }
        }
    }

    void say(String what) {
        world.time.tell(name + " " + what);
    }

    @Override
    public String toString() {
        return name + "#" + id;
    }
}
