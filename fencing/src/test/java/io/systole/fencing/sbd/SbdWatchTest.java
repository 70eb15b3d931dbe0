package io.systole.fencing.sbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.fencing.sbd.core.WatchEffect;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch with its threads on files, which stand in for devices and for the watchdog. */
final class SbdWatchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Power power = new Power();
    private Path watchdog;

    /** Writes down what would have happened. */
    private static final class Power implements SelfFence {
        private final List<SbdMessage> deaths = new CopyOnWriteArrayList<>();

        @Override
        public void die(SbdMessage how) {
            deaths.add(how);
        }
    }

    private final class Ear implements WatchListener {
        @Override
        public void watching(String summary) {
            heard.add(summary);
        }

        @Override
        public void tell(WatchEffect.Tell news) {
            heard.add(news.news().name());
        }

        @Override
        public void feedingFailed(String why) {
            heard.add("not fed: " + why);
        }

        @Override
        public void dies(WatchEffect.FenceSelf death) {
            heard.add("dies: " + death.why());
        }

        @Override
        public void leaveCluster(String from) {
            heard.add("leave: " + from);
        }
    }

    @BeforeEach
    void makeWatchdog() throws IOException {
        watchdog = Files.createFile(directory.resolve("watchdog"));
    }

    @Test
    void feedsTheWatchdogWhileItReadsAndDisarmsItWhenTheNodeLeaves() throws Exception {
        var disk = created("a");
        var watch = start("a");

        watch.heard(ClusterSight.QUORUM);
        await(() -> Files.size(watchdog) >= 3);
        watch.drained();
        watch.end("the test ended");

        assertThat(Files.readString(watchdog)).matches("[.]+V");
        assertThat(slot(disk).mailbox().word()).isEqualTo("exit");
        assertThat(slot(disk).mailbox().from()).isEqualTo("n1");
        assertThat(power.deaths).isEmpty();
        assertThat(directory.resolve("sbd-watch")).doesNotExist();
        assertThat(heard).first().asString().startsWith("1 of 1 devices seen, " + watchdog + " fed (2 s)");
    }

    @Test
    void diesByAMessageWithoutDisarmingTheWatchdog() throws Exception {
        created("a");
        start("a");

        send(SbdMessage.OFF, "a");

        await(() -> !power.deaths.isEmpty());
        assertThat(power.deaths).containsExactly(SbdMessage.OFF);
        assertThat(Files.readString(watchdog)).matches("[.]+");
        assertThat(heard).contains("dies: off from n2 on " + directory.resolve("a"));
        assertThat(directory.resolve("sbd-watch"))
                .as("the host has not ended yet")
                .exists();
    }

    @Test
    void aTestIsHeardAndCleared() throws Exception {
        var disk = created("a");
        var watch = start("a");

        send(SbdMessage.TEST, "a");

        await(() -> heard.contains("TEST_HEARD") && slot(disk).mailbox().word().equals("clear"));
        watch.drained();
        watch.end("the test ended");
    }

    @Test
    void diesWhenItsDeviceIsGoneAndItHearsNobody() throws Exception {
        var disk = created("a");
        start("a");

        Files.delete(disk.path());

        await(() -> power.deaths.contains(SbdMessage.RESET));
        assertThat(heard).contains("DEVICE_LOST");
    }

    @Test
    void aDeviceThatHangsHoldsNothingUpAndCountsAsNotSeen() throws Exception {
        var disk = created("a");
        var watch = start("a");
        watch.heard(ClusterSight.QUORUM);

        Files.delete(disk.path());
        assertThat(LoopDevice.run("mkfifo", disk.path().toString()).exit()).isZero();
        var fedBefore = Files.size(watchdog);
        // Longer than the watchdog timeout: quorum alone keeps the node alive.
        await(() -> {
            watch.heard(ClusterSight.QUORUM);
            return Files.size(watchdog) > fedBefore + 10;
        });
        assertThat(power.deaths).isEmpty();

        watch.heard(ClusterSight.NO_QUORUM);
        await(() -> power.deaths.contains(SbdMessage.RESET));
    }

    @Test
    void aNodeThatEndsWhileItMayRunSomethingIsFenced() throws Exception {
        created("a");
        var watch = start("a");
        watch.heard(ClusterSight.QUORUM);

        watch.end("the node ended");

        assertThat(power.deaths).containsExactly(SbdMessage.RESET);
        assertThat(heard).contains("dies: the node ended while it may still run resources");
    }

    @Test
    void aMessageFromBeforeTheHostWasRestartedIsOld() throws Exception {
        var disk = created("a");
        disk.allocate("n1", timeouts -> {});
        send(SbdMessage.RESET, "a");

        var watch = start("a");

        assertThat(slot(disk).mailbox().word()).isEqualTo("clear");
        watch.drained();
        watch.end("the test ended");
        assertThat(power.deaths).isEmpty();
    }

    @Test
    void aMessageToANodeThatDiedOnThisVeryHostIsObeyedWhenItIsStartedAgain() throws Exception {
        var disk = created("a");
        disk.allocate("n1", timeouts -> {});
        new WatchMark(directory).set();
        send(SbdMessage.RESET, "a");

        assertThatThrownBy(() -> start("a")).hasMessageContaining("restart the host");

        assertThat(power.deaths).containsExactly(SbdMessage.RESET);
        assertThat(Files.size(watchdog)).as("never armed").isZero();
        assertThat(slot(disk).mailbox().word()).isEqualTo("reset");
    }

    @Test
    void aNodeThatWasFencedStaysOutWhereThatIsWanted() throws Exception {
        var disk = created("a");
        disk.allocate("n1", timeouts -> {});
        send(SbdMessage.RESET, "a");
        var plan = new WatchPlan(
                "n1", List.of(disk.path()), Optional.of(watchdog), Duration.ofSeconds(5), true, directory);

        assertThatThrownBy(() -> SbdWatch.start(plan, power, new Ear()))
                .hasMessageContaining("n1 was fenced (reset from n2")
                .hasMessageContaining("message n1 clear");
        assertThat(slot(disk).mailbox().word()).isEqualTo("reset");
    }

    @Test
    void startsWithTwoOfThreeDevicesAndNotWithOneOfTwo() throws Exception {
        created("a");
        created("b");

        assertThatThrownBy(() -> start("a", "none")).hasMessageContaining("not more than half of the devices");
        var watch = start("a", "b", "none");

        assertThat(watch.report().trouble()).anyMatch(line -> line.contains("there is no such device"));
        watch.drained();
        watch.end("the test ended");
    }

    @Test
    void devicesMustAgreeOnTheirTimes() throws Exception {
        created("a");
        new SbdDisk(Files.createFile(directory.resolve("b")))
                .create(SbdTimeouts.ofSeconds(9, 0, 1, 18), UUID.randomUUID());

        assertThatThrownBy(() -> start("a", "b")).hasMessageContaining("has other timeouts than");
    }

    @Test
    void aWatchdogAloneIsFedUntilQuorumIsLost() throws Exception {
        var plan = new WatchPlan("n1", List.of(), Optional.of(watchdog), Duration.ofSeconds(1), false, directory);
        var watch = SbdWatch.start(plan, power, new Ear());

        watch.heard(ClusterSight.QUORUM);
        watch.heard(ClusterSight.NO_QUORUM);

        await(() -> power.deaths.contains(SbdMessage.RESET));
        assertThat(heard).contains("NOT_FED");
        assertThat(Files.readString(watchdog)).matches("[.]+");
    }

    @Test
    void aWatchdogThatIsNotThereIsNamed() throws Exception {
        created("a");
        var missing = directory.resolve("no-watchdog");
        var plan = new WatchPlan(
                "n1", List.of(directory.resolve("a")), Optional.of(missing), Duration.ofSeconds(5), false, directory);

        assertThatThrownBy(() -> SbdWatch.start(plan, power, new Ear()))
                .hasMessageContaining("watchdog " + missing + ": there is no such device");
        assertThat(directory.resolve("sbd-watch")).doesNotExist();
    }

    @Test
    void aWatchdogWhoseTimeoutCannotBeKnownIsRefused() throws Exception {
        created("a");
        var none = Path.of("/dev/null");
        var plan = new WatchPlan(
                "n1", List.of(directory.resolve("a")), Optional.of(none), Duration.ofSeconds(5), false, directory);

        assertThatThrownBy(() -> SbdWatch.start(plan, power, new Ear()))
                .hasMessageContaining("watchdog /dev/null: its timeout can neither be set to 2 s nor be read");
    }

    private SbdWatch start(String... names) throws IOException {
        return SbdWatch.start(
                new WatchPlan("n1", paths(names), Optional.of(watchdog), Duration.ofSeconds(5), false, directory),
                power,
                new Ear());
    }

    private List<Path> paths(String... names) {
        var paths = new ArrayList<Path>();
        for (var name : names) {
            paths.add(directory.resolve(name));
        }
        return paths;
    }

    private void send(SbdMessage message, String... names) {
        var sending = new SbdDevices(paths(names)).send("n1", message, "n2", DEADLINE);
        assertThat(sending.sent()).as(sending.failures().toString()).isTrue();
    }

    private SbdDisk created(String name) throws IOException {
        var disk = new SbdDisk(Files.createFile(directory.resolve(name)));
        disk.create(SbdTimeouts.ofSeconds(2, 0, 1, 4), UUID.randomUUID());
        return disk;
    }

    private static SbdSlot slot(SbdDisk disk) throws IOException {
        return disk.slot("n1").orElseThrow();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
