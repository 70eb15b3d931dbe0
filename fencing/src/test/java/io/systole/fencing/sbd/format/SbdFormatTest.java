package io.systole.fencing.sbd.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Against bytes that sbd 1.5.2 wrote. */
final class SbdFormatTest {
    private static final HexFormat HEX = HexFormat.of();

    /** {@code sbd -1 70000 -2 3 -3 4 -4 140001 create}. */
    private static final byte[] HEADER = HEX.parseHex("5342445f5342445f02ff000000000200"
            + "000111700000000300000004000222e1"
            + "01e7e674ce4a7345e38f80bf658a7752"
            + "34");

    @Test
    void readsTheHeaderThatSbdWrote() throws SbdUnreadable {
        assertThat(SbdHeader.read(HEADER))
                .isEqualTo(new SbdHeader(
                        1,
                        UUID.fromString("e7e674ce-4a73-45e3-8f80-bf658a775234"),
                        255,
                        512,
                        SbdTimeouts.ofSeconds(70_000, 3, 4, 140_001)));
    }

    @Test
    void writesTheHeaderThatSbdWrote() {
        var header = SbdHeader.create(
                UUID.fromString("e7e674ce-4a73-45e3-8f80-bf658a775234"),
                512,
                SbdTimeouts.ofSeconds(70_000, 3, 4, 140_001));

        assertThat(header.toSector()).isEqualTo(Arrays.copyOf(HEADER, 512));
    }

    @Test
    void aDeviceOfMinorVersionZeroHasNoUuid() throws SbdUnreadable {
        var old = HEADER.clone();
        old[32] = 0;

        var header = SbdHeader.read(old);

        assertThat(header.uuid()).isNull();
        assertThat(header.timeouts().msgwait().toSeconds()).isEqualTo(140_001);
    }

    @Test
    void saysWhatIsWrongWithADeviceThatIsNone() {
        assertThatThrownBy(() -> SbdHeader.read(new byte[512])).hasMessageContaining("no SBD header");
        assertThatThrownBy(() -> SbdHeader.read(with(8, 3))).hasMessageContaining("version 3");
        assertThatThrownBy(() -> SbdHeader.read(with(9, 0))).hasMessageContaining("0 slots");
        assertThatThrownBy(() -> SbdHeader.read(with(13, 1))).hasMessageContaining("sector size 66048");
    }

    private static byte[] with(int at, int value) {
        var changed = HEADER.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void slotsAndMessagesAlternateBehindTheHeader() {
        assertThat(SbdHeader.slotSector(0)).isEqualTo(1);
        assertThat(SbdHeader.messageSector(0)).isEqualTo(2);
        assertThat(SbdHeader.slotSector(254)).isEqualTo(509);
        assertThat(SbdHeader.messageSector(254)).isEqualTo(510);
    }

    @Test
    void readsAndWritesASlotAsSbdDoes() {
        var name = Arrays.copyOf(HEX.parseHex("01616c706861"), 512);
        var message = Arrays.copyOf(HEX.parseHex("0573656e646572"), 512);

        var slot = SbdSlot.read(7, name, message).orElseThrow();

        assertThat(slot).isEqualTo(new SbdSlot(7, "alpha", SbdMailbox.of(SbdMessage.CRASHDUMP, "sender")));
        assertThat(slot.toSector(512)).isEqualTo(name);
        assertThat(slot.mailbox().toSector(512)).isEqualTo(message);
    }

    @Test
    void theNumbersOfTheMessagesAreThoseOfSbd() {
        assertThat(SbdMessage.values()).extracting(SbdMessage::code).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(SbdMessage.values())
                .extracting(SbdMessage::word)
                .containsExactly("clear", "test", "reset", "off", "exit", "crashdump");
    }

    @Test
    void aMessageThatIsNotKnownIsKeptAndShownAsSbdShowsIt() {
        var mailbox = SbdMailbox.read(HEX.parseHex("09616263" + "00".repeat(60) + "ffff"));

        assertThat(mailbox.message()).isEmpty();
        assertThat(mailbox.word()).isEqualTo("undefined");
        assertThat(mailbox.from()).isEqualTo("abc");
        assertThat(mailbox.toSector(512)[0]).isEqualTo((byte) 9);
    }

    @Test
    void aSlotThatIsFreeIsNone() {
        assertThat(SbdSlot.read(0, new byte[512], new byte[512])).isEmpty();
    }

    @Test
    void namesAreTheSameInUpperAndLowerCase() {
        var slot = new SbdSlot(0, "alpha", SbdMailbox.empty());

        assertThat(slot.isOf("ALPHA")).isTrue();
        assertThat(slot.isOf("alph")).isFalse();
    }

    @Test
    void namesHaveAtMost63Bytes() {
        assertThat(SbdSlot.isName("n".repeat(63))).isTrue();
        assertThat(SbdSlot.isName("n".repeat(64))).isFalse();
        assertThat(SbdSlot.isName("")).isFalse();
        assertThat(SbdMailbox.of(SbdMessage.TEST, "z".repeat(80)).toSector(512))
                .isEqualTo(SbdMailbox.of(SbdMessage.TEST, "z".repeat(63)).toSector(512));
    }

    @Test
    void timeoutsAreWholeSecondsThatFitIntoFourBytes() {
        assertThat(SbdTimeouts.ofSeconds(4_294_967_295L, 0, 1, 1).watchdog().toSeconds())
                .isEqualTo(4_294_967_295L);
        assertThatThrownBy(() -> SbdTimeouts.ofSeconds(4_294_967_296L, 0, 1, 1)).hasMessageContaining("watchdog");
        assertThatThrownBy(() -> SbdTimeouts.ofSeconds(1, 1, 1, -1)).hasMessageContaining("msgwait");
    }
}
