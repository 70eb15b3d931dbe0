package io.systole.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class ShippedAgentsTest {
    private static final AgentId DUMMY = AgentId.ocf("systole", "Dummy");
    private static final AgentId SERVICE = AgentId.ocf("systole", "Service");
    private static final AgentId STATEFUL = AgentId.ocf("systole", "Stateful");

    @TempDir
    Path directory = Path.of("");

    private AgentBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new AgentBench(directory);
    }

    @AfterEach
    void close() throws Exception {
        bench.run(SERVICE, "stop");
        bench.run(STATEFUL, "stop");
        bench.close();
    }

    @Test
    void describeThemselves() throws Exception {
        for (var agent : new AgentId[] {DUMMY, SERVICE, STATEFUL}) {
            var answer = bench.metadata(agent);

            assertThat(answer).isInstanceOf(AgentMetadataAnswer.Known.class);
            var metadata = ((AgentMetadataAnswer.Known) answer).metadata();
            assertThat(metadata.name()).isEqualTo(agent.type());
            assertThat(metadata.supports("monitor")).isTrue();
            assertThat(metadata.supports("promote")).isEqualTo(agent.equals(STATEFUL));
            assertThat(metadata.parameters())
                    .extracting(AgentMetadata.Parameter::name)
                    .contains("state", "log");
        }
    }

    @Test
    void askAnAgentForItsMetadataOnceForEachVersion() throws Exception {
        var agent = bench.own("Counts", "echo . >>" + directory + "/asked; cat " + directory + "/xml");
        Files.writeString(directory.resolve("xml"), """
                <?xml version="1.0"?><!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
                <resource-agent name="Counts"><version>1.1</version><shortdesc lang="en"> counts </shortdesc>
                <parameters><parameter name="p" required="1" unique-group="g"><content type="string" default="d"/>
                </parameter></parameters>
                <actions><action name="start" timeout="1min"/><action name="monitor" timeout="20" interval="500ms"/>
                </actions></resource-agent>
                """);

        var first = ((AgentMetadataAnswer.Known) bench.metadata(agent)).metadata();
        bench.metadata(agent);

        assertThat(Files.readAllLines(directory.resolve("asked"))).hasSize(1);
        assertThat(first.shortDescription()).isEqualTo("counts");
        assertThat(first.parameters())
                .containsExactly(new AgentMetadata.Parameter(
                        "p", "string", List.of(), Optional.of("d"), "", "", true, true, false, false, false));
        assertThat(first.actions())
                .containsExactly(
                        new AgentMetadata.Action("start", Duration.ofMinutes(1), Duration.ZERO, ""),
                        new AgentMetadata.Action("monitor", Duration.ofSeconds(20), Duration.ofMillis(500), ""));
    }

    @Test
    void sayWhatIsWrongWithMetadata() throws Exception {
        assertThat(bench.metadata(bench.own("Broken", "echo '<resource-agent name='")))
                .isInstanceOf(AgentMetadataAnswer.Unknown.class);
        assertThat(bench.metadata(bench.own("Fails", "echo ocf-exit-reason:no >&2; exit 1")))
                .isEqualTo(new AgentMetadataAnswer.Unknown("ocf:test:Fails gives no metadata: no"));
    }

    @Test
    void dummyIsActiveBetweenStartAndStop() throws Exception {
        assertThat(bench.run(DUMMY, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);

        assertThat(bench.run(DUMMY, "start").rc()).isZero();
        assertThat(bench.run(DUMMY, "start").rc()).isZero();
        assertThat(bench.run(DUMMY, "monitor").rc()).isZero();
        assertThat(bench.run(DUMMY, "stop").rc()).isZero();
        assertThat(bench.run(DUMMY, "stop").rc()).isZero();

        assertThat(bench.run(DUMMY, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(bench.changes())
                .containsExactly(
                        "n1 rsc:0 start done", "n1 rsc:0 start done", "n1 rsc:0 stop done", "n1 rsc:0 stop done");
    }

    @Test
    void dummyFailsWhereAndHowItIsTold() throws Exception {
        var failures = directory.resolve("failures");
        Files.writeString(failures, "monitor=5");
        var attributes = new TreeMap<>(Map.of("fail", "n2/start=1 n1/stop=4 " + failures));

        assertThat(bench.run(DUMMY, "start", attributes).rc()).isZero();
        assertThat(bench.run(DUMMY, "monitor", attributes).rc()).isEqualTo(5);
        var stop = bench.run(DUMMY, "stop", attributes);

        assertThat(stop.rc()).isEqualTo(4);
        assertThat(stop.exitReason()).isEqualTo("stop fails as the parameter fail asks");
        assertThat(bench.changes()).containsExactly("n1 rsc:0 start done", "n1 rsc:0 stop failed");
    }

    @Test
    void serviceIsAProcessThatOutlivesTheAgent() throws Exception {
        var beats = directory.resolve("beats");
        var attributes = new TreeMap<>(Map.of("heartbeat", beats.toString(), "beat", "0.05"));

        var start = bench.run(SERVICE, "start", attributes);

        assertThat(start.rc()).as(start.stderr()).isZero();
        assertThat(bench.run(SERVICE, "start", attributes).rc()).isZero();
        while (!Files.exists(beats) || Files.readAllLines(beats).size() < 3) {
            Thread.onSpinWait();
        }
        assertThat(bench.run(SERVICE, "monitor").rc()).isZero();
        assertThat(bench.run(SERVICE, "stop").rc()).isZero();
        assertThat(bench.run(SERVICE, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(Files.readAllLines(beats)).allMatch(line -> line.matches("\\d{13} n1 rsc:0 \\d+"));
    }

    @Test
    void serviceIsNotRunningOnceItsProcessWasKilled() throws Exception {
        var beats = directory.resolve("beats");
        bench.run(SERVICE, "start", new TreeMap<>(Map.of("heartbeat", beats.toString(), "beat", "0.05")));
        while (!Files.exists(beats) || Files.readString(beats).isBlank()) {
            Thread.onSpinWait();
        }
        var pid = Long.parseLong(Files.readAllLines(beats).get(0).split(" ")[3]);

        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);

        while (bench.run(SERVICE, "monitor").rc() != OcfCode.NOT_RUNNING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void statefulStartsOverTheFileThatADeadProcessLeft() throws Exception {
        var states = Files.createDirectory(directory.resolve("states"));
        var attributes = new TreeMap<>(Map.of("state", states.toString()));
        Files.writeString(states.resolve("Stateful-n1-rsc:0"), "999999999 1 promoted\n");

        var start = bench.run(STATEFUL, "start", attributes);
        var monitor = bench.run(STATEFUL, "monitor", attributes);
        bench.run(STATEFUL, "stop", attributes);

        assertThat(start.rc()).as(start.stderr()).isZero();
        assertThat(monitor.rc()).isZero();
    }

    @Test
    void statefulChangesItsRoleAndItsScore() throws Exception {
        assertThat(bench.run(STATEFUL, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(bench.run(STATEFUL, "promote").rc()).isEqualTo(OcfCode.NOT_RUNNING);

        try (var node = FakeNode.content(directory.resolve("shipped/commands"))) {
            bench.run(STATEFUL, "start");
            assertThat(bench.run(STATEFUL, "monitor").rc()).isZero();
            bench.run(STATEFUL, "promote");
            assertThat(bench.run(STATEFUL, "monitor").rc()).isEqualTo(OcfCode.PROMOTED);
            bench.run(STATEFUL, "demote");
            assertThat(bench.run(STATEFUL, "monitor").rc()).isZero();
            bench.run(STATEFUL, "stop");

            assertThat(node.calls())
                    .extracting(call -> call.replaceFirst("\\|\\d+\\|OCF_.*|\\|\\d+\\|CIB_.*", ""))
                    .containsExactly(
                            "1|crm_master|4|-l|reboot|-v|5",
                            "1|crm_master|4|-l|reboot|-v|10",
                            "1|crm_master|4|-l|reboot|-v|5",
                            "1|crm_master|3|-l|reboot|-D");
        }
        assertThat(bench.run(STATEFUL, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(bench.changes())
                .containsExactly(
                        "n1 rsc:0 promote failed",
                        "n1 rsc:0 start done",
                        "n1 rsc:0 promote done",
                        "n1 rsc:0 demote done",
                        "n1 rsc:0 stop done");
    }

    @Test
    void debiansOwnAgentsRunAsWell() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/lib/ocf/resource.d/heartbeat/Delay")),
                "Debian's resource-agents is not installed");
        var dummy = AgentId.ocf("heartbeat", "Dummy");
        var delay = AgentId.ocf("heartbeat", "Delay");

        assertThat(bench.run(dummy, "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(bench.run(dummy, "start").rc()).isZero();
        assertThat(bench.run(dummy, "monitor").rc()).isZero();
        assertThat(bench.run(dummy, "stop").rc()).isZero();
        var bad = bench.run(delay, "start", new TreeMap<>(Map.of("startdelay", "x")));

        assertThat(bad.rc()).isNotZero();
        assertThat(bench.metadata(AgentId.ocf("heartbeat", "IPaddr2"))).isInstanceOf(AgentMetadataAnswer.Known.class);
    }

    @Test
    void replaceAnOlderCopyOfThemselves() throws IOException {
        var place = directory.resolve("shipped/ocf/resource.d/systole/Dummy");
        Files.writeString(place, "old");

        ShippedAgents.extractTo(directory.resolve("shipped"));

        assertThat(Files.readString(place)).startsWith("#!/bin/sh");
    }
}
