package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On what terms a resource is moved or kept off a node. */
final class MoveOptions {
    @Option(
            names = {"-u", "--lifetime"},
            paramLabel = "DURATION",
            description = "For how long, as ISO 8601 has it (PT1H, P1D); then the cluster takes the constraint away.")
    private @Nullable String lifetime;

    @Option(names = "--promoted", description = "Only the promoted role: where it is promoted, or is not to be.")
    private boolean promoted;

    String with(String path) {
        String timed = lifetime == null ? path : Asking.append(path, "lifetime=" + encoded(lifetime));
        return promoted ? Asking.append(timed, "promoted=true") : timed;
    }
}
