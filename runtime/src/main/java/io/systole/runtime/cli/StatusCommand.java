package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import io.systole.runtime.access.NodeClient.Form;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows nodes, resources with where and role, failures and fencing.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "1",
            description = "Again and again, every SECONDS (default 1), until interrupted.")
    private @Nullable Integer watch;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (watch == null) {
            return show();
        }
        var onTerminal = Terminal.isOutput();
        var never = new CountDownLatch(1);
        do {
            if (onTerminal) {
                spec.commandLine().getOut().print(CLEAR_SCREEN);
            }
            showWhatThereIs();
        } while (!never.await(Math.max(1, watch), TimeUnit.SECONDS));
        return ExitCode.OK.code();
    }

    /** A watcher outlives the node's restart. */
    private void showWhatThereIs() throws Exception {
        try {
            show();
        } catch (CommandFailed e) {
            spec.commandLine().getErr().println("systole: " + e.getMessage());
        }
    }

    private int show() throws Exception {
        var form = json ? Form.JSON : Form.TEXT;
        return Reply.painted(spec.commandLine(), target.ask(client -> client.get("/v1/status", form)));
    }
}
