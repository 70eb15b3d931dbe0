package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdHeader;
import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdSlot;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A node's own slot on one device, found or taken. */
record OwnSlot(SbdDisk disk, SbdHeader header, SbdSlot slot) {
    /** Takes as long as the header's allocation timeout where the node has no slot yet. */
    static OwnSlot of(SbdDisk disk, String node) throws IOException, InterruptedException {
        var slot = disk.allocate(
                node,
                timeouts -> TimeUnit.MILLISECONDS.sleep(timeouts.allocate().toMillis()));
        return new OwnSlot(disk, disk.header(), slot);
    }

    /** What stands there now; fails if the slot is the node's no more. */
    SbdMailbox read() throws IOException {
        return disk.reread(header, slot).mailbox();
    }

    void write(SbdMailbox mailbox) throws IOException {
        disk.put(header, slot, mailbox);
    }
}
