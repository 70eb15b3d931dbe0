package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each host has on a disk of its own: directories that are mounted over those of the machine below, and that are kept
 * while the host is off. What is below /etc begins as a copy of the machine's, as the packages left it; all else is empty.
 */
final class HostDisks {
    private final Path directory;
    private final List<String> hosts;
    private final Set<String> places = new TreeSet<>();

    HostDisks(Path directory, List<String> hosts) {
        this.directory = directory;
        this.hosts = List.copyOf(hosts);
    }

    /** From the next boot on each host has these directories for itself. */
    void own(String... wanted) {
        for (var place : wanted) {
            add(place, place.startsWith("/etc/"));
        }
    }

    /** The same, and they are empty wherever they are. */
    void ownBare(String... wanted) {
        for (var place : wanted) {
            add(place, false);
        }
    }

    private void add(String place, boolean copied) {
        if (places.add(place)) {
            hosts.forEach(host -> make(host, place, copied));
        }
    }

    private void make(String host, String place, boolean copied) {
        var made = Command.run("sh", "-c", """
                set -e
                mkdir -p "$2"
                [ -d "$1" ] || exit 0
                chown --reference="$1" "$2"
                chmod --reference="$1" "$2"
                [ "$3" = bare ] || cp -a "$1/." "$2/"
                """, "sh", place, file(host, place).toString(), copied ? "copied" : "bare");
        if (!made.ok()) {
            throw new IllegalStateException(made.text());
        }
    }

    /** Where the test finds what the host has at that place, whether the host is on or off. */
    Path file(String host, String place) {
        return directory.resolve(host + ".disk" + place);
    }

    /** Writes a file onto the disks of all hosts. */
    void put(String place, String text, boolean executable) {
        if (places.stream().noneMatch(owned -> place.startsWith(owned + "/"))) {
            throw new IllegalArgumentException(place + " is not on the hosts' own disks, which have " + places);
        }
        for (var host : hosts) {
            var file = file(host, place);
            try {
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, text);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            if (executable && !file.toFile().setExecutable(true, false)) {
                throw new IllegalStateException("cannot make executable: " + file);
            }
        }
    }

    /** What the first process of the host has to mount: pairs of what and where. */
    List<String> mounts(String host) {
        var mounts = new ArrayList<String>();
        for (var place : places) {
            mounts.add(file(host, place).toString());
            mounts.add(place);
        }
        return List.copyOf(mounts);
    }
}
