package io.systole.agents.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a program and all that it started were doing at a moment.
 *
 * @param tasks as the kernel had them, in no order
 */
record ProcessPicture(List<Task> tasks) {
    private static final int LEAVES_MAX = 3;
    private static final int CHAIN_MAX = 6;
    private static final int UNIT = 1024;

    /**
     * A process.
     *
     * @param state the letter of proc(5), such as R or D
     * @param waitsIn the kernel function that it sleeps in; empty where it does not sleep or the kernel does not say
     * @param cpu used so far, ended children included
     * @param read bytes read from disks so far
     * @param written bytes written to disks so far
     */
    record Task(long pid, long parent, String name, char state, String waitsIn, Duration cpu, long read, long written) {
        private String inWords() {
            return switch (state) {
                case 'R' -> "runs";
                case 'D' -> "waits" + in() + " and cannot be interrupted";
                case 'T', 't' -> "is stopped";
                case 'Z', 'X' -> "has ended";
                default -> "waits" + in();
            };
        }

        private String in() {
            return waitsIn.isEmpty() ? "" : " in " + waitsIn;
        }
    }

    ProcessPicture {
        tasks = List.copyOf(tasks);
    }

    /** What is at the ends of the tree: who started whom, and what the last one does. */
    private List<String> leaves() {
        Set<Long> parents = new HashSet<>();
        tasks.forEach(task -> parents.add(task.parent()));
        return tasks.stream()
                .filter(task -> !parents.contains(task.pid()))
                .map(task -> chain(task) + " " + task.inWords())
                .toList();
    }

    private String chain(Task leaf) {
        var names = new ArrayList<>(List.of(leaf.name()));
        var parent = leaf.parent();
        while (names.size() < CHAIN_MAX) {
            var of = parent;
            var above = tasks.stream().filter(task -> task.pid() == of).findFirst();
            if (above.isEmpty()) {
                break;
            }
            names.add(0, above.get().name());
            parent = above.get().parent();
        }
        return String.join(" > ", names);
    }

    /** In one line; empty where nothing was found. */
    String inWords() {
        if (tasks.isEmpty()) {
            return "";
        }
        var leaves = leaves();
        var shown = leaves.stream().limit(LEAVES_MAX).collect(Collectors.joining(", "));
        var more = leaves.size() > LEAVES_MAX ? " and " + (leaves.size() - LEAVES_MAX) + " more" : "";
        var cpu = tasks.stream().mapToLong(task -> task.cpu().toMillis()).sum();
        var read = tasks.stream().mapToLong(Task::read).sum();
        var written = tasks.stream().mapToLong(Task::written).sum();
        return shown
                + more
                + String.format(
                        Locale.ROOT, "; CPU %.2f s, read %s, written %s", cpu / 1000.0, size(read), size(written));
    }

    /** Whether nothing moved since then: the same ends of the tree, doing the same. */
    boolean isAs(ProcessPicture before) {
        return leaves().equals(before.leaves());
    }

    private static String size(long bytes) {
        return bytes < UNIT ? bytes + " B" : bytes < UNIT * UNIT ? bytes / UNIT + " KiB" : bytes / UNIT / UNIT + " MiB";
    }
}
