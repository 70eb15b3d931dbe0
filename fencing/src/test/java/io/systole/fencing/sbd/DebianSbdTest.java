package io.systole.fencing.sbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Systole writes is read by Debian's sbd, and the other way round, on block devices of both usual sector sizes. */
final class DebianSbdTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void readsWhatSbdWrote(int sectorSize) throws Exception {
        try (var device = LoopDevice.createOrSkip(directory.resolve("disk"), sectorSize)) {
            device.sbd("-1", "7", "-2", "1", "-3", "2", "-4", "1", "create");
            device.sbd("allocate", "alpha");
            device.sbd("allocate", "beta");
            var disk = new SbdDisk(device.path());

            assertThat(disk.header().timeouts()).isEqualTo(SbdTimeouts.ofSeconds(7, 1, 2, 1));
            assertThat(disk.header().sectorSize()).isEqualTo(sectorSize);
            assertThat(device.sbd("dump")).contains(String.valueOf(disk.header().uuid()));
            for (var message : SbdMessage.values()) {
                device.sbd("-n", "gamma", "message", "beta", message.word());
                assertThat(disk.slots())
                        .containsExactly(
                                new SbdSlot(0, "alpha", SbdMailbox.empty()),
                                new SbdSlot(1, "beta", SbdMailbox.of(message, "gamma")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void sbdReadsWhatSystoleWrote(int sectorSize) throws Exception {
        try (var device = LoopDevice.createOrSkip(directory.resolve("disk"), sectorSize)) {
            var uuid = UUID.randomUUID();
            var disk = new SbdDisk(device.path());
            disk.create(SbdTimeouts.ofSeconds(8, 1, 2, 17), uuid);
            SbdDisk.Pause pause = timeouts -> {};
            disk.allocate("alpha", pause);
            disk.allocate("beta", pause);

            assertThat(device.sbd("dump").lines().map(line -> line.replaceAll(" +", " ")))
                    .contains(
                            "Header version : 2.1",
                            "UUID : " + uuid,
                            "Number of slots : 255",
                            "Sector size : " + sectorSize,
                            "Timeout (watchdog) : 8",
                            "Timeout (allocate) : 1",
                            "Timeout (loop) : 2",
                            "Timeout (msgwait) : 17");
            for (var message : SbdMessage.values()) {
                assertThat(new SbdDevices(List.of(device.path()))
                                .send("beta", message, "gamma", LIMIT)
                                .sent())
                        .isTrue();
                assertThat(device.sbd("list")).isEqualTo("0\talpha\tclear\t\n1\tbeta\t" + message.word() + "\tgamma\n");
            }
            device.sbd("allocate", "third");
            assertThat(disk.slots()).extracting(SbdSlot::name).containsExactly("alpha", "beta", "third");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void aDeviceIsTheSameByteForByte(int sectorSize) throws Exception {
        try (var device = LoopDevice.createOrSkip(directory.resolve("disk"), sectorSize)) {
            device.sbd("-1", "9", "-4", "18", "-2", "1", "create");
            device.sbd("allocate", "alpha");
            device.sbd("-n", "beta", "message", "alpha", "exit");
            var uuid = new SbdDisk(device.path()).header().uuid();
            var theirs = new DeviceSectors(device.path()).read(0, 511 * sectorSize);
            var file = Files.createFile(directory.resolve("ours"));

            var ours = new SbdDisk(file, new DeviceSectors(file) {
                @Override
                public int size(int otherwise) {
                    return sectorSize;
                }
            });
            var header = ours.create(SbdTimeouts.ofSeconds(9, 1, 1, 18), Objects.requireNonNull(uuid));
            ours.put(header, ours.allocate("alpha", timeouts -> {}), SbdMailbox.of(SbdMessage.EXIT, "beta"));

            assertThat(Files.readAllBytes(file)).isEqualTo(theirs);
        }
    }
}
