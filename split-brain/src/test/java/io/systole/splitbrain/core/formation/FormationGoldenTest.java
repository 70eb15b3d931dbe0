package io.systole.splitbrain.core.formation;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterRules;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several nodes' formation on a simulated network: who founds, who joins whom, and when. */
final class FormationGoldenTest {
    static List<Path> cases() throws IOException {
        return GoldenFile.in("formation");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nodesFindEachOtherAsTheCaseSays(Path file) throws IOException {
        GoldenFile.check(file, commands -> new Network().run(commands));
    }

    /** Delivers at once; a cluster takes its founder in after 100 ms and others after 200 ms. */
    private static final class Network {
        private final List<String> output = new ArrayList<>();
        private final SortedMap<NodeName, FormationState> running = new TreeMap<>();
        private final SortedMap<NodeName, NodeName> clusterOf = new TreeMap<>();
        private final SortedMap<Instant, List<Runnable>> later = new TreeMap<>();
        private final Set<String> cut = new TreeSet<>();
        private final Set<NodeName> refused = new TreeSet<>();
        private final Set<NodeName> foreign = new TreeSet<>();
        private QuorumSettings quorum = QuorumSettings.oneVoteEach(names(List.of("n1", "n2", "n3")));
        private boolean closed;
        private Instant now = Instant.EPOCH;

        List<String> run(List<String> commands) {
            commands.forEach(line -> obey(List.of(line.split(" +"))));
            return output;
        }

        private void obey(List<String> words) {
            List<String> rest = words.subList(1, words.size());
            switch (words.get(0)) {
                case "nodes" -> quorum = QuorumSettings.oneVoteEach(names(rest));
                case "wait-for-all" -> quorum = quorum.withWaitForAll(true);
                case "wait-for-none" -> quorum = quorum.withWaitForAll(false);
                case "start" ->
                    names(rest).forEach(name -> running.put(name, FormationState.started(name, quorum, now)));
                case "stop" ->
                    names(rest).forEach(name -> {
                        running.remove(name);
                        clusterOf.remove(name);
                    });
                case "cut" -> cut.addAll(rest);
                case "heal" -> cut.removeAll(rest);
                case "hears" -> {
                    List<NodeName> heard = names(rest.subList(1, rest.size()));
                    step(
                            new NodeName(rest.get(0)),
                            new FormationEvent.MembershipSeen(heard, quorum.suffice(heard), true, now));
                }
                case "joining" -> {
                    List<NodeName> heard = names(rest);
                    step(heard.get(0), new FormationEvent.MembershipSeen(heard, false, false, now));
                }
                case "damaged" -> names(rest).forEach(name -> step(name, new FormationEvent.StoreRead(true, now)));
                case "arbiter" ->
                    quorum = quorum.withRules(quorum.rules()
                            .withArbiter(new ArbiterRules(
                                    Integer.parseInt(rest.get(0)), Duration.ofSeconds(5), rest.contains("founds"))));
                case "vote" -> {
                    var answer = ArbiterVote.Answer.valueOf(rest.get(1).toUpperCase(Locale.ROOT));
                    var side = Ring.founding(names(rest.subList(2, rest.size())));
                    var vote = new ArbiterVote(answer, side, ArbiterVote.Heuristics.OFF);
                    step(new NodeName(rest.get(0)), new FormationEvent.ArbiterSpoke(vote, now));
                }
                case "unblock" -> names(rest).forEach(name -> step(name, new FormationEvent.Unblocked(now)));
                case "refused" -> refused.addAll(names(rest));
                case "foreign" -> foreign.addAll(names(rest));
                case "closed" -> closed = true;
                case "open" -> closed = false;
                case "wait" -> pass(Long.parseLong(rest.get(0)));
                case "show" ->
                    running.forEach((name, state) -> say(name + ": "
                            + state.stage().name().toLowerCase(Locale.ROOT) + ", "
                            + FormationCore.detail(state, now)
                            + asked(state)));
                default -> throw new IllegalArgumentException(String.join(" ", words));
            }
        }

        private String asked(FormationState state) {
            var nodes = FormationCore.arbiterAskedFor(state, now);
            return nodes.isEmpty() ? "" : " for " + nodes;
        }

        private void pass(long millis) {
            Instant end = now.plusMillis(millis);
            while (now.isBefore(end)) {
                now = now.plusMillis(100);
                List.copyOf(later.headMap(now.plusMillis(1)).keySet())
                        .forEach(
                                due -> Objects.requireNonNull(later.remove(due)).forEach(Runnable::run));
                List.copyOf(running.keySet()).forEach(name -> step(name, new FormationEvent.TimePassed(now)));
            }
        }

        private void step(NodeName name, FormationEvent event) {
            FormationState state = running.get(name);
            if (state == null) return;
            Step<FormationState, FormationEffect> step = FormationCore.step(state, event);
            running.put(name, step.state());
            step.effects().forEach(effect -> effect.runOn(new Effects(name)));
        }

        private List<NodeName> members(NodeName founder) {
            return clusterOf.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(founder))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private boolean connected(NodeName one, NodeName other) {
            return running.containsKey(other) && !cut.contains(one + "-" + other) && !cut.contains(other + "-" + one);
        }

        private void enter(NodeName name, NodeName founder, long delayMs) {
            later.computeIfAbsent(now.plusMillis(delayMs), at -> new ArrayList<>())
                    .add(() -> {
                        if (!running.containsKey(name)) return;
                        clusterOf.put(name, founder);
                        List<NodeName> members = members(founder);
                        members.forEach(member -> step(
                                member,
                                new FormationEvent.MembershipSeen(members, quorum.suffice(members), true, now)));
                    });
        }

        private void say(String line) {
            output.add("+" + now.toEpochMilli() + "ms " + line);
        }

        private static List<NodeName> names(List<String> words) {
            return words.stream().map(NodeName::new).toList();
        }

        private final class Effects implements FormationEffect.Port {
            private final NodeName self;

            Effects(NodeName self) {
                this.self = self;
            }

            @Override
            public void askAround(List<NodeName> nodes) {
                for (NodeName other : nodes) {
                    FormationState theirs = running.get(other);
                    if (theirs == null || !connected(self, other)) continue;
                    if (refused.contains(self) || foreign.contains(self) || foreign.contains(other)) {
                        step(self, new FormationEvent.RefusedBy(other, "this is cluster a, not b", now));
                        continue;
                    }
                    boolean knows =
                            clusterOf.containsKey(self) && clusterOf.get(self).equals(clusterOf.get(other));
                    NodeName supports = FormationCore.supported(theirs, now);
                    step(
                            self,
                            new FormationEvent.Answered(new Answer(
                                    other,
                                    theirs.stage(),
                                    supports,
                                    theirs.members(),
                                    knows,
                                    theirs.quorate(),
                                    false,
                                    false,
                                    FormationCore.clusterAge(theirs, now),
                                    theirs.damaged(),
                                    now)));
                }
            }

            @Override
            public void form() {
                say(self + " founds");
                enter(self, self, 100);
            }

            @Override
            public void join(NodeName member, boolean seenAll, boolean settled) {
                say(self + " joins " + member);
                if (!closed) enter(self, Objects.requireNonNull(clusterOf.get(member)), 200);
            }

            @Override
            public void rejoin(NodeName other, String reason) {
                say(self + " gives up: " + reason);
                running.remove(self);
                clusterOf.remove(self);
            }
        }
    }
}
