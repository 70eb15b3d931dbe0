package io.systole.runtime.node;

import io.systole.runtime.config.Directories;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A node's directories, made where missing, tried for writing, and locked: two nodes that shared a state directory would
 * each think that they alone remember. The lock is the kernel's and ends with the process, however it ends.
 */
final class NodeDirectories implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private NodeDirectories(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static NodeDirectories claim(Directories directories, String node) throws NodeNotStarted {
        prepare(directories.state(), "systole.directories.state");
        prepare(directories.run(), "systole.directories.run");
        var file = directories.state().resolve("lock");
        try {
            return lock(file, node);
        } catch (IOException e) {
            throw new NodeNotStarted(
                    file.toString(), "cannot be locked (" + why(e) + ")", "use a local file system", e);
        }
    }

    private static NodeDirectories lock(Path file, String node) throws IOException, NodeNotStarted {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another node of this very JVM has it.
        }
        if (lock == null) {
            var holder = Files.readString(file).strip();
            channel.close();
            throw new NodeNotStarted(
                    file.toString(),
                    "another node uses this directory" + (holder.isEmpty() ? "" : " (" + holder + ")"),
                    "stop it, or give this node a state directory of its own");
        }
        channel.truncate(0);
        var text = "node " + node + ", process " + ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return new NodeDirectories(channel, lock);
    }

    private static void prepare(Path directory, String key) throws NodeNotStarted {
        var where = key + " = " + directory;
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".try-", ""));
        } catch (IOException e) {
            throw new NodeNotStarted(
                    where, "cannot be written (" + why(e) + ")", "make it writable for this user, or name another", e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
