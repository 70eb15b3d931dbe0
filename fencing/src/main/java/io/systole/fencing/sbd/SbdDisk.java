package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdHeader;
import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import io.systole.fencing.sbd.format.SbdUnreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One device of storage fencing. Every call opens it anew, may take as long as the disk does, and fails with an
 * {@link IOException} that names the device and what to do.
 */
public final class SbdDisk {
    private static final int SECTOR_OF_FILES = 512;

    private final Path path;
    private final Sectors sectors;

    /** Waits for a time; what {@code sbd} does while other nodes may take the same slot. */
    @FunctionalInterface
    public interface Pause {
        void await(SbdTimeouts timeouts) throws InterruptedException;
    }

    /** A block device, or a regular file to try things out on one host. */
    public SbdDisk(Path path) {
        this(path, new DeviceSectors(path));
    }

    SbdDisk(Path path, Sectors sectors) {
        this.path = path;
        this.sectors = sectors;
    }

    public Path path() {
        return path;
    }

    /** The header, which also says that this is such a device. */
    public SbdHeader header() throws IOException {
        return named(() -> {
            var header = SbdHeader.read(sectors.readStart(SbdHeader.LENGTH));
            var size = sectors.size(header.sectorSize());
            if (size != header.sectorSize()) {
                throw new SbdUnreadable("was made for sectors of " + header.sectorSize() + " bytes and has sectors of "
                        + size + ": make it anew with `systole sbd create` on every node's shutdown");
            }
            return header;
        });
    }

    /** Writes header and empty slots, whatever stood there before. */
    public SbdHeader create(SbdTimeouts timeouts, UUID uuid) throws IOException {
        return named(() -> {
            var header = SbdHeader.create(uuid, sectors.size(SECTOR_OF_FILES), timeouts);
            var size = header.sectorSize();
            var all = Arrays.copyOf(header.toSector(), header.sectors() * size);
            sectors.write(0, size, all);
            return header;
        });
    }

    /** The slots that are taken. */
    public List<SbdSlot> slots() throws IOException {
        return slots(header());
    }

    private List<SbdSlot> slots(SbdHeader header) throws IOException {
        return named(() -> {
            var size = header.sectorSize();
            var all = sectors.read(0, header.sectors() * size);
            var slots = new ArrayList<SbdSlot>();
            for (var index = 0; index < header.slots(); index++) {
                SbdSlot.read(
                                index,
                                sector(all, SbdHeader.slotSector(index), size),
                                sector(all, SbdHeader.messageSector(index), size))
                        .ifPresent(slots::add);
            }
            return slots;
        });
    }

    private static byte[] sector(byte[] all, int sector, int size) {
        return Arrays.copyOfRange(all, sector * size, (sector + 1) * size);
    }

    /** The slot of a node, if it has one. */
    public Optional<SbdSlot> slot(String node) throws IOException {
        return slots().stream().filter(slot -> slot.isOf(node)).findFirst();
    }

    /**
     * The slot as it is now; fails if it is no longer the node's, as when the device was made anew.
     *
     * @param header as it was when the slot was found
     */
    public SbdSlot reread(SbdHeader header, SbdSlot slot) throws IOException {
        return named(() -> {
            var size = header.sectorSize();
            var both = sectors.read((long) SbdHeader.slotSector(slot.index()) * size, 2 * size);
            return SbdSlot.read(slot.index(), sector(both, 0, size), sector(both, 1, size))
                    .filter(now -> now.isOf(slot.name()))
                    .orElseThrow(() -> new SbdUnreadable("slot " + slot.index() + " is no longer that of " + slot.name()
                            + ": the device was made anew; restart the node"));
        });
    }

    /**
     * The node's slot; the first free one where it has none. Two nodes may take the same one at the same moment: the one
     * that finds its name there after the pause has it.
     */
    public SbdSlot allocate(String node, Pause pause) throws IOException, InterruptedException {
        var header = header();
        var wanted = slot(node);
        while (wanted.isEmpty()) {
            var taken = slots(header).stream().map(SbdSlot::index).toList();
            var free = 0;
            while (taken.contains(free)) {
                free++;
            }
            if (free >= header.slots()) {
                throw new IOException(path + ": all " + header.slots() + " slots are taken: `systole sbd list` shows by"
                        + " whom, and `systole sbd create` begins anew");
            }
            var mine = new SbdSlot(free, node, SbdMailbox.empty());
            write(header, SbdHeader.messageSector(free), mine.mailbox().toSector(header.sectorSize()));
            write(header, SbdHeader.slotSector(free), mine.toSector(header.sectorSize()));
            pause.await(header.timeouts());
            wanted = slot(node);
        }
        return wanted.get();
    }

    /** Puts a message into a slot, in place of the one that is there. */
    public void put(SbdHeader header, SbdSlot slot, SbdMailbox message) throws IOException {
        write(header, SbdHeader.messageSector(slot.index()), message.toSector(header.sectorSize()));
    }

    private void write(SbdHeader header, int sector, byte[] data) throws IOException {
        named(() -> {
            sectors.write((long) sector * header.sectorSize(), header.sectorSize(), data);
            return data;
        });
    }

    private interface Call<T> {
        T run() throws IOException, SbdUnreadable;
    }

    private <T> T named(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IOException(path + ": there is no such device", missing);
        } catch (java.nio.file.AccessDeniedException denied) {
            throw new IOException(path + ": this user may not use it", denied);
        } catch (SbdUnreadable unreadable) {
            throw new IOException(path + " " + unreadable.getMessage(), unreadable);
        } catch (IOException failed) {
            throw new IOException(path + ": " + failed.getMessage(), failed);
        }
    }
}
