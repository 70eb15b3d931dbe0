package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The agents, the fence agent and the leash of the loopback tests do what they are trusted to do. No Systole runs here. */
class LoopbackHarnessIT {
    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    @SuppressWarnings("NullAway.Init")
    private LoopbackCluster cluster;

    @BeforeEach
    void directories() throws IOException {
        cluster = loopback.cluster();
        Files.createDirectories(cluster.directory().resolve("run"));
    }

    @Test
    void aSecondWorkerIsCaughtByTheLockUntilTheFirstNodeIsFenced() {
        assertThat(worker("n1", "monitor").exit()).isEqualTo(7);
        assertThat(worker("n1", "start").exit()).isZero();
        assertThat(worker("n1", "monitor").exit()).isZero();
        assertThat(worker("n2", "monitor").exit()).isEqualTo(7);

        assertThat(worker("n2", "start").exit()).isEqualTo(1);
        assertThat(cluster.violations())
                .as("by the order of the lines, and by the lock")
                .hasSize(2);

        assertThat(fence("n1").exit()).isZero();
        assertThat(worker("n1", "monitor").exit()).isEqualTo(7);
        assertThat(worker("n2", "start").exit()).isZero();
        assertThat(AgentLog.active(cluster.agents().events())).containsExactly("w@n2");
        assertThat(worker("n2", "stop").exit()).isZero();
        assertThat(AgentLog.active(cluster.agents().events())).isEmpty();
        assertThat(cluster.violations()).hasSize(2);
    }

    @Test
    void aFenceAgentThatIsToldToFailKillsNobody() throws IOException {
        assertThat(worker("n1", "start").exit()).isZero();
        Files.createFile(cluster.directory().resolve("fence.fail"));

        assertThat(fence("n1").exit()).isEqualTo(1);

        assertThat(worker("n1", "monitor").exit()).isZero();
        assertThat(AgentLog.active(cluster.agents().events())).containsExactly("w@n1");
    }

    @Test
    void theLeashEndsWhatTheNodesStarted() throws IOException {
        assertThat(worker("n1", "start").exit()).isZero();
        var pid = Long.parseLong(
                Files.readString(cluster.directory().resolve("run/n1/w.pid")).strip());
        assertThat(Proc.isAlive(pid)).isTrue();

        cluster.close();

        assertThat(Proc.isAlive(pid)).isFalse();
    }

    private Command.Answer worker(String node, String action) {
        var command = marks(node);
        command.addAll(List.of(
                "OCF_RESOURCE_INSTANCE=w",
                "OCF_RESKEY_dir=" + cluster.directory(),
                "OCF_RESKEY_CRM_meta_on_node=" + node,
                cluster.directory().resolve("ocf/resource.d/drill/Worker").toString(),
                action));
        return Command.run(command);
    }

    private Command.Answer fence(String target) {
        Path agent = cluster.directory().resolve("fence/fence_drill");
        var command = marks("n3");
        command.addAll(List.of(
                "sh",
                "-c",
                "printf 'action=reboot\\nnodename=%s\\ndir=%s\\nrun=%s\\n' " + target + " " + cluster.directory() + " "
                        + cluster.run() + " | " + agent));
        return Command.run(command);
    }

    private List<String> marks(String node) {
        var command = new ArrayList<>(List.of("env", "SYSTOLE_NODE=" + node));
        cluster.marks(node).forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }
}
