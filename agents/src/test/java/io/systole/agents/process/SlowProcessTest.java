package io.systole.agents.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.process.ProcessPicture.Task;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SlowProcessTest {
    private static final ProcessPicture NOTHING = new ProcessPicture(List.of());

    private static Task task(long pid, long parent, String name, char state, String waitsIn) {
        return new Task(pid, parent, name, state, waitsIn, Duration.ofMillis(40), 2048, 3 * 1024 * 1024);
    }

    private static ProcessPicture picture(Task... tasks) {
        return new ProcessPicture(List.of(tasks));
    }

    @Test
    void saysWhoStartedWhomAndWhatTheLastOneWaitsFor() {
        var mount = picture(
                task(10, 1, "Filesystem", 'S', "do_wait"),
                task(12, 11, "mount.nfs", 'D', "rpc_wait_bit_killable"),
                task(11, 10, "mount", 'S', "do_wait"));

        assertThat(SlowProcess.inWords(mount, mount, "one\nmount.nfs: trying again\n\n", "out"))
                .isEqualTo("Filesystem > mount > mount.nfs waits in rpc_wait_bit_killable and cannot be interrupted;"
                        + " CPU 0.12 s, read 6 KiB, written 9 MiB; the same before;"
                        + " it said last: mount.nfs: trying again");
    }

    @Test
    void tellsOneThatGetsOnFromOneThatHangs() {
        var early = picture(task(10, 1, "db", 'S', "do_wait"), task(11, 10, "recover", 'R', ""));
        var late = picture(task(10, 1, "db", 'S', "do_wait"), task(12, 10, "check", 'S', ""));

        assertThat(SlowProcess.inWords(early, late, "", ""))
                .isEqualTo("db > check waits; CPU 0.08 s, read 4 KiB, written 6 MiB;"
                        + " before: db > recover runs; CPU 0.08 s, read 4 KiB, written 6 MiB");
    }

    @Test
    void isShortHoweverManyProcessesThereAre() {
        var many = new ProcessPicture(LongStream.range(10, 30)
                .mapToObj(pid -> task(pid, pid == 10 ? 1 : 10, "p" + pid, 'T', ""))
                .toList());

        assertThat(SlowProcess.inWords(NOTHING, many, "x".repeat(1000), ""))
                .startsWith("p10 > p11 is stopped, p10 > p12 is stopped, p10 > p13 is stopped and 16 more; CPU")
                .endsWith("it said last: " + "x".repeat(120) + "...");
    }

    @Test
    void saysWhenNothingIsLeft() {
        assertThat(SlowProcess.inWords(NOTHING, NOTHING, "", "bye\n"))
                .isEqualTo("none of its processes is left; it said last: bye");
    }
}
