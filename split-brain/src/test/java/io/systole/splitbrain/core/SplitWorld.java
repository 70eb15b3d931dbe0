package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Nodes with the real core on a simulated network: links are cut and mended, nodes die, leave and come back, fencing works,
 * lies never, and sometimes fails. The gossip is what Pekko promises: nodes that are linked share one table of who does not
 * hear whom, and one memory of members; nobody becomes a full member before all have seen it joining.
 */
final class SplitWorld {
    private static final Duration TICK = Duration.ofMillis(150);
    private static final SurvivorTimes TIMES = new SurvivorTimes(
            Duration.ofMillis(1200),
            Duration.ofMillis(150),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    /** What one run of a node is to those that know of it. */
    private record Member(long run, Phase phase, int age, boolean fenced, boolean cleanly) {}

    private final Random random;
    private final SurvivorSettings settings;
    private final List<NodeName> names;
    private final SortedMap<NodeName, SurvivorState> running = new TreeMap<>();
    private final SortedMap<NodeName, SortedMap<NodeName, Member>> gossip = new TreeMap<>();
    private final SortedMap<NodeName, Long> runs = new TreeMap<>();
    private final SortedSet<Cut> broken = new TreeSet<>();
    private final List<String> story = new ArrayList<>();
    private final SimulatedLease lease = new SimulatedLease(this);
    private Instant now = Instant.EPOCH;
    private long lastRun = 100;
    private int lastAge;
    private boolean devicesWork = true;

    SplitWorld(long seed, QuorumSettings quorum, boolean ignoreQuorum) {
        this.random = new Random(seed);
        this.names = quorum.nodes();
        this.settings = new SurvivorSettings(quorum, TIMES, true, ignoreQuorum);
        names.forEach(name -> start(name));
        for (Phase phase : List.of(Phase.JOINING, Phase.UP)) {
            for (NodeName name : names) {
                int age = phase == Phase.UP ? ++lastAge : KnownNode.YOUNGEST;
                names.forEach(at -> learn(at, name, new Member(run(name), phase, age, false, false)));
            }
        }
        names.forEach(name -> {
            step(name, new SurvivorEvent.Synchronised(now));
            step(name, new SurvivorEvent.FencingPortOpened(now));
        });
    }

    List<String> story() {
        return story;
    }

    SortedMap<NodeName, SurvivorState> running() {
        return running;
    }

    /** One thing happens, or time goes by. */
    void happen() {
        int what = random.nextInt(100);
        if (what < 8) splitInTwo();
        else if (what < 14) breakLinks();
        else if (what < 22) mend();
        else if (what < 27) die(any());
        else if (what < 29) leave(any());
        else if (what < 40)
            names.stream()
                    .filter(name -> !running.containsKey(name))
                    .findFirst()
                    .ifPresent(this::start);
        else if (what < 50) letIn();
        else if (what < 54) sleep(any());
        else if (what < 58) devicesWork = !devicesWork;
        else pass(random.nextInt(8) == 0 ? 12_000 : 50 + random.nextInt(2500));
        tellReachability();
    }

    void breakDevices() {
        devicesWork = false;
    }

    /** An operator says on one node that those who are not on its side are gone. */
    void declareGone(NodeName at) {
        var out = new TreeMap<NodeName, Long>();
        SurvivorState state = state(at);
        Side side = Side.of(state);
        state.nodes().values().stream()
                .filter(node -> !side.nodes().contains(node.name()))
                .forEach(node -> out.put(node.name(), node.incarnation()));
        for (NodeName each : side.nodes()) {
            if (running.containsKey(each)) {
                step(
                        each,
                        new SurvivorEvent.ExpectedVotesSaid(
                                new ExpectedVotes(1, side.nodes().size()), out, now));
            }
        }
    }

    void splitInTwo() {
        broken.clear();
        split(someNames());
    }

    private NavigableSet<NodeName> someNames() {
        var some = new TreeSet<NodeName>();
        names.forEach(name -> {
            if (random.nextBoolean()) some.add(name);
        });
        return some;
    }

    void split(SortedSet<NodeName> one) {
        tell("split " + one);
        for (NodeName a : names) {
            for (NodeName b : names) {
                if (one.contains(a) != one.contains(b)) broken.add(new Cut(a, b));
            }
        }
        tellReachability();
    }

    private void breakLinks() {
        for (int i = 0; i <= random.nextInt(4); i++) {
            NodeName a = any();
            NodeName b = any();
            if (!a.equals(b)) {
                tell("cut " + a + "-" + b);
                broken.add(new Cut(a, b));
                broken.add(new Cut(b, a));
            }
        }
    }

    void mend() {
        tell("mend");
        broken.clear();
    }

    void pass(long millis) {
        for (long passed = 0; passed < millis; passed += TICK.toMillis()) {
            now = now.plus(TICK);
            for (NodeName name : List.copyOf(running.keySet())) {
                if (running.containsKey(name)) step(name, new SurvivorEvent.TimePassed(now));
            }
            lease.look(now);
        }
    }

    private SurvivorState state(NodeName name) {
        return Objects.requireNonNull(running.get(name));
    }

    /** Of whom the node knows by gossip, and what. */
    private SortedMap<NodeName, Member> known(NodeName name) {
        return Objects.requireNonNull(gossip.get(name));
    }

    private Member member(NodeName name) {
        return Objects.requireNonNull(known(name).get(name));
    }

    private long run(NodeName name) {
        return Objects.requireNonNull(runs.get(name));
    }

    private NodeName any() {
        return names.get(random.nextInt(names.size()));
    }

    private void die(NodeName name) {
        if (running.size() > 1 && running.remove(name) != null) tell(name + " dies");
    }

    private void leave(NodeName name) {
        boolean joined = running.containsKey(name) && known(name).containsKey(name);
        if (!joined || running.size() < 2 || !converged(name)) return;
        tell(name + " leaves");
        Member member = member(name);
        for (Phase phase : List.of(Phase.LEAVING, Phase.EXITING, Phase.REMOVED)) {
            if (phase == Phase.EXITING) running.remove(name);
            var next = new Member(member.run(), phase, member.age(), false, phase == Phase.REMOVED);
            List.copyOf(running.keySet()).forEach(at -> merge(at, name, next));
        }
    }

    private void start(NodeName name) {
        tell(name + " starts");
        runs.put(name, ++lastRun);
        gossip.put(name, new TreeMap<>());
        running.put(name, SurvivorState.started(name, settings, now));
    }

    /** A started node joins where all members of a cluster hear each other, as the gossip demands; a wall may come up just when
     * only those on its side have heard that it is a full member. */
    private void letIn() {
        for (NodeName name : List.copyOf(running.keySet())) {
            if (known(name).containsKey(name)) continue;
            for (NodeName host : List.copyOf(running.keySet())) {
                boolean member = known(host).containsKey(host) && hears(host, name) && converged(host);
                if (!member) continue;
                tell(name + " joins " + host);
                SurvivorState at = state(host);
                known(host).forEach((known, what) -> learn(name, known, what));
                step(
                        name,
                        new SurvivorEvent.JoinedRunningCluster(
                                at.history().seenAll(), at.history().settled(), now));
                step(name, new SurvivorEvent.Synchronised(now));
                step(name, new SurvivorEvent.FencingPortOpened(now));
                List<NodeName> all = members(host);
                all.add(name);
                all.forEach(each ->
                        learn(each, name, new Member(run(name), Phase.JOINING, KnownNode.YOUNGEST, false, false)));
                if (random.nextInt(4) == 0) return;
                int age = ++lastAge;
                NavigableSet<NodeName> wall = random.nextBoolean() ? new TreeSet<>(names) : someNames();
                wall.add(name);
                all.stream()
                        .filter(wall::contains)
                        .forEach(each -> learn(each, name, new Member(run(name), Phase.UP, age, false, false)));
                if (wall.size() < names.size()) {
                    broken.clear();
                    split(wall);
                }
                return;
            }
        }
    }

    private void sleep(NodeName name) {
        SurvivorState state = running.get(name);
        if (state == null) return;
        tell(name + " slept");
        step(name, new SurvivorEvent.Slept(Duration.ofSeconds(3), now));
        for (NodeName other : names) {
            if (running.containsKey(other) && running.containsKey(name) && hears(name, other) && knows(other, name)) {
                step(name, new SurvivorEvent.StillMember(other, now));
            }
        }
    }

    /** The members that this one knows of and that the gossip has not given up all run, and hear each other. */
    private boolean converged(NodeName name) {
        List<NodeName> all = members(name);
        return all.stream().allMatch(each -> knows(name, each) && knows(each, name))
                && all.stream().allMatch(a -> all.stream().allMatch(b -> hears(a, b)))
                && all.stream().allMatch(each -> member(each).phase() == Phase.UP);
    }

    private List<NodeName> members(NodeName name) {
        List<NodeName> all = new ArrayList<>();
        known(name).forEach((each, what) -> {
            if (what.phase().member()) all.add(each);
        });
        return all;
    }

    /** Both run, and the one knows the other's present run as one that is not gone. */
    private boolean knows(NodeName one, NodeName other) {
        if (!running.containsKey(one) || !running.containsKey(other)) return false;
        Member member = known(one).get(other);
        return member != null && member.run() == run(other) && member.phase().member() && !member.fenced();
    }

    private boolean hears(NodeName one, NodeName other) {
        return running.containsKey(one) && running.containsKey(other) && !broken.contains(new Cut(one, other));
    }

    private void tellReachability() {
        for (NodeName a : List.copyOf(running.keySet())) {
            for (NodeName b : linked(a)) {
                List.copyOf(known(b).entrySet()).forEach(entry -> merge(a, entry.getKey(), entry.getValue()));
            }
        }
        for (NodeName name : List.copyOf(running.keySet())) {
            SortedSet<NodeName> linked = linked(name);
            var cuts = new TreeSet<Cut>();
            for (NodeName a : linked) {
                known(a).forEach((b, member) -> {
                    boolean silent =
                            !a.equals(b) && member.phase().member() && !(hears(a, b) && member.run() == run(b));
                    if (silent) cuts.add(new Cut(a, b));
                });
            }
            if (running.containsKey(name)) step(name, new SurvivorEvent.ReachabilityChanged(cuts, now));
        }
        lease.look(now);
    }

    SortedSet<NodeName> linked(NodeName name) {
        var linked = new TreeSet<NodeName>();
        linked.add(name);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (NodeName other : names) {
                boolean reached = linked.stream()
                        .anyMatch(each -> hears(each, other) && knows(each, other) && knows(other, each));
                grew = (reached && linked.add(other)) || grew;
            }
        }
        return linked;
    }

