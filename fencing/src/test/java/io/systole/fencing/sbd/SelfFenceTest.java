package io.systole.fencing.sbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.fencing.sbd.format.SbdMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelfFenceTest {
    @TempDir
    private Path directory;

    private final List<String> done = new ArrayList<>();

    @Test
    void theKernelIsToldWhatToDo() throws IOException {
        for (var pair : Map.of(SbdMessage.RESET, "b", SbdMessage.OFF, "o", SbdMessage.CRASHDUMP, "c")
                .entrySet()) {
            var trigger = Files.createFile(directory.resolve(pair.getValue()));

            new HostPower(trigger, done::add, () -> done.add("halt")).die(pair.getKey());

            assertThat(trigger).hasContent(pair.getValue());
        }
        assertThat(done).containsExactly("halt", "halt", "halt");
    }

    @Test
    void withoutTheKernelAProgramDoesItAndThenTheWatchdog() {
        var power = new HostPower(directory.resolve("none"), done::add, () -> done.add("halt"));

        power.die(SbdMessage.RESET);
        power.die(SbdMessage.OFF);

        assertThat(done).containsExactly("reboot", "halt", "poweroff", "halt");
        assertThat(power.endsHost()).isTrue();
    }

    @Test
    void aNodeThatIsNoHostTakesItsOwnProcessesAlongAndNoOthers() throws IOException, InterruptedException {
        var mark = "SYSTOLE_TEST_MARK=" + directory;
        var own = sleeper(mark);
        var other = sleeper(mark + "-other");
        var node = sleeper(mark + "-node");
        try {
            new NodePower(mark, node.pid(), () -> done.add("halt")).die(SbdMessage.RESET);

            assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(own.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.isAlive()).isTrue();
            assertThat(done).containsExactly("halt");
        } finally {
            own.destroyForcibly();
            other.destroyForcibly();
            node.destroyForcibly();
        }
    }

    private static Process sleeper(String mark) throws IOException {
        var builder = new ProcessBuilder("sleep", "600");
        builder.environment().put(mark.substring(0, mark.indexOf('=')), mark.substring(mark.indexOf('=') + 1));
        return builder.start();
    }
}
