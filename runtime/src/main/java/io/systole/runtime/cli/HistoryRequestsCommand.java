package io.systole.runtime.cli;

import io.systole.runtime.access.NodeClient.Form;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists who asked a node of the cluster to change something. */
@Command(
        name = "requests",
        description = {
            "Lists who asked a node of the cluster to change something, oldest first: when, which node, who, from which"
                    + " address, what, the answer's status, and why.",
            "All members are asked, and each knows what others were asked while it was there, too. A node that does not"
                    + " answer is named at the end; the exit code is 0 all the same."
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
