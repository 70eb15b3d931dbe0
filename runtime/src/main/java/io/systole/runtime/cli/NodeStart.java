package io.systole.runtime.cli;

import io.systole.Systole;
import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.node.NodeLog;
import io.systole.runtime.node.NodeNotStarted;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs this host's node. {@code systole node --config FILE --node NAME} is understood here without the command line's
 * library, which costs a node a sixth of its start; whatever else stands there goes the long way.
 */
public record NodeStart(Optional<Path> config, Optional<String> node) {

    /** The process's whole life: its exit code. */
    public static int exitCodeOf(String... arguments) {
        Optional<NodeStart> plain = of(arguments);
        if (plain.isEmpty()) return CommandLineInterface.run(arguments);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try {
            return plain.get().run();
        } catch (Exception e) {
            return Explanation.of(e, err);
        }
    }

    /** Empty for everything but a plain start of a node. */
    static Optional<NodeStart> of(String... arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals("node")) return Optional.empty();
        @Nullable String config = null;
        @Nullable String node = null;
        for (int i = 1; i < arguments.length; i += 2) {
            var value = arguments[i + 1];
            boolean isConfig = arguments[i].equals("--config") || arguments[i].equals("-c");
            boolean isNode = arguments[i].equals("--node") || arguments[i].equals("-n");
            if (value.startsWith("-") || (isConfig && config != null) || (isNode && node != null)) {
                return Optional.empty();
            }
            if (isConfig) {
                config = value;
            } else if (isNode) {
                node = value;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new NodeStart(Optional.ofNullable(config).map(Path::of), Optional.ofNullable(node)));
    }

    int run() throws ConfigRefused, NodeNotStarted, InterruptedException, CommandFailed {
        var settings = ConfigFile.read(Target.configFile(config.orElse(null)), node);
        NodeLog.start(settings.log(), settings.nodeName());
        try (var systole = Systole.start(settings)) {
            systole.closeOnSignals();
            if (systole.awaitEnd()) {
                return ExitCode.OK.code();
            }
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "node " + settings.nodeName() + " ended without being asked to: the others cut it off, or a part of"
                            + " it broke; the log says which, and it may be started again");
        }
    }
}
