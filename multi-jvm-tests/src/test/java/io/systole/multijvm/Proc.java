package io.systole.multijvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what the kernel says about processes. A process that is gone has no answers. */
final class Proc {
    private static final Path ROOT = Path.of("/proc");

    private Proc() {}

    static List<Long> pids() {
        var pids = new ArrayList<Long>();
        try (var entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read /proc", failure);
        }
        pids.sort(Long::compare);
        return List.copyOf(pids);
    }

    /** All processes whose environment holds exactly {@code NAME=VALUE}. */
    static List<Long> marked(String mark) {
        return pids().stream()
                .filter(pid -> text(pid, "environ").stream()
                        .anyMatch(all -> Arrays.asList(all.split("\0", -1)).contains(mark)))
                .toList();
    }

    /** All processes in the pid namespace of that one, itself among them. */
    static List<Long> inPidNamespaceOf(long init) {
        var wanted = link(init, "ns/pid");
        return wanted.isEmpty()
                ? List.of()
                : pids().stream()
                        .filter(pid -> link(pid, "ns/pid").equals(wanted))
                        .toList();
    }

    /** Those of them that run a program of that name. */
    static List<Long> inPidNamespaceOf(long init, String command) {
        var wanted = link(init, "ns/pid");
        return wanted.isEmpty()
                ? List.of()
                : pids().stream()
                        .filter(pid -> command(pid).orElse("").equals(command)
                                && link(pid, "ns/pid").equals(wanted))
                        .toList();
    }

    static Optional<String> command(long pid) {
        return text(pid, "comm").map(String::strip);
    }

    /** The command line, or what the process has written in its place to say what it does. */
    static String title(long pid) {
        return text(pid, "cmdline").orElse("").replace('\0', ' ').strip();
    }

    /** What the process has mounted of the device, each as its mount point. */
    static List<String> mountsOf(String device, long pid) {
        return text(pid, "mounts").stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 1 && words[0].equals(device))
                .map(words -> words[1])
                .toList();
    }

    static List<Long> children(long pid) {
        return text(pid, "task/" + pid + "/children").stream()
                .flatMap(all -> Arrays.stream(all.strip().split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .map(Long::parseLong)
                .toList();
    }

    /** Resident memory in KiB. */
    static Optional<Long> residentKib(long pid) {
        return text(pid, "status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    static boolean isAlive(long pid) {
        return text(pid, "stat")
                .map(stat -> !stat.substring(stat.lastIndexOf(')')).startsWith(") Z"))
                .orElse(false);
    }

    private static Optional<String> text(long pid, String what) {
        try {
            return Optional.of(
                    Files.readString(ROOT.resolve(Long.toString(pid)).resolve(what), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> link(long pid, String what) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(ROOT.resolve(Long.toString(pid)).resolve(what))
                            .toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
