package io.systole.agents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProcessRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    /** The programs of these tests would take 30 s. */
    private static final Duration WELL_BEFORE_IT_ENDS = Duration.ofSeconds(25);
    /** For a program that says its process number before its time is up, also on a busy machine. */
    private static final Duration TIME_TO_SPEAK = Duration.ofMillis(1500);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ProcessRunner runner = new ProcessRunner(executor);

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    @Test
    void givesTheExitCodeAndBothOutputs() throws Exception {
        var outcome = run("echo out; echo err >&2; exit 7");

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(7));
        assertThat(outcome.stdout()).isEqualTo("out\n");
        assertThat(outcome.stderr()).isEqualTo("err\n");
    }

    @Test
    void saysWhatAProgramWasDoingThatTookTooLong() throws Exception {
        var outcome = finish(call("echo trying >&2; sleep 60; true", TIME_TO_SPEAK));

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.TimedOut());
        assertThat(outcome.wasDoing())
                .matches(
                        "sh > sleep waits.*; CPU 0\\.\\d\\d s, read .*, written .*; the same before; it said last: trying");
        assertThat(run("true").wasDoing()).isEmpty();
    }

    @Test
    void tellsCodesOfDegradedAgentsFromSignals() throws Exception {
        assertThat(run("exit 190").end()).isEqualTo(new ProcessEnd.Exited(190));
        assertThat(run("kill -KILL $$").end()).isEqualTo(new ProcessEnd.Signalled(9));
    }

    @Test
    void handsInputOverHoweverLongItIs() throws Exception {
        var input = "x".repeat(1_000_000);

        var outcome = finish(new ProcessCall(List.of("wc", "-c"), new TreeMap<>(), input, LONG, 100));

        assertThat(outcome.stdout().strip()).isEqualTo("1000000");
    }

    @Test
    void doesNotWaitForAProgramToReadItsInput() throws Exception {
        var input = "x".repeat(1_000_000);

        var outcome = finish(new ProcessCall(List.of("true"), new TreeMap<>(), input, LONG, 100));

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(0));
    }

    @Test
    void keepsTheEndOfMegabytes() throws Exception {
        var outcome = run("head -c 20000000 /dev/zero | tr '\\0' 'x'; echo; echo last");

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(0));
        assertThat(outcome.stdoutCut()).isTrue();
        assertThat(outcome.stdout()).hasSize(1000).endsWith("xx\nlast\n");
    }

    @Test
    void turnsGarbageIntoTextThatXmlCanCarry() throws Exception {
        var outcome = run("head -c 100000 /dev/urandom; printf '\\000\\001\\377ok'");

        assertThat(outcome.stdout()).endsWith("\uFFFD\uFFFD\uFFFDok");
        assertThat(outcome.stdout().chars()).allMatch(c -> c == '\n' || c == '\t' || c == '\r' || c >= ' ');
    }

    @Test
    void endsWithTheProgramThoughItsDaemonKeepsTheOutputOpen() throws Exception {
        var outcome = run("sleep 30 & echo $!");

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(0));
        assertThat(outcome.duration()).isLessThan(WELL_BEFORE_IT_ENDS);
        assertThat(endSoon(pid(outcome))).isTrue();
    }

    @Test
    void endsWithTheProgramThoughItsDaemonPrintsWithoutEnd() throws Exception {
        var outcome = run("(trap '' PIPE; exec yes 2>/dev/null) & echo started; exit 0");

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(0));
        assertThat(outcome.duration()).isLessThan(WELL_BEFORE_IT_ENDS);
        assertThat(outcome.stdout()).hasSizeLessThanOrEqualTo(1000);
    }

    @Test
    void leavesTheDaemonOfASuccessfulProgramAlone() throws Exception {
        var daemon = pid(run("setsid sleep 30 >/dev/null 2>&1 & echo $!"));

        var later = run("exec sleep 30", Duration.ofMillis(200));

        assertThat(later.end()).isEqualTo(new ProcessEnd.TimedOut());
        assertThat(lives(daemon)).isTrue();
        assertThat(endSoon(daemon)).isTrue();
    }

    @Test
    void killsTheWholeGroupWhenTimeIsUp() throws Exception {
        var outcome = run("sleep 30 & echo $!; trap '' TERM; sleep 31", TIME_TO_SPEAK);

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.TimedOut());
        assertThat(outcome.duration()).isBetween(TIME_TO_SPEAK, WELL_BEFORE_IT_ENDS);
        assertThat(lives(pid(outcome))).isFalse();
    }

    @Test
    void killsWhatLeftTheGroupWhenTimeIsUp() throws Exception {
        var outcome = run("setsid sh -c 'setsid sleep 30 & echo $!; exit 0'; sleep 31", TIME_TO_SPEAK);

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.TimedOut());
        assertThat(lives(pid(outcome))).isFalse();
    }

    @Test
    void killsWhenItsCallerNoLongerWantsIt() throws Exception {
        var running = runner.start(call("echo $$ >" + directory + "/pid; exec sleep 30", LONG));
        var file = directory.resolve("pid");
        while (!Files.exists(file) || Files.readString(file).isBlank()) {
            pause();
        }

        running.cancel();

        var outcome = running.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Cancelled());
        assertThat(lives(Long.parseLong(Files.readString(file).strip()))).isFalse();
    }

    @Test
    void isALeaderOfASessionOfItsOwn() throws Exception {
        var outcome = run("cut -d ' ' -f 1,5,6 /proc/$$/stat");

        var ids = outcome.stdout().strip().split(" ");
        assertThat(ids[1]).isEqualTo(ids[0]);
        assertThat(ids[2]).isEqualTo(ids[0]);
    }

    @Test
    void saysSoWhenThereIsNoSuchProgram() throws Exception {
        var outcome = finish(new ProcessCall(List.of("/no/such/program"), new TreeMap<>(), "", LONG, 1000));

        assertThat(outcome.end()).isEqualTo(new ProcessEnd.Exited(127));
        assertThat(outcome.stderr()).contains("/no/such/program");
    }

    @Test
    void saysSoWhenTheExecutorTakesNoMore() throws Exception {
        executor.shutdown();

        var outcome = run("exit 0");

        assertThat(outcome.end()).isInstanceOf(ProcessEnd.NotStarted.class);
    }

    @Test
    void runsManyAtOnce() throws Exception {
        var started = Instant.now();

        var all = IntStream.range(0, 40)
                .mapToObj(i -> runner.start(call("echo " + i, LONG)))
                .toList();

        for (var i = 0; i < all.size(); i++) {
            var outcome = all.get(i).outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(outcome.stdout()).isEqualTo(i + "\n");
        }
        System.out.println(
                "40 at once: " + Duration.between(started, Instant.now()).toMillis() + " ms");
    }

    private ProcessOutcome run(String script) throws Exception {
        return run(script, LONG);
    }

    private ProcessOutcome run(String script, Duration timeout) throws Exception {
        return finish(call(script, timeout));
    }

    private ProcessOutcome finish(ProcessCall call) throws Exception {
        return runner.start(call).outcome().toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    private static ProcessCall call(String script, Duration timeout) {
        return new ProcessCall(List.of("sh", "-c", script), new TreeMap<>(), "", timeout, 1000);
    }

    private static long pid(ProcessOutcome outcome) {
        return Long.parseLong(outcome.stdout().strip());
    }

    /** Ends what a test has left behind; false if it was gone already. */
    private static boolean endSoon(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    private static boolean lives(long pid) {
        for (var look = 0; look < 20; look++) {
            if (!running(pid)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static boolean running(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
