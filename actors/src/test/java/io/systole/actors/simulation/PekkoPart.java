package io.systole.actors.simulation;

import io.systole.actors.simulation.Gossip.Member;
import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model of Pekko Cluster on one node: joining, heartbeats of all members to all others, gossip to one at a time, and what
 * a leader does. A member is made a full one, or removed, only where all that are not down have seen the same gossip.
 */
final class PekkoPart {
    private static final int TICK = 100;
    private static final int JOIN_AGAIN = 2000;
    private static final int DOWN_TICKS = 10;

    private final NodeRun run;
    private final Map<Long, Long> heardAt = new HashMap<>();
    private final Set<Long> markedFenced = new HashSet<>();
    private final Set<Long> heldForDead = new HashSet<>();
    private Gossip gossip = Gossip.none();
    private TreeSet<Long> silent = new TreeSet<>();
    private @Nullable NodeName joining;
    private int downTicks;
    private long told;

    PekkoPart(NodeRun run) {
        this.run = run;
    }

    void start() {
        run.later(Part.PEKKO, run.time().draw(TICK), this::tick);
    }

    Gossip gossip() {
        return gossip;
    }

    boolean joined() {
        return gossip.has(run.id);
    }

    private void become(Gossip next) {
        boolean same = next.members().equals(gossip.members()) && next.table().equals(gossip.table());
        gossip = next;
        if (!same) {
            run.membership.gossiped(next);
            run.tell(Part.POLICY, run.policies::onGossip);
        }
    }

    private void tick() {
        if (joined()) {
            look();
            become(gossip.moved(run.id));
            tellOne();
            endWhenDown();
        }
        run.later(Part.PEKKO, TICK, this::tick);
    }

    /** What was not heard for too long is silent; then the heartbeats come that are on their way. */
    private void look() {
        long now = run.time().now();
        var missed = new TreeSet<Long>();
        for (Member member : gossip.members().values()) {
            if (member.run() == run.id) {
                continue;
            }
            long last = heardAt.computeIfAbsent(member.run(), fresh -> now);
            boolean given = markedFenced.contains(member.run()) || heldForDead.contains(member.run());
            if (given || now - last > MembershipPart.DETECTION) {
                missed.add(member.run());
            }
            NodeRun there = run.world.host(member.name()).process();
            boolean answers = there != null
                    && there.id == member.run()
                    && !there.host.paused
                    && !there.membership.pekko().isDeafTo(run.id);
            if (answers && run.world.network.bothWays(run.name, member.name())) {
                heardAt.put(member.run(), now);
            }
        }
        if (!missed.equals(silent)) {
            silent = missed;
            become(gossip.silent(run.id, missed));
        }
    }

    /** The transport takes that run for dead, and never changes its mind. */
    void holdForDead(NodeRun other) {
        run.say("holds " + other + " for dead");
        heldForDead.add(other.id);
    }

    boolean holdsForDead(long other) {
        return heldForDead.contains(other);
    }

    /** Whether nothing of that run is heard here, and nothing is sent to it. */
    boolean isDeafTo(long other) {
        return gossip.removed().contains(other) || holdsForDead(other);
    }

    private void tellOne() {
        var peers = new ArrayList<Member>();
        boolean all = true;
        for (Member member : gossip.members().values()) {
            boolean other = member.run() != run.id && !silent.contains(member.run());
            if (other && member.phase() != Phase.DOWN) {
                peers.add(member);
            }
            all = all && gossip.seen().contains(member.run());
        }
        long now = run.time().now();
        if (peers.isEmpty() || (all && now - told < 1000)) {
            return;
        }
        told = now;
        List<Member> behind = peers.stream()
                .filter(member -> !gossip.seen().contains(member.run()))
                .toList();
        tell(run.time().one(behind.isEmpty() ? peers : behind));
    }

    private void tell(Member to) {
        Gossip sent = gossip;
        run.send(to.name(), Part.PEKKO, there -> there.membership.pekko().hear(run, to.run(), sent));
    }

