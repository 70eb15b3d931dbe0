package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the commands of one case on simulated time. */
final class SurvivorScript {
    private static final SurvivorTimes TIMES = new SurvivorTimes(
            Duration.ofMillis(1200),
            Duration.ofMillis(150),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    private final List<String> output = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private SurvivorState state =
            SurvivorState.started(new NodeName("n1"), settings(List.of("n1", "n2", "n3")), Instant.EPOCH);

    List<String> run(List<String> commands) {
        commands.forEach(line -> obey(List.of(line.split(" +"))));
        return output;
    }

    private void obey(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "node" -> {
                begin(rest);
                step(new SurvivorEvent.Synchronised(now));
            }
            case "newcomer" -> begin(rest);
            case "synchronised" -> step(new SurvivorEvent.Synchronised(now));
            case "joining" -> rest.forEach(name -> seen(name, Phase.JOINING));
            case "up" -> rest.forEach(name -> seen(name, Phase.UP));
            case "leaving" -> rest.forEach(name -> seen(name, Phase.LEAVING));
            case "exiting" -> rest.forEach(name -> seen(name, Phase.EXITING));
            case "down" -> rest.forEach(name -> seen(name, Phase.DOWN));
            case "removed" ->
                step(new SurvivorEvent.MemberRemoved(
                        name(rest.get(0)), run(rest.get(0)), rest.contains("cleanly"), now));
            case "cuts" -> step(new SurvivorEvent.ReachabilityChanged(cuts(rest), now));
            case "refused" -> step(new SurvivorEvent.RefusalsChanged(refusals(rest), now));
            case "port" -> step(new SurvivorEvent.FencingPortOpened(now));
            case "confirmed" -> step(new SurvivorEvent.FencingConfirmed(name(rest.get(0)), run(rest.get(0)), now));
            case "failed" ->
                step(new SurvivorEvent.FencingFailed(
                        name(rest.get(0)), run(rest.get(0)), "no device for " + rest.get(0), now));
            case "set" -> step(new SurvivorEvent.SettingsChanged(changed(rest.get(0)), now));
            case "inherit" ->
                step(new SurvivorEvent.JoinedRunningCluster(rest.contains("seen-all"), rest.contains("settled"), now));
            case "supporters" ->
                step(new SurvivorEvent.SupportersChanged(
                        new TreeSet<>(rest.stream().map(NodeName::new).toList()), now));
            case "slept" -> {
                now = now.plusMillis(Long.parseLong(rest.get(0)));
                step(new SurvivorEvent.Slept(Duration.ofMillis(Long.parseLong(rest.get(0))), now));
            }
            case "quarantined" -> step(new SurvivorEvent.Quarantined(rest.get(0), now));
            case "ages" -> rest.forEach(name -> aged(name, rest.indexOf(name) + 1));
            case "still-member" -> step(new SurvivorEvent.StillMember(name(rest.get(0)), now));
            case "expected" -> step(expected(rest));
            case "arbiter" -> step(new SurvivorEvent.ArbiterSpoke(arbiter(rest), now));
            case "rules" -> step(new SurvivorEvent.SettingsChanged(ruled(rest), now));
            case "votes" -> step(new SurvivorEvent.SettingsChanged(voted(rest), now));
            case "wait" -> pass(Long.parseLong(rest.get(0)));
            case "view" -> show();
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private void begin(List<String> words) {
        state = SurvivorState.started(new NodeName(words.get(0)), settings(words.subList(2, words.size())), now);
    }

    private void seen(String name, Phase phase) {
        step(new SurvivorEvent.MemberSeen(name(name), run(name), phase, age(name, phase), now));
    }

    /** Whoever leaves as a full member has an age, if only some. */
    private int age(String name, Phase phase) {
        KnownNode known = state.nodes().get(name(name));
        boolean goes = phase == Phase.LEAVING || phase == Phase.EXITING;
        if (!goes || known == null || known.incarnation() != run(name)) return KnownNode.YOUNGEST;
        return known.phase() == Phase.UP ? Math.min(known.age(), state.nodes().size()) : known.age();
    }

    private void aged(String name, int age) {
        step(new SurvivorEvent.MemberSeen(
                name(name), run(name), state.node(name(name)).phase(), age, now));
    }

    /** The number of the word, the votes, and who counts no more. */
    private SurvivorEvent expected(List<String> words) {
        var out = new TreeMap<NodeName, Long>();
        words.subList(2, words.size()).forEach(word -> out.put(name(word), run(word)));
        var expected = new ExpectedVotes(Long.parseLong(words.get(0)), Integer.parseInt(words.get(1)));
        return new SurvivorEvent.ExpectedVotesSaid(expected, out, now);
    }

    private static ArbiterVote arbiter(List<String> words) {
        var runs = new TreeMap<NodeName, Long>();
        words.subList(1, words.size()).forEach(word -> runs.put(name(word), run(word)));
        var answer = ArbiterVote.Answer.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        return new ArbiterVote(answer, new Ring(runs), ArbiterVote.Heuristics.OFF);
    }

    private SurvivorSettings ruled(List<String> words) {
        QuorumRules rules = QuorumRules.plain();
        for (String word : words) {
            rules = rule(rules, word.split("=")[0], word.substring(word.indexOf('=') + 1));
        }
        return with(state.settings().quorum().withRules(rules));
    }

    private static QuorumRules rule(QuorumRules rules, String key, String value) {
        return switch (key) {
            case "last-man-standing" -> rules.withLastManStanding(Duration.ofSeconds(Long.parseLong(value)));
            case "tie-breaker" ->
                rules.withTieBreaker(
                        switch (value) {
                            case "lowest" -> TieBreaker.lowest();
                            case "highest" -> TieBreaker.highest();
                            default ->
                                TieBreaker.of(Arrays.stream(value.split(","))
                                        .map(NodeName::new)
                                        .toList());
                        });
            case "two-node" -> rules.withoutTwoNode();
            case "keep-majority" -> QuorumRules.keepMajority();
            case "keep-oldest" -> QuorumRules.keepOldest(true);
            case "keep-oldest-even-alone" -> QuorumRules.keepOldest(false);
            case "lease-majority" ->
                QuorumRules.leaseMajority(
                        new LeaseRules("some.lease", "", Duration.ofSeconds(2), Duration.ofSeconds(40)));
            case "static-quorum" -> QuorumRules.staticQuorum(Integer.parseInt(value));
            case "arbiter" -> rules.withArbiter(new ArbiterRules(Integer.parseInt(value), Duration.ofSeconds(5)));
            default -> throw new IllegalArgumentException(key);
        };
    }

    private SurvivorSettings voted(List<String> words) {
        QuorumSettings quorum = state.settings().quorum();
        var votes = new TreeMap<>(quorum.votes());
        words.forEach(word -> votes.put(new NodeName(word.split("=")[0]), Integer.parseInt(word.split("=")[1])));
        return with(new QuorumSettings(votes, quorum.waitForAll(), quorum.rules()));
    }

    private SurvivorSettings with(QuorumSettings quorum) {
        SurvivorSettings now = state.settings();
        return new SurvivorSettings(quorum, now.times(), now.fencingEnabled(), now.ignoreQuorum());
    }

    private SurvivorSettings changed(String option) {
        return switch (option) {
            case "fencing=off" -> state.settings().withFencingEnabled(false);
            case "ignore-quorum" -> state.settings().withIgnoreQuorum(true);
            case "wait-for-all" -> with(state.settings().quorum().withWaitForAll(true));
            default -> throw new IllegalArgumentException(option);
        };
    }

    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 50) {
            now = now.plusMillis(50);
            step(new SurvivorEvent.TimePassed(now));
        }
    }

