package io.systole.fencing.sbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SbdDiskTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void keepsSlotsAndMessages() throws Exception {
        var disk = created("a");

        var one = disk.allocate("one", none());
        var two = disk.allocate("two", none());
        disk.put(disk.header(), two, SbdMailbox.of(SbdMessage.RESET, "one"));

        assertThat(one.index()).isZero();
        assertThat(disk.allocate("ONE", none())).as("the same node").isEqualTo(one);
        assertThat(disk.slots()).containsExactly(one, new SbdSlot(1, "two", SbdMailbox.of(SbdMessage.RESET, "one")));
        assertThat(disk.reread(disk.header(), two).mailbox().word()).isEqualTo("reset");
    }

    @Test
    void whoLosesTheRaceForASlotTakesTheNext() throws Exception {
        var disk = created("a");
        var header = disk.header();
        var races = new ArrayList<String>();

        var slot = disk.allocate("slow", timeouts -> {
            races.add("race");
            if (races.size() == 1) {
                overwrite(disk.path(), new SbdSlot(0, "quick", SbdMailbox.empty()));
            }
        });

        assertThat(slot.index()).isEqualTo(1);
        assertThat(disk.slots()).extracting(SbdSlot::name).containsExactly("quick", "slow");
        assertThat(header.slots()).isEqualTo(255);
    }

    @Test
    void aDeviceThatWasMadeAnewHasLostTheSlot() throws Exception {
        var disk = created("a");
        var header = disk.header();
        var slot = disk.allocate("one", none());

        disk.create(SbdTimeouts.defaults(), UUID.randomUUID());

        assertThatThrownBy(() -> disk.reread(header, slot))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(disk.path().toString())
                .hasMessageContaining("made anew");
    }

    @Test
    void errorsNameTheDevice() throws IOException {
        var small = Files.write(directory.resolve("small"), new byte[20]);

        assertThatThrownBy(() -> new SbdDisk(small).header())
                .hasMessageStartingWith(small + ": it ends after 20 bytes");
        assertThatThrownBy(() -> new SbdDisk(directory.resolve("none")).slots())
                .hasMessage(directory.resolve("none") + ": there is no such device");
    }

    @Test
    void aMessageIsSentWhenMoreThanHalfOfTheDevicesHaveIt() throws Exception {
        for (var name : List.of("a", "b", "c")) {
            created(name).allocate("one", none());
        }
        var missing = directory.resolve("missing");

        assertThat(send("a", "b", "c").sent()).isTrue();
        assertThat(send("a", "b", "missing").sent()).isTrue();
        assertThat(send("a", "b", "missing").failures()).containsExactly(missing + ": there is no such device");
        assertThat(send("a", "missing").sent())
                .as("one of two is not more than half")
                .isFalse();
        assertThat(send("a", "missing", "missing2").sent()).isFalse();
        assertThat(send("a").msgwait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(new SbdDisk(directory.resolve("a")).slots())
                .extracting(slot -> slot.mailbox().word())
                .containsExactly("off");
    }

    @Test
    void aNodeWithoutASlotCannotBeTold() throws Exception {
        created("a");

        var sending = send("a");

        assertThat(sending.sent()).isFalse();
        assertThat(sending.failures()).singleElement().asString().contains("one has no slot");
    }

    @Test
    void aDeviceThatHangsHoldsNobodyUp() {
        var devices = new SbdDevices(List.of(directory.resolve("a"), directory.resolve("b")));

        var answers = devices.onEach(Duration.ofMillis(200), disk -> {
            if (disk.path().endsWith("b")) {
                new java.util.concurrent.CountDownLatch(1).await();
            }
            return "done";
        });

        assertThat(answers).extracting(SbdDevices.Answer::value).containsExactly("done", null);
        assertThat(answers.get(1).why()).startsWith(directory.resolve("b") + ": no answer within");
    }

    private SbdDevices.Sending send(String... names) {
        var devices = new ArrayList<Path>();
        for (var name : names) {
            devices.add(directory.resolve(name));
        }
        return new SbdDevices(devices).send("one", SbdMessage.OFF, "two", LIMIT);
    }

    private SbdDisk created(String name) throws IOException {
        var file = Files.createFile(directory.resolve(name));
        var disk = new SbdDisk(file);
        disk.create(SbdTimeouts.defaults(), UUID.randomUUID());
        return disk;
    }

    private static void overwrite(Path device, SbdSlot slot) {
        try {
            new DeviceSectors(device).write(512, 512, slot.toSector(512));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static SbdDisk.Pause none() {
        return timeouts -> {};
    }
}