    private void hear(NodeRun from, long meant, Gossip news) {
        boolean counts = meant == run.id && gossip.has(from.id) && !silent.contains(from.id) && news.has(run.id);
        if (!counts) {
            return;
        }
        Gossip both = gossip.merged(run.id, news);
        boolean behind = !both.seen().contains(from.id)
                || both.seen().size() > news.seen().size();
        become(both);
        Member sender = gossip.members().get(from.id);
        if (behind && sender != null) {
            tell(sender);
        }
    }

    /** A member that is told to be down ends when the others know, or after a while. */
    private void endWhenDown() {
        Member self = gossip.members().get(run.id);
        if (self != null && self.phase() == Phase.EXITING) {
            run.say("has left");
            run.world.processEnds(run);
        } else if (self != null && self.phase() == Phase.DOWN) {
            downTicks++;
            if (downTicks > DOWN_TICKS) {
                run.say("was told to be down, and ends");
                run.world.processEnds(run);
            }
        }
    }

    void leave() {
        Member self = gossip.members().get(run.id);
        if (self != null && (self.phase() == Phase.UP || self.phase() == Phase.JOINING)) {
            run.say("says that it leaves");
            become(gossip.phase(run.id, run.id, Phase.LEAVING));
        }
    }

    void down(long id) {
        Member member = gossip.members().get(id);
        if (member != null && member.phase() != Phase.DOWN) {
            run.say("takes " + member.name() + "#" + id + " out of the membership");
            markedFenced.add(id);
            become(gossip.phase(run.id, id, Phase.DOWN));
        }
    }

    void form() {
        if (gossip.members().isEmpty()) {
            run.say("founds a cluster");
            Gossip first = Gossip.none().with(run.id, new Member(run.name, run.id, Phase.JOINING, 0));
            become(first);
            become(gossip.moved(run.id));
        }
    }

    void join(NodeName member) {
        joining = member;
        knock(member);
    }

    /** InitJoin, as {@code joinSeedNodes} begins, each time anew: only who answers now is asked to let this run in. */
    private void knock(NodeName member) {
        if (!joined() && member.equals(joining)) {
            run.send(member, Part.PEKKO, there -> there.membership.pekko().knockedBy(run));
            run.later(Part.PEKKO, JOIN_AGAIN, () -> knock(member));
        }
    }

    private void knockedBy(NodeRun from) {
        if (letsIn()) {
            run.send(from.name, Part.PEKKO, there -> {
                if (there.id == from.id) {
                    there.membership.pekko().opened(run.name);
                }
            });
        }
    }

    private void opened(NodeName member) {
        if (!joined() && member.equals(joining)) {
            run.send(member, Part.PEKKO, there -> there.membership.pekko().asked(run));
        }
    }

    private boolean letsIn() {
        Member self = gossip.members().get(run.id);
        return self != null && self.phase() != Phase.DOWN && self.phase() != Phase.EXITING;
    }

    private void asked(NodeRun from) {
        if (!letsIn()) {
            return;
        }
        Member known = gossip.of(from.name);
        if (known == null) {
            run.say("lets " + from + " join");
            become(gossip.with(run.id, new Member(from.name, from.id, Phase.JOINING, 0)));
            welcome(from);
        } else if (known.run() == from.id) {
            welcome(from);
        } else if (known.phase() != Phase.DOWN) {
            run.say("takes " + known.name() + "#" + known.run() + " for gone: it wants to join anew");
            markedFenced.add(known.run());
            become(gossip.phase(run.id, known.run(), Phase.DOWN));
        }
    }

    private void welcome(NodeRun to) {
        Gossip sent = gossip;
        run.send(to.name, Part.PEKKO, there -> {
            if (there.id == to.id) {
                there.membership.pekko().welcomed(run, sent);
            }
        });
    }

    private void welcomed(NodeRun by, Gossip news) {
        if (!joined() && by.name.equals(joining)) {
            become(news.seenBy(run.id));
            Member member = gossip.members().get(by.id);
            if (member != null) {
                tell(member);
            }
        }
    }
}
