package io.systole.fencing.sbd;

import java.io.IOException;

/** The sectors of one device, as they are on the disk and not as some cache remembers them. */
interface Sectors {
    /** The first bytes of the device, at least {@code length}. */
    byte[] readStart(int length) throws IOException;

    /** Bytes of one sector; that of the device, or, where it has none of its own, {@code otherwise}. */
    int size(int otherwise) throws IOException;

    byte[] read(long position, int length) throws IOException;

    /** Writes whole sectors and returns when they are on the disk. */
    void write(long position, int sectorSize, byte[] data) throws IOException;
}
