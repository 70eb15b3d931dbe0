package io.systole.fencing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.FencingEffect.AskHosts;
import io.systole.fencing.core.FencingEffect.Conclude;
import io.systole.fencing.core.FencingEffect.RunPower;
import io.systole.fencing.core.FencingEvent.DeviceEnded;
import io.systole.fencing.core.FencingEvent.ExecutorLost;
import io.systole.fencing.core.FencingEvent.HostsAnswered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FencingCoreTest {
    private static final Path CASES = Path.of("src/test/golden/fencing");

    static Stream<Path> cases() throws IOException {
        try (var files = Files.list(CASES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsWritten(Path file) throws IOException {
        GoldenFile.check(file, commands -> new Script().run(commands));
    }

    @Test
    void ignoresWhatComesAfterTheEnd() {
        var script = new Script();
        script.run(List.of("device d1 pcmk_host_list=n1", "fence n1 off leader n2 members n2,n3", "ok d1 n2"));

        assertThat(script.run(List.of("ok d1 n2", "fail d1 n2 late", "lost n2", "capable d1 n2")))
                .allMatch(line -> line.startsWith("> "));
    }

    /** Plays one case: each command is repeated behind a {@code >}, the effects follow. */
    private static final class Script {
        private final SortedMap<String, String> devices = new TreeMap<>();
        private final SortedMap<String, NavigableSet<NodeName>> barred = new TreeMap<>();
        private final SortedMap<String, NavigableSet<NodeName>> verified = new TreeMap<>();
        private final List<FencingLevel> levels = new ArrayList<>();
        private final NavigableSet<ResourceId> distrusted = new TreeSet<>();
        private final SortedMap<NodeName, SortedMap<String, String>> attributes = new TreeMap<>();
        private final List<String> output = new ArrayList<>();
        private Instant now = Instant.EPOCH;
        private @Nullable FencingState state;

        List<String> run(List<String> commands) {
            output.clear();
            for (var command : commands) {
                var words = List.of(command.split(" +", 4));
                switch (words.get(0)) {
                    case "device" -> devices.put(words.get(1), command.replaceFirst("^device \\S+ ?", ""));
                    case "barred" -> nodes(barred, words);
                    case "verified" -> nodes(verified, words);
                    case "level" -> level(words);
                    case "distrusted" -> distrusted.add(new ResourceId(words.get(1)));
                    case "attribute" ->
                        attributes
                                .computeIfAbsent(new NodeName(words.get(1)), ignored -> new TreeMap<>())
                                .put(words.get(2), words.get(3));
                    case "wait" -> now = now.plusSeconds(Long.parseLong(words.get(1)));
                    default -> {
                        output.add("> " + command);
                        event(command, words);
                    }
                }
            }
            return output;
        }

        private static void nodes(SortedMap<String, NavigableSet<NodeName>> map, List<String> words) {
            for (var node : words.get(2).split(",")) {
                map.computeIfAbsent(words.get(1), ignored -> new TreeSet<>()).add(new NodeName(node));
            }
        }

        /** {@code level n1 2 d1,d2}, {@code level /n./ 1 d1} or {@code level rack=1 1 d1}. */
        private void level(List<String> words) {
            var target = words.get(1);
            var pattern = target.startsWith("/") ? target.substring(1, target.length() - 1) : null;
            var pair = target.contains("=") ? target.split("=") : null;
            levels.add(new FencingLevel(
                    "level-" + levels.size(),
                    pattern == null && pair == null ? new NodeName(target) : null,
                    pattern,
                    pair == null ? null : pair[0],
                    pair == null ? null : pair[1],
                    words.get(2),
                    words.get(3)));
        }

        private void event(String command, List<String> words) {
            if (words.get(0).equals("fence")) {
                fence(command.split(" +"));
                return;
            }
            var before = state;
            if (before == null) {
                throw new IllegalArgumentException(command + ": nothing is being fenced");
            }
            follow(FencingCore.step(before, parse(words)));
        }

        private void fence(String[] words) {
            var members = Stream.of(words[6].split(",")).map(NodeName::new).toList();
            var delay = Duration.ofSeconds(words.length > 8 ? Long.parseLong(words[8]) : 0);
            var task = new FencingTask(
                    new NodeName(words[1]),
                    FenceAction.of(words[2]),
                    new NodeName(words[4]),
                    members,
                    distrusted,
                    delay);
            follow(FencingCore.begin(task, configuration(), now));
        }

        private FencingEvent parse(List<String> words) {
            if (words.get(0).equals("lost")) {
                return new ExecutorLost(new NodeName(words.get(1)), now);
            }
            var device = new ResourceId(words.get(1));
            var node = new NodeName(words.get(2));
            var why = words.size() > 3 ? words.get(3) : "";
            return switch (words.get(0)) {
                case "capable" -> new HostsAnswered(device, node, true, "", now);
                case "incapable" -> new HostsAnswered(device, node, false, why, now);
                case "ok" -> new DeviceEnded(device, node, true, "", now);
                case "fail" -> new DeviceEnded(device, node, false, why, now);
                default -> throw new IllegalArgumentException(words.get(0));
            };
        }

        private FencingConfiguration configuration() {
            var configured = new ArrayList<ConfiguredDevice>();
            devices.forEach((id, text) -> {
                var parameters = new TreeMap<String, String>();
                for (var pair : text.split(" ")) {
                    if (pair.contains("=")) {
                        parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
                    }
                }
                configured.add(new ConfiguredDevice(
                        new FenceDevice(new ResourceId(id), "fence_test", parameters),
                        barred.getOrDefault(id, new TreeSet<>()),
                        verified.getOrDefault(id, new TreeSet<>())));
            });
            return new FencingConfiguration(configured, levels, attributes, Duration.ofSeconds(60));
        }

        private void follow(Step<FencingState, FencingEffect> step) {
            state = step.state();
            step.effects().forEach(effect -> output.add(text(effect)));
        }

        private static String text(FencingEffect effect) {
            if (effect instanceof AskHosts ask) {
                return "ask " + ask.device() + " on " + ask.executor() + " for " + ask.target();
            }
            if (effect instanceof RunPower run) {
                var delay = run.delay().isZero() ? "" : " after " + run.delay().toSeconds() + "s";
                var random = run.delayRandom().isZero()
                        ? ""
                        : " and up to " + run.delayRandom().toSeconds() + "s";
                return "run " + run.device() + " on " + run.executor() + ": "
                        + run.action().word() + " " + run.target() + " within "
                        + run.timeout().toSeconds() + "s" + delay + random;
            }
            if (effect instanceof Conclude end) {
                return end.done() ? "done by " + end.by() : "failed: " + String.join(" | ", end.failures());
            }
            throw new AssertionError(effect);
        }
    }
}
