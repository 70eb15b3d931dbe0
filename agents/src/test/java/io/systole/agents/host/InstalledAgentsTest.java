package io.systole.agents.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentPlaces;
import io.systole.agents.AgentResult;
import io.systole.agents.OcfCode;
import io.systole.agents.SystemdPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class InstalledAgentsTest {
    @TempDir
    Path directory = Path.of("");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private InstalledAgents agents;

    @BeforeEach
    void open() throws Exception {
        var scripts = Files.createDirectories(directory.resolve("init.d"));
        var script = scripts.resolve("web");
        Files.writeString(script, "#!/bin/sh\necho \"script $1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        agents = new InstalledAgents(
                new AgentEnvironment(
                        "n1",
                        new AgentPlaces(List.of(), scripts, directory, SystemdPlace.none()),
                        directory,
                        directory,
                        new TreeMap<>(),
                        1000),
                executor);
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    private AgentResult monitor(String agent) throws Exception {
        return agents.run(AgentCall.of(AgentId.parse(agent), "rsc", "monitor", Duration.ofSeconds(60)))
                .toCompletableFuture()
                .get(90, TimeUnit.SECONDS);
    }

    @Test
    void aServiceIsTheInitScriptOfThatName() throws Exception {
        assertThat(monitor("service:web").stdout()).isEqualTo("script status\n");
        assertThat(agents.metadata(AgentId.parse("service:web"))
                        .toCompletableFuture()
                        .get(90, TimeUnit.SECONDS))
                .isInstanceOf(AgentMetadataAnswer.Known.class);
    }

    @Test
    void aServiceWithoutAnInitScriptIsAUnit() throws Exception {
        var result = monitor("service:other");

        assertThat(result.rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(result.exitReason()).contains("units are no resources here");
    }
}
