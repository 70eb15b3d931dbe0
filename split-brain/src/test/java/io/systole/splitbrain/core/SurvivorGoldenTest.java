package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of one node's life: what it hears, and what it then wants done. */
final class SurvivorGoldenTest {
    private static final SurvivorTimes TIMES = new SurvivorTimes(
            Duration.ofMillis(1200),
            Duration.ofMillis(150),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    static List<Path> cases() throws IOException {
        List<Path> all = new ArrayList<>(GoldenFile.in("survivor"));
        all.addAll(GoldenFile.in("quorum"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesAsTheCaseSays(Path file) throws IOException {
        GoldenFile.check(file, commands -> new Script().run(commands));
    }

    /** Runs the commands of one case on simulated time. */
    private static final class Script {
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
                    step(new SurvivorEvent.JoinedRunningCluster(
                            rest.contains("seen-all"), rest.contains("settled"), now));
                case "supporters" ->
                    step(new SurvivorEvent.SupportersChanged(
                            new TreeSet<>(rest.stream().map(NodeName::new).toList()), now));
                case "slept" -> {
                    now = now.plusMillis(Long.parseLong(rest.get(0)));
                    step(new SurvivorEvent.Slept(Duration.ofMillis(Long.parseLong(rest.get(0))), now));
                }
                case "quarantined" -> step(new SurvivorEvent.Quarantined(rest.get(0), now));
                case "wait" -> pass(Long.parseLong(rest.get(0)));
                case "view" -> show();
                default -> throw new IllegalArgumentException(String.join(" ", words));
            }
        }

        private void begin(List<String> words) {
            state = SurvivorState.started(new NodeName(words.get(0)), settings(words.subList(2, words.size())), now);
        }

        private void seen(String name, Phase phase) {
            step(new SurvivorEvent.MemberSeen(name(name), run(name), phase, now));
        }

        private SurvivorSettings changed(String option) {
            return switch (option) {
                case "fencing=off" -> state.settings().withFencingEnabled(false);
                case "ignore-quorum" -> state.settings().withIgnoreQuorum(true);
                case "wait-for-all" ->
                    new SurvivorSettings(state.settings().quorum().withWaitForAll(true), TIMES, true, false);
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

        private void show() {
            MembershipView view = SurvivorCore.view(state);
            output.add("+" + now.toEpochMilli() + "ms " + (view.quorate() ? "quorate: " : "no quorum: ")
                    + view.quorum().reason()
                    + "; leader " + view.leader() + (view.mayAct() ? "" : "; may not act")
                    + (view.asleep() ? " (asleep)" : ""));
            List<String> nodes = view.nodes().stream()
                    .map(node -> node.name() + "#" + node.incarnation() + "="
                            + node.standing().name().toLowerCase(Locale.ROOT))
                    .toList();
            output.add("  " + String.join(" ", nodes));
            view.fencing()
                    .forEach(attempt -> output.add("  fencing of " + attempt.target() + "#" + attempt.incarnation()
                            + (attempt.underWay()
                                    ? " under way"
                                    : " failed " + attempt.failures() + " times: " + attempt.lastFailure())));
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
}
