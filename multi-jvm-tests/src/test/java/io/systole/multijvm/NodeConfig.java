package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration file of a test cluster: one for all of its nodes.
 *
 * @param directory of the test cluster; each node keeps its own below it
 * @param runs where nodes keep what a restart of the host wipes out
 * @param insecure whether nodes that are not on loopback are to do without certificates
 * @param more lines that are added to the section {@code systole}
 */
record NodeConfig(
        String clusterName,
        Path directory,
        Path runs,
        List<Member> members,
        String profile,
        boolean insecure,
        String more) {
    /** One node of the list. */
    record Member(String name, String address, int port) {}

    NodeConfig {
        members = List.copyOf(members);
    }

    NodeConfig(String clusterName, Path directory, Path runs, List<Member> members, String profile, boolean insecure) {
        this(clusterName, directory, runs, members, profile, insecure, "");
    }

    String text() {
        var nodes = members.stream()
                .map(member -> "    { name = %s, addresses = [\"%s\"], port = %d }"
                        .formatted(member.name(), member.address(), member.port()))
                .collect(Collectors.joining("\n"));
        return """
                systole {
                  cluster-name = %s
                  nodes = [
                %s
                  ]
                  directories {
                    state = "%s/"${systole.node.name}"/state"
                    run = "%s/"${systole.node.name}"/run"
                  }
                  failure-detection { profile = %s }
                  tls { directory = "%s/"${systole.node.name}"/tls", insecure = %s, join-port = %d }
                  management { address = "127.0.0.1", port = 0 }
                  agents { ocf-roots = ["%s/ocf", "/usr/lib/ocf"] }
                  fencing { agent-directories = ["%s/fence", "/usr/sbin"], boot-id-file = "/run/boot-id" }
                  remote { key-file = "%s/remote-key", silence = 6s }
                  %s
                }
                """.formatted(
                        clusterName,
                        nodes,
                        directory,
                        runs,
                        profile,
                        directory,
                        insecure,
                        joinPort(),
                        directory,
                        directory,
                        directory,
                        more);
    }

    /** Beside the ports of the nodes of this cluster, none of which is free. */
    int joinPort() {
        return members.isEmpty() ? 9622 : members.get(members.size() - 1).port() + 1;
    }

    Path certificates(String node) {
        return directory.resolve(node).resolve("tls");
    }

    Path write() {
        return write("systole.conf", text());
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path run(String node) {
        return runs.resolve(node).resolve("run");
    }

    Path state(String node) {
        return directory.resolve(node).resolve("state");
    }

    Path log(String node) {
        return directory.resolve(node + ".log");
    }

    /** The arguments of {@code systole} that run the node. */
    List<String> arguments(String node) {
        return List.of("node", "--config", directory.resolve("systole.conf").toString(), "--node", node);
    }
}