    private void merge(NodeName at, NodeName name, Member news) {
        Member old = known(at).get(name);
        boolean newer = old == null
                || news.run() > old.run()
                || (news.run() == old.run() && news.phase().compareTo(old.phase()) > 0)
                || (news.run() == old.run() && news.fenced() && !old.fenced());
        if (newer) learn(at, name, news);
    }

    private void learn(NodeName at, NodeName name, Member what) {
        known(at).put(name, what);
        if (what.fenced()) {
            step(at, new SurvivorEvent.FencingConfirmed(name, what.run(), now));
        }
        if (!running.containsKey(at)) return;
        if (what.phase() == Phase.REMOVED) {
            step(at, new SurvivorEvent.MemberRemoved(name, what.run(), what.cleanly(), now));
        } else {
            step(at, new SurvivorEvent.MemberSeen(name, what.run(), what.phase(), what.age(), now));
        }
    }

    void step(NodeName at, SurvivorEvent event) {
        SurvivorState state = running.get(at);
        if (state == null) return;
        Step<SurvivorState, SurvivorEffect> step = SurvivorCore.step(state, event);
        running.put(at, step.state());
        step.effects().forEach(effect -> effect.runOn(new Effects(at)));
    }

    private void tell(String line) {
        story.add("+" + now.toEpochMilli() + "ms " + line);
    }

