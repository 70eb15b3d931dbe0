package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.runtime.access.NodeClient.Form;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Says why a resource is where it is, why not elsewhere, and what would have to change.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Parameters(paramLabel = "NAME", description = "The resource.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--node", paramLabel = "NODE", description = "For this node alone.")
    private @Nullable String node;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var path = "/v1/explain/" + encoded(name) + (node == null ? "" : "?node=" + encoded(node));
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }
}
