package io.systole.fencing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.NodeReadiness.Answer;
import java.io.IOException;
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

final class ReadinessTest {
    @Test
    void saysWhoCouldFenceWhomAsWritten() throws IOException {
        GoldenFile.check(Path.of("src/test/golden/readiness/readiness.txt"), commands -> new Script().run(commands));
    }

    @Test
    void checksWhatANodeMayUseAndNeverItselfWhereThereAreOthers() {
        var script = new Script();
        script.run(List.of("device d1 pcmk_host_list=n1,n2", "device d2", "device d3", "barred d3 n1"));
        var nodes = new TreeSet<>(List.of(new NodeName("n1"), new NodeName("n2"), new NodeName("n3")));

        var parts = Rehearsal.of(script.configuration(), new NodeName("n1"), nodes);

        assertThat(parts.stream().map(part -> part.device().id() + " " + part.targets()))
                .containsExactly("d1 [n2]", "d2 [n2, n3]");
    }

    /** Plays one case: what is configured and found, then what is said of a node. */
    private static final class Script {
        private final SortedMap<String, String> devices = new TreeMap<>();
        private final SortedMap<String, NavigableSet<NodeName>> barred = new TreeMap<>();
        private final List<FencingLevel> levels = new ArrayList<>();
        private final List<NodeName> members = new ArrayList<>();
        private final List<DeviceFinding> findings = new ArrayList<>();
        private final NavigableSet<ResourceId> distrusted = new TreeSet<>();
        private final List<String> output = new ArrayList<>();

        List<String> run(List<String> commands) {
            for (var command : commands) {
                var words = List.of(command.split(" +"));
                switch (words.get(0)) {
                    case "device" -> devices.put(words.get(1), command.replaceFirst("^device \\S+ ?", ""));
                    case "barred" ->
                        Stream.of(words.get(2).split(","))
                                .forEach(node -> barred.computeIfAbsent(words.get(1), ignored -> new TreeSet<>())
                                        .add(new NodeName(node)));
                    case "level" ->
                        levels.add(new FencingLevel(
                                "level-" + levels.size(),
                                new NodeName(words.get(1)),
                                null,
                                null,
                                null,
                                words.get(2),
                                words.get(3)));
                    case "distrusted" -> distrusted.add(new ResourceId(words.get(1)));
                    case "members" ->
                        words.subList(1, words.size()).forEach(member -> members.add(new NodeName(member)));
                    case "monitor" -> find(words.get(1), words.get(2), null, words.subList(3, words.size()));
                    case "status" ->
                        find(words.get(1), words.get(2), new NodeName(words.get(3)), words.subList(4, words.size()));
                    case "ready" -> ready(new NodeName(words.get(1)));
                    default -> throw new IllegalArgumentException(command);
                }
            }
            return output;
        }

        /** {@code ok 200 of 60000}, or {@code failed 200 of 60000 WHY}. */
        private void find(String device, String from, @Nullable NodeName target, List<String> words) {
            findings.add(new DeviceFinding(
                    new ResourceId(device),
                    new NodeName(from),
                    target,
                    words.get(0).equals("ok"),
                    String.join(" ", words.subList(4, words.size())),
                    Duration.ofMillis(Long.parseLong(words.get(1))),
                    Duration.ofMillis(Long.parseLong(words.get(3))),
                    Instant.EPOCH));
        }

        private void ready(NodeName node) {
            var nodes = new TreeSet<>(List.of(node));
            for (var each : Readiness.of(configuration(), nodes, members, findings, distrusted)) {
                output.add(each.node() + ": " + each.answer());
                each.levels()
                        .forEach(level -> output.add("  " + level.answer() + " by "
                                + level.devices().stream().map(Script::text).toList()));
                each.missing().forEach(line -> output.add("  ! " + line));
            }
        }

        private static String text(NodeReadiness.Device device) {
            return device.id() + " (" + device.answer() + ")"
                    + (device.why().isEmpty() ? "" : " " + device.why())
                    + device.from().stream()
                            .map(from -> " " + from.node() + "=" + from.answer()
                                    + (from.answer() == Answer.YES && from.finding() != null
                                            ? ":" + from.finding().took().toMillis()
                                            : ""))
                            .toList();
        }

        FencingConfiguration configuration() {
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
                        new TreeSet<>()));
            });
            return new FencingConfiguration(configured, levels, new TreeMap<>(), Duration.ofSeconds(60));
        }
    }
}
