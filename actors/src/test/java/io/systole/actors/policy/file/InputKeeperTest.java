package io.systole.actors.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.policy.wire.InputPart;
import io.systole.actors.policy.wire.KeptInput;
import io.systole.actors.policy.wire.KeptInputs;
import io.systole.actors.policy.wire.ListInputs;
import io.systole.actors.policy.wire.ReadInput;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of inputs never holds anybody up, and lives on when the disk fails. */
class InputKeeperTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Cib CIB = Objects.requireNonNull(
            CibXml.read("<cib validate-with='pacemaker-3.9' epoch='1' num_updates='0' admin_epoch='0'><configuration>"
                            + "<crm_config/><nodes/><resources/><constraints/></configuration><status/></cib>")
                    .cib());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private static InputKeeper.Keep keep(int number) {
        return new InputKeeper.Keep(
                new PlanInput(PlanInput.Series.INPUT, 100, 1, number, Instant.EPOCH, "reason", CIB));
    }

    private static KeptInputs list(ActorRef<InputCommand> keeper) {
        var probe = KIT.<KeptInputs>createTestProbe();
        keeper.tell(new ListInputs(50, probe.ref()));
        return probe.receiveMessage();
    }

    @Test
    void listsAndHandsOutWhatItKeeps() throws IOException {
        Executor at = Runnable::run;
        var keeper = KIT.spawn(InputKeeper.create(directory, at));
        keeper.tell(keep(1));

        assertThat(list(keeper).inputs()).extracting(KeptInput::file).containsExactly("pe-input-0.bz2");
        var probe = KIT.<InputPart>createTestProbe();
        keeper.tell(new ReadInput("pe-input-0.bz2", 0, probe.ref()));
        assertThat(probe.receiveMessage().bytes()).isEqualTo(Files.readAllBytes(directory.resolve("pe-input-0.bz2")));
        keeper.tell(new ReadInput("pe-input-9.bz2", 0, probe.ref()));
        assertThat(probe.receiveMessage().total()).isNegative();
    }

    @Test
    void leavesInputsOutWhenTheDiskIsSlow() {
        Queue<Runnable> disk = new ArrayDeque<>();
        Executor slow = task -> {
            synchronized (disk) {
                disk.add(task);
            }
        };
        var keeper = KIT.spawn(InputKeeper.create(directory, slow));
        for (int number = 1; number <= 30; number++) {
            keeper.tell(keep(number));
        }
        var probe = KIT.<KeptInputs>createTestProbe();
        keeper.tell(new ListInputs(50, probe.ref()));
        probe.expectNoMessage();
        synchronized (disk) {
            disk.forEach(Runnable::run);
        }

        assertThat(probe.receiveMessage().inputs())
                .extracting(KeptInput::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void goesOnWhenTheDiskFails() throws IOException {
        Path place = directory.resolve("place");
        Files.writeString(place, "a file, where a directory should be");
        var keeper = KIT.spawn(InputKeeper.create(place, Runnable::run));
        keeper.tell(keep(1));
        assertThat(list(keeper).inputs()).isEmpty();

        Files.delete(place);
        keeper.tell(keep(2));

        assertThat(list(keeper).inputs()).extracting(KeptInput::number).containsExactly(2);
    }
}
