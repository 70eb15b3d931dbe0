package io.systole.fencing.sbd;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A block device, past the page cache in both directions: what stands in the cache of this host may be older than what
 * another host wrote, and writing a page of it back would undo that. Java can only do so in units of the file system that
 * has the device's node (4096 bytes as a rule), which is good for reading; single sectors are written by {@code dd}.
 *
 * <p>A regular file is taken as well, for trying out on one host, where the page cache is the same for all.
 */
class DeviceSectors implements Sectors {
    private final Path path;

    DeviceSectors(Path path) {
        this.path = path;
    }

    @Override
    public byte[] readStart(int length) throws IOException {
        return read(0, length);
    }

    @Override
    public int size(int otherwise) throws IOException {
        var device = BlockDevice.of(path);
        return device.isBlock() ? device.sectorSize() : otherwise;
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        var isBlock = BlockDevice.of(path).isBlock();
        var unit = isBlock ? Math.toIntExact(Files.getFileStore(path).getBlockSize()) : 1;
        var begin = position / unit * unit;
        var end = (position + length + unit - 1) / unit * unit;
        try (var channel = FileChannel.open(path, options(isBlock))) {
            var window = ByteBuffer.allocateDirect(Math.toIntExact(end - begin) + unit)
                    .alignedSlice(unit);
            window.limit(Math.toIntExact(end - begin));
            var needed = Math.toIntExact(position - begin) + length;
            // A direct read that came short ends at the end of the device, and could not go on at an odd place.
            do {
                if (channel.read(window, begin + window.position()) <= 0) {
                    break;
                }
            } while (window.position() < needed && window.position() % unit == 0);
            if (window.position() < needed) {
                throw new EOFException("it ends after " + (begin + window.position()) + " bytes: it is too small");
            }
            var data = new byte[length];
            window.get(Math.toIntExact(position - begin), data);
            return data;
        } catch (UnsupportedOperationException refused) {
            throw new IOException("it cannot be read past the page cache (O_DIRECT): " + refused.getMessage(), refused);
        }
    }

    private static Set<OpenOption> options(boolean isBlock) {
        return isBlock ? Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT) : Set.of(StandardOpenOption.READ);
    }

    @Override
    public void write(long position, int sectorSize, byte[] data) throws IOException {
        if (BlockDevice.of(path).isBlock()) {
            Dd.write(path, position / sectorSize, sectorSize, data);
            return;
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
            var buffer = ByteBuffer.wrap(data);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        }
    }
}
