package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract with every OCF agent of Debian's {@code resource-agents}: its metadata is understood, and validate-all ends
 * with a code of OCF, whatever the host has of what the agent manages. The table of all is left in
 * {@code target/every-agent.txt}.
 */
@Timeout(600)
final class EveryAgentTest {
    private static final Path DEBIANS = Path.of("/usr/lib/ocf/resource.d/heartbeat");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 3;
    private static final int CODE_MAX = 9;
    /** There are more than a hundred; a package that has few is not the one that is meant. */
    private static final int AGENTS_MIN = 90;

    @TempDir
    Path directory = Path.of("");

    private record Answer(AgentId agent, AgentMetadataAnswer metadata, AgentResult validation) {
        boolean isValid() {
            return metadata instanceof AgentMetadataAnswer.Known known
                    && known.metadata().supports("start")
                    && known.metadata().supports("stop")
                    && known.metadata().supports("monitor");
        }

        boolean isValidated() {
            return validation.status() == OpStatus.DONE && validation.rc() >= 0 && validation.rc() <= CODE_MAX;
        }

        String line() {
            var told = metadata instanceof AgentMetadataAnswer.Known known
                    ? known.metadata().parameters().size() + " parameters, "
                            + known.metadata().actions().size() + " actions"
                    : metadata.toString();
            return "%-28s %-30s validate-all %d %s"
                    .formatted(agent, told, validation.rc(), validation.exitReason())
                    .strip();
        }
    }

    @Test
    void isUnderstoodAndValidates() throws Exception {
        assumeTrue(Files.isDirectory(DEBIANS), "Debian's resource-agents is not installed");
        var agents = installed();
        assertThat(agents).hasSizeGreaterThan(AGENTS_MIN);

        try (var bench = new AgentBench(directory)) {
            var answers = ask(bench, agents);

            Files.write(
                    Path.of("target", "every-agent.txt"),
                    answers.stream().map(Answer::line).toList());
            assertThat(answers.stream().filter(answer -> !answer.isValid()).map(Answer::line))
                    .as("metadata that is not understood")
                    .isEmpty();
            assertThat(answers.stream().filter(answer -> !answer.isValidated()).map(Answer::line))
                    .as("validate-all that does not end as OCF says")
                    .isEmpty();
            System.out.println(answers.size() + " agents, validate-all by exit code: "
                    + answers.stream()
                            .collect(Collectors.groupingBy(
                                    answer -> answer.validation().rc(), TreeMap::new, Collectors.counting())));
        }
    }

    private static List<AgentId> installed() throws IOException {
        try (var files = Files.list(DEBIANS)) {
            return files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(name -> AgentId.ocf("heartbeat", name))
                    .toList();
        }
    }

    /** A few at a time, each in turn; in the order of the agents. */
    private static List<Answer> ask(AgentBench bench, List<AgentId> agents) throws Exception {
        ExecutorService some = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var all = new ArrayList<CompletableFuture<Answer>>();
            for (var agent : agents) {
                all.add(CompletableFuture.supplyAsync(() -> ask(bench, agent), some));
            }
            var answers = new ArrayList<Answer>();
            for (var each : all) {
                answers.add(each.get(LIMIT.multipliedBy(agents.size()).toSeconds(), TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            some.shutdownNow();
        }
    }

    private static Answer ask(AgentBench bench, AgentId agent) {
        var metadata = bench.runner.metadata(agent).toCompletableFuture().join();
        var call = AgentCall.of(agent, "rsc", "validate-all", LIMIT)
                .withAttributes(Map.of("CRM_meta_notify", "true", "CRM_meta_clone_max", "3"));
        return new Answer(
                agent, metadata, bench.runner.run(call).toCompletableFuture().join());
    }
}
