package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one to three devices that a cluster shares. A message counts as sent when more than half of them have it (both of two),
 * and a node keeps to its devices as long as it reads half of them or more, so that the two always meet on one.
 */
public final class SbdDevices {
    /** More than a manual page allows would not make anything safer. */
    public static final int DEVICES_MAX = 3;

    private final List<SbdDisk> disks;

    /** Invariant: one to three devices. */
    public SbdDevices(List<Path> devices) {
        if (devices.isEmpty() || devices.size() > DEVICES_MAX) {
            throw new IllegalArgumentException(devices + ": must be one to " + DEVICES_MAX + " devices");
        }
        disks = devices.stream().map(SbdDisk::new).toList();
    }

    public List<SbdDisk> disks() {
        return disks;
    }

    /** How many of that many devices make a message count as sent. */
    public static int majority(int devices) {
        return devices / 2 + 1;
    }

    /** What a device answered: a value, or why there is none. */
    public record Answer<T>(Path device, @Nullable T value, String why) {}

    /** What is done with each device. */
    @FunctionalInterface
    public interface Call<T> {
        T on(SbdDisk disk) throws IOException, InterruptedException;
    }

    /** Does it with all devices at once; one that hangs has no answer, and is left to itself. */
    public <T> List<Answer<T>> onEach(Duration limit, Call<T> call) {
        var running = new LinkedHashMap<SbdDisk, CompletableFuture<Answer<T>>>();
        for (var disk : disks) {
            var answer = new CompletableFuture<Answer<T>>();
            var thread = new Thread(() -> answer.complete(answer(disk, call)), "sbd " + disk.path());
            thread.setDaemon(true);
            thread.start();
            running.put(disk, answer);
        }
        var deadline = System.nanoTime() + limit.toNanos();
        var answers = new ArrayList<Answer<T>>();
        running.forEach((disk, answer) -> answers.add(await(disk, answer, deadline, limit)));
        return answers;
    }

    private static <T> Answer<T> answer(SbdDisk disk, Call<T> call) {
        try {
            return new Answer<>(disk.path(), call.on(disk), "");
        } catch (IOException failed) {
            return new Answer<>(disk.path(), null, String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer<>(disk.path(), null, disk.path() + ": interrupted");
        } catch (RuntimeException | Error broken) {
            return new Answer<>(disk.path(), null, disk.path() + ": " + broken);
        }
    }

    private static <T> Answer<T> await(
            SbdDisk disk, CompletableFuture<Answer<T>> answer, long deadlineNanos, Duration limit) {
        try {
            return answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Answer<>(disk.path(), null, disk.path() + ": no answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer<>(disk.path(), null, disk.path() + ": interrupted");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What became of a message.
     *
     * @param sent whether more than half of the devices have it
     * @param msgwait after so long it was read, or its target has ended
     * @param failures why devices do not have it
     */
    public record Sending(boolean sent, Duration msgwait, List<String> failures) {
        public Sending {
            failures = List.copyOf(failures);
        }
    }

    /** Puts a message into a node's slot on all devices. */
    public Sending send(String node, SbdMessage message, String from, Duration limit) {
        var answers = onEach(limit, disk -> send(disk, node, message, from));
        var longest = Duration.ZERO;
        var failures = new ArrayList<String>();
        var having = 0;
        for (var answer : answers) {
            var timeouts = answer.value();
            if (timeouts == null) {
                failures.add(answer.why());
            } else {
                having++;
                longest = timeouts.msgwait().compareTo(longest) > 0 ? timeouts.msgwait() : longest;
            }
        }
        return new Sending(having >= majority(disks.size()), longest, failures);
    }

    private static SbdTimeouts send(SbdDisk disk, String node, SbdMessage message, String from) throws IOException {
        var header = disk.header();
        var slot = disk.slot(node)
                .orElseThrow(
                        () -> new IOException(
                                disk.path() + ": " + node
                                        + " has no slot: it gets one when it is started with this device, or by `systole sbd allocate`"));
        disk.put(header, slot, SbdMailbox.of(message, from));
        return header.timeouts();
    }

    /** Reads all headers, and says which devices have none. */
    public Map<Path, String> unusable(Duration limit) {
        var unusable = new LinkedHashMap<Path, String>();
        for (var answer : onEach(limit, SbdDisk::header)) {
            if (answer.value() == null) {
                unusable.put(answer.device(), answer.why());
            }
        }
        return unusable;
    }
}