    private void step(SurvivorEvent event) {
        Step<SurvivorState, SurvivorEffect> step = SurvivorCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> output.add("+" + now.toEpochMilli() + "ms " + words(effect)));
    }

    private static String words(SurvivorEffect effect) {
        if (effect instanceof SurvivorEffect.RequestFencing e) return "fence " + e.node() + "#" + e.incarnation();
        if (effect instanceof SurvivorEffect.Down e) {
            return "down " + e.node() + "#" + e.incarnation() + ": " + e.reason();
        }
        return "down self: " + ((SurvivorEffect.DownSelf) effect).reason();
    }

    /** Whom it hears though others do not, so that they are not online. */
    private static String vouched(MembershipView view) {
        List<String> more = view.vouched().stream()
                .filter(name -> !view.online().contains(name))
                .map(NodeName::value)
                .toList();
        return more.isEmpty() ? "" : "; vouches for " + String.join(" ", more);
    }

    private void show() {
        MembershipView view = SurvivorCore.view(state);
        output.add("+" + now.toEpochMilli() + "ms " + (view.quorate() ? "quorate: " : "no quorum: ")
                + view.quorum().reason()
                + "; leader " + view.leader() + (view.mayAct() ? "" : "; may not act")
                + (view.asleep() ? " (asleep)" : "")
                + race(view)
                + lease(view));
        List<String> nodes = view.nodes().stream()
                .map(node -> node.name() + "#" + node.incarnation() + "="
                        + node.standing().name().toLowerCase(Locale.ROOT))
                .toList();
        output.add("  " + String.join(" ", nodes) + vouched(view));
        view.fencing()
                .forEach(attempt -> output.add("  fencing of " + attempt.target() + "#" + attempt.incarnation()
                        + (attempt.underWay()
                                ? " under way"
                                : " failed " + attempt.failures() + " times: " + attempt.lastFailure())));
    }

    private static String lease(MembershipView view) {
        LeaseNeed need = view.lease();
        if (need == null) return "";
        return "; needs the lease for " + need.ring().runs().keySet() + (need.minority() ? ", as a minority" : "");
    }

    private static String race(MembershipView view) {
        Rival rival = view.rival();
        if (rival == null) return "";
        return "; of the two " + (rival.first() ? rival.node() : view.self()) + " fences first";
    }

    private static SurvivorSettings settings(List<String> names) {
        List<NodeName> nodes = names.stream().map(NodeName::new).toList();
        return new SurvivorSettings(QuorumSettings.oneVoteEach(nodes), TIMES, true, false);
    }

    private static SortedSet<Cut> cuts(List<String> words) {
        return new TreeSet<>(words.stream()
                .map(word -> word.split(">"))
                .map(pair -> new Cut(new NodeName(pair[0]), new NodeName(pair[1])))
                .toList());
    }

    private static SortedSet<Refusal> refusals(List<String> words) {
        return new TreeSet<>(words.stream()
                .map(word -> word.split(">"))
                .map(pair -> new Refusal(new NodeName(pair[0]), name(pair[1]), run(pair[1])))
                .toList());
    }

    private static NodeName name(String word) {
        return new NodeName(word.split("#")[0]);
    }

    /** The incarnation: given after #, else the number in the name. */
    private static long run(String word) {
        List<String> parts = Arrays.asList(word.split("#"));
        return parts.size() > 1
                ? Long.parseLong(parts.get(1))
                : Long.parseLong(parts.get(0).substring(1));
    }
}
