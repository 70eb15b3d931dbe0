package io.systole.cib.xml;

import java.util.List;

/** The attributes that an element may have, by position; for elements that come in great numbers. */
final class FieldNames {
    private final List<String> names;
    /** Open addressing by the hash of the name: its position plus one, 0 for a free slot. */
    private final byte[] slots = new byte[128];

    FieldNames(String... names) {
        this.names = List.of(names);
        for (int i = 0; i < names.length; i++) {
            int slot = slotOf(names[i], slots.length);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = (byte) (i + 1);
        }
    }

    private static int slotOf(String name, int slots) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 7) ^ (hash >>> 14)) & (slots - 1);
    }

    List<String> all() {
        return names;
    }

    /** The position of a name, -1 if it is none of them. */
    int position(String name) {
        for (int slot = slotOf(name, slots.length); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            if (names.get(slots[slot] - 1).equals(name)) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }
}
