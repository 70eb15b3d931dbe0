package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's corosync-qnetd on a host of its own on the cluster's switch, set up as docs/operations/split-brain.md has it. */
final class Arbiter implements AutoCloseable {
    static final String ADDRESS = "10.77.0.7";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final Host place;

    private Arbiter(Path directory, Host place) {
        this.directory = directory;
        this.place = place;
    }

    /** Boots the host and makes the certificates, in {@code arbiter} of the cluster's directory; the daemon does not run yet. */
    static Arbiter boot(Path directory, Network network, String cluster) throws IOException {
        var place = Host.boot("arbiter", directory);
        network.plugIn(place, ADDRESS + "/24");
        var script = Files.writeString(directory.resolve("arbiter-init"), """
                set -e
                mount -t tmpfs tmpfs /etc/corosync
                mkdir -p /etc/corosync/qnetd /run/corosync-qnetd %1$s/making
                corosync-qnetd-certutil -i
                cd %1$s/making
                openssl req -new -newkey rsa:3072 -nodes -keyout cluster.key -subj "/CN=%2$s" -outform DER -out cluster.crq
                corosync-qnetd-certutil -s -c cluster.crq -n %2$s
                cp /etc/corosync/qnetd/nssdb/cluster-%2$s.crt cluster.crt
                cp /etc/corosync/qnetd/nssdb/qnetd-cacert.crt .
                mv %1$s/making %1$s/arbiter
                """.formatted(directory, cluster));
        place.mustRun("sh", script.toString());
        return new Arbiter(directory, place);
    }

    void start() {
        Leashed.start(
                directory, place.inside(List.of("sh", "-c", "exec corosync-qnetd -f -d -s req >>" + log() + " 2>&1")));
        Await.until(
                "corosync-qnetd listens",
                LIMIT,
                () -> place.run("sh", "-c", "ss -Hltn sport = :5403 | grep -q 5403")
                        .ok());
    }

    /** Kills the daemon. */
    void stop() {
        Await.until("corosync-qnetd is gone", LIMIT, () -> {
            var left = place.processes().stream()
                    .filter(pid -> Proc.command(pid).orElse("").contains("corosync-qnetd"))
                    .toList();
            left.forEach(Host::kill);
            return left.isEmpty();
        });
    }

    private Path log() {
        return directory.resolve("qnetd.log");
    }

    String story() {
        try {
            return Files.readString(log());
        } catch (IOException none) {
            return none.toString();
        }
    }

    @Override
    public void close() {
        place.close();
    }
}
