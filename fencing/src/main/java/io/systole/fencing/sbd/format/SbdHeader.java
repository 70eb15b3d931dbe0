package io.systole.fencing.sbd.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first sector of a device. Numbers are big-endian: 8 bytes {@code SBD_SBD_}, version, number of slots, 2 bytes of
 * padding, then as 4 bytes each sector size and the four timeouts, then minor version and 16 bytes of UUID.
 *
 * @param minor of version 2; 0 is a device without a UUID
 * @param slots 1 to 255
 * @param sectorSize in bytes: each of header, slot and message takes one sector
 */
public record SbdHeader(int minor, @Nullable UUID uuid, int slots, int sectorSize, SbdTimeouts timeouts) {
    /** How many slots a device gets when it is made. */
    public static final int SLOTS_MAX = 255;

    /** Bytes that the header fills, whatever the sector size. */
    public static final int LENGTH = 49;

    private static final byte[] MAGIC = "SBD_SBD_".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 2;

    public SbdHeader {
        if (slots < 1 || slots > SLOTS_MAX) {
            throw new IllegalArgumentException("slots = " + slots + ": must be 1 to " + SLOTS_MAX);
        }
        if (!isSectorSize(sectorSize)) {
            throw new IllegalArgumentException(
                    "sector size = " + sectorSize + ": must be a power of two from 512 to 65536");
        }
    }

    /** A header as {@code sbd create} writes it. */
    public static SbdHeader create(UUID uuid, int sectorSize, SbdTimeouts timeouts) {
        return new SbdHeader(1, uuid, SLOTS_MAX, sectorSize, timeouts);
    }

    /**
     * Reads the first bytes of a device.
     *
     * @throws SbdUnreadable if it is no device of version 2
     */
    public static SbdHeader read(byte[] bytes) throws SbdUnreadable {
        if (bytes.length < LENGTH || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SbdUnreadable(
                    "has no SBD header: make one with `systole sbd create` if this is the right device");
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).position(MAGIC.length);
        var version = Byte.toUnsignedInt(buffer.get());
        if (version != VERSION) {
            throw new SbdUnreadable("has an SBD header of version " + version + ": only version 2 is understood");
        }
        var slots = Byte.toUnsignedInt(buffer.get());
        buffer.position(12);
        var sectorSize = buffer.getInt();
        if (slots == 0 || !isSectorSize(sectorSize)) {
            throw new SbdUnreadable("has a damaged SBD header (" + slots + " slots, sector size "
                    + Integer.toUnsignedString(sectorSize) + "): compare it with another device by `systole sbd dump`");
        }
        var timeouts = SbdTimeouts.ofSeconds(seconds(buffer), seconds(buffer), seconds(buffer), seconds(buffer));
        var minor = Byte.toUnsignedInt(buffer.get());
        return new SbdHeader(
                minor, minor == 0 ? null : new UUID(buffer.getLong(), buffer.getLong()), slots, sectorSize, timeouts);
    }

    /** The whole sector. */
    public byte[] toSector() {
        var buffer = ByteBuffer.allocate(sectorSize).order(ByteOrder.BIG_ENDIAN);
        buffer.put(MAGIC).put((byte) VERSION).put((byte) slots).position(12);
        buffer.putInt(sectorSize)
                .putInt((int) timeouts.watchdog().toSeconds())
                .putInt((int) timeouts.allocate().toSeconds())
                .putInt((int) timeouts.loop().toSeconds())
                .putInt((int) timeouts.msgwait().toSeconds())
                .put((byte) minor);
        if (uuid != null) {
            buffer.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }
        return buffer.array();
    }

    /** The sector with the name of a slot, counted from 0. */
    public static int slotSector(int slot) {
        return 1 + 2 * slot;
    }

    /** The sector with the message to the node of a slot. */
    public static int messageSector(int slot) {
        return 2 + 2 * slot;
    }

    /** All sectors that belong to the format. */
    public int sectors() {
        return 1 + 2 * slots;
    }

    private static boolean isSectorSize(int bytes) {
        return bytes >= 512 && bytes <= 65_536 && Integer.bitCount(bytes) == 1;
    }

    private static long seconds(ByteBuffer buffer) {
        return Integer.toUnsignedLong(buffer.getInt());
    }
}
