package io.systole.fencing.sbd.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A slot that is taken: one byte that is not zero, then the name of its node.
 *
 * @param index counted from 0
 * @param name 1 to 63 bytes; upper and lower case are the same node
 */
public record SbdSlot(int index, String name, SbdMailbox mailbox) {
    public SbdSlot {
        if (!isName(name)) {
            throw new IllegalArgumentException("node name \"" + name + "\": must have 1 to 63 bytes");
        }
    }

    /** Whether a node of that name can have a slot. */
    public static boolean isName(String name) {
        var length = name.getBytes(StandardCharsets.UTF_8).length;
        return length >= 1 && length <= SbdText.LENGTH_MAX && name.indexOf('\0') < 0;
    }

    /**
     * Reads one slot; empty where it is free.
     *
     * @param slot the sector with the name
     * @param message the sector behind it
     */
    public static Optional<SbdSlot> read(int index, byte[] slot, byte[] message) {
        var name = SbdText.read(slot, 1);
        return slot[0] == 0 || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new SbdSlot(index, name, SbdMailbox.read(message)));
    }

    /** The sector with the name. */
    public byte[] toSector(int sectorSize) {
        var sector = new byte[sectorSize];
        sector[0] = 1;
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, sector, 1, bytes.length);
        return sector;
    }

    public boolean isOf(String node) {
        return name.toLowerCase(Locale.ROOT).equals(node.toLowerCase(Locale.ROOT));
    }
}
