package io.systole.runtime.cli;

import io.systole.runtime.access.NodeClient.Form;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists who asked a node to change something. */
@Command(
        name = "requests",
        description = {
            "Lists who asked this node to change something, oldest first: when, who, from which address, what, the answer's"
                    + " status, and why.",
            "Each node has its own; --via asks another one on this host."
        },
        mixinStandardHelpOptions = true)
final class HistoryRequestsCommand implements Callable<Integer> {
    private static final int LAST_MAX = 5_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--last", paramLabel = "COUNT", description = "So many at most; default ${DEFAULT-VALUE}.")
    private int last = 50;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String path = "/v1/audit?last=" + Math.max(1, Math.min(LAST_MAX, last));
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }
}
