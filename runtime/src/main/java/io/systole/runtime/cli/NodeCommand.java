package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "node",
        description = {
            "Without a command: runs this host's node in the foreground, until SIGTERM or SIGINT, upon which its"
                    + " resources are moved off and it leaves.",
            "With one: steers the node NAME of the cluster."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "[COMMAND]")
final class NodeCommand implements Callable<Integer>, CommandGroup {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
    private @Nullable Path config;

    @Option(
            names = {"-n", "--node"},
            paramLabel = "NAME",
            description = "This node's name; default: $$SYSTOLE_NODE_NAME, else systole.node.name, else the host's.")
    private @Nullable String node;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return new NodeStart(Optional.ofNullable(config), Optional.ofNullable(node)).run();
    }

    @Command(name = "standby", description = "Moves its resources off.", mixinStandardHelpOptions = true)
    int standby(
            @Mixin Target target,
            @Mixin Asking asking,
            @Parameters(paramLabel = "NAME", description = "The node.", completionCandidates = Names.Nodes.class)
                    String name)
            throws Exception {
        return change(target, asking, name, "standby");
    }

    @Command(name = "online", description = "Ends standby and maintenance.", mixinStandardHelpOptions = true)
    int online(
            @Mixin Target target,
            @Mixin Asking asking,
            @Parameters(paramLabel = "NAME", description = "The node.", completionCandidates = Names.Nodes.class)
                    String name)
            throws Exception {
        return change(target, asking, name, "online");
    }

    @Command(
            name = "maintenance",
            description = "Leaves its resources alone: neither monitored, started nor stopped.",
            mixinStandardHelpOptions = true)
    int maintenance(
            @Mixin Target target,
            @Mixin Asking asking,
            @Parameters(paramLabel = "NAME", description = "The node.", completionCandidates = Names.Nodes.class)
                    String name)
            throws Exception {
        return change(target, asking, name, "maintenance");
    }

    @Command(
            name = "fence",
            description = "Cuts it off from its resources by force, and waits for the result.",
            mixinStandardHelpOptions = true)
    int fence(
            @Mixin Target target,
            @Option(
                            names = {"-t", "--tolerance"},
                            paramLabel = "TIME",
                            defaultValue = "0",
                            description = "A fencing that was done within this time is enough, such as 60s; default 0.")
                    String tolerance,
            @Parameters(paramLabel = "NAME", description = "The node.", completionCandidates = Names.Nodes.class)
                    String name)
            throws Exception {
        var told = path(name, "fence") + (tolerance.equals("0") ? "" : "?tolerance=" + encoded(tolerance));
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(told)));
    }

    private static String path(String name, String verb) {
        return "/v1/node/" + encoded(name) + "/" + verb;
    }

    private int change(Target target, Asking asking, String name, String verb) throws Exception {
        var told = asking.with(path(name, verb));
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(told, new byte[0], asking.request())));
    }
}
