package io.systole.fencing.sbd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says about a device node: Linux's numbers for the kinds of files, and what sysfs tells of a device.
 *
 * @param mode the file's mode with its kind
 * @param device major and minor number as Linux packs them
 */
record BlockDevice(int mode, long device) {
    private static final int KIND = 0xF000;
    private static final int BLOCK = 0x6000;
    private static final int CHARACTER = 0x2000;
    private static final Path SYSFS = Path.of("/sys/dev/block");

    /** Follows links, as device names are mostly links. */
    static BlockDevice of(Path path) throws IOException {
        return new BlockDevice(
                (Integer) Files.getAttribute(path, "unix:mode"),
                ((Number) Files.getAttribute(path, "unix:rdev")).longValue());
    }

    boolean isBlock() {
        return (mode & KIND) == BLOCK;
    }

    boolean isCharacter() {
        return (mode & KIND) == CHARACTER;
    }

    long major() {
        return ((device >>> 8) & 0xFFF) | ((device >>> 32) & ~0xFFFL);
    }

    long minor() {
        return (device & 0xFF) | ((device >>> 12) & ~0xFFL);
    }

    /** Bytes of one sector; a partition has those of its disk. */
    int sectorSize() throws IOException {
        var known = SYSFS.resolve(major() + ":" + minor()).toRealPath();
        for (var disk : new Path[] {known, known.getParent()}) {
            var size = disk.resolve("queue/logical_block_size");
            if (Files.isReadable(size)) {
                return Integer.parseInt(Files.readString(size).strip());
            }
        }
        throw new IOException("its sector size is not told by " + known);
    }
}