    /** The runs of effects of one node. */
    private final class Effects implements SurvivorEffect.Port {
        private final NodeName at;

        Effects(NodeName at) {
            this.at = at;
        }

        @Override
        public void requestFencing(NodeName node, long incarnation, boolean gone, String reason) {
            boolean fails = !devicesWork;
            tell(at + " has " + node + "#" + incarnation + " fenced" + (fails ? ", which fails" : ""));
            if (fails) {
                step(at, new SurvivorEvent.FencingFailed(node, incarnation, "no luck", now));
                return;
            }
            if (run(node) == incarnation) running.remove(node);
            for (NodeName each : linked(at)) {
                Member known = known(each).get(node);
                if (known != null && known.run() == incarnation) {
                    learn(each, node, new Member(incarnation, known.phase(), known.age(), true, false));
                }
            }
        }

        @Override
        public void down(NodeName node, long incarnation, String reason) {
            linked(at).stream().sorted(Comparator.reverseOrder()).forEach(each -> {
                Member known = known(each).get(node);
                if (known != null && known.run() == incarnation) {
                    learn(each, node, new Member(incarnation, Phase.REMOVED, known.age(), known.fenced(), false));
                }
            });
        }

        @Override
        public void downSelf(String reason) {
            tell(at + " ends: " + reason);
            running.remove(at);
        }
    }
}
