package io.systole.multijvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;

/** Says, in words for whoever reads the skip message, why a test cannot run on this machine. */
final class Obstacles {
    private static final List<String> PROGRAMS =
            List.of("ip", "nginx", "losetup", "mkfs.ext4", "modprobe", "fuser", "hostname", "nsenter", "bash", "nft");

    private Obstacles() {}

    /** Skips the test with a message that says why; in CI it may not be skipped, so it fails there instead. */
    static void skipUnlessNamespaces() {
        skipFor(toNamespaces());
    }

    /** The same where these programs are not installed. */
    static void skipUnlessInstalled(List<String> programs) {
        var missing = programs.stream()
                .filter(program -> !Command.isInstalled(program))
                .toList();
        skipFor(
                missing.isEmpty()
                        ? Optional.empty()
                        : Optional.of("not installed: " + missing + " (bin/verify installs them)"));
    }

    private static void skipFor(Optional<String> obstacle) {
        if (obstacle.isPresent() && System.getenv("CI") != null) {
            throw new AssertionError("this may not be skipped in CI, but: " + obstacle.get());
        }
        assumeTrue(obstacle.isEmpty(), () -> "SKIPPED, " + obstacle.orElse(""));
    }

    /** The same for a block device and Debian's sbd. */
    static void skipUnlessSbd() {
        var obstacle = toSbd();
        if (obstacle.isPresent() && System.getenv("CI") != null) {
            throw new AssertionError("this may not be skipped in CI, but: " + obstacle.get());
        }
        assumeTrue(obstacle.isEmpty(), () -> "SKIPPED, " + obstacle.orElse(""));
    }

    private static Optional<String> toSbd() {
        if (!Harness.isRoot()) {
            return Optional.of("block devices need root");
        }
        if (!Command.isInstalled("sbd") || !Command.isInstalled("losetup")) {
            return Optional.of("not installed: sbd or losetup (bin/verify installs them)");
        }
        var loop = Command.run("losetup", "--find");
        return loop.ok() ? Optional.empty() : Optional.of("there is no loop device: " + loop.text());
    }

    /** What stands in the way of hosts made of namespaces with Debian's agents on them. */
    static Optional<String> toNamespaces() {
        if (!Harness.isRoot()) {
            return Optional.of("hosts made of namespaces need root");
        }
        var missing = PROGRAMS.stream()
                .filter(program -> !Command.isInstalled(program))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("not installed: " + missing + " (bin/verify installs them)");
        }
        for (var agent : List.of("Filesystem", "IPaddr2", "nginx")) {
            if (!Command.run("test", "-x", "/usr/lib/ocf/resource.d/heartbeat/" + agent)
                    .ok()) {
                return Optional.of("not installed: ocf:heartbeat:" + agent + " (package resource-agents)");
            }
        }
        var unshare = Command.run(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--uts",
                "--fork",
                "--mount-proc",
                "--propagation",
                "private",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /run && ip link add br0 type bridge");
        if (!unshare.ok()) {
            return Optional.of("namespaces are not allowed here: " + unshare.text());
        }
        var loop = Command.run("losetup", "--find");
        return loop.ok() ? Optional.empty() : Optional.of("there is no loop device: " + loop.text());
    }
}
