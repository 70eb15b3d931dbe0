package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.runtime.access.NodeClient.Form;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resource",
        description = "Steers one resource.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class ResourceCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(SecretCommand.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole resource --help` lists them.");
    }

    @Command(name = "start", description = "Sets the target role Started.", mixinStandardHelpOptions = true)
    int start(
            @Mixin Target target,
            @Mixin Asking asking,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name)
            throws Exception {
        return post(target, asking, path(name, "start", Optional.empty()));
    }

    @Command(name = "stop", description = "Sets the target role Stopped.", mixinStandardHelpOptions = true)
    int stop(
            @Mixin Target target,
            @Mixin Asking asking,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name)
            throws Exception {
        return post(target, asking, path(name, "stop", Optional.empty()));
    }

    @Command(
            name = "move",
            description = "Moves it to NODE, or away from where it is. Leaves a constraint that `clear` removes.",
            mixinStandardHelpOptions = true)
    int move(
            @Mixin Target target,
            @Mixin Asking asking,
            @Mixin MoveOptions options,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name,
            @Parameters(
                            index = "1",
                            paramLabel = "NODE",
                            arity = "0..1",
                            description = "The node.",
                            completionCandidates = Names.Nodes.class)
                    @Nullable
                    String node)
            throws Exception {
        return post(target, asking, options.with(path(name, "move", Optional.ofNullable(node))));
    }

    @Command(
            name = "ban",
            description = "Keeps it off NODE, or off the one where it is. Leaves a constraint that `clear` removes.",
            mixinStandardHelpOptions = true)
    int ban(
            @Mixin Target target,
            @Mixin Asking asking,
            @Mixin MoveOptions options,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name,
            @Parameters(
                            index = "1",
                            paramLabel = "NODE",
                            arity = "0..1",
                            description = "The node.",
                            completionCandidates = Names.Nodes.class)
                    @Nullable
                    String node)
            throws Exception {
        return post(target, asking, options.with(path(name, "ban", Optional.ofNullable(node))));
    }

    @Command(
            name = "clear",
            description = "Removes the constraints that `move` and `ban` left behind: all, or those for NODE.",
            mixinStandardHelpOptions = true)
    int clear(
            @Mixin Target target,
            @Mixin Asking asking,
            @Option(names = "--expired", description = "Only those whose lifetime is over.") boolean expired,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name,
            @Parameters(
                            index = "1",
                            paramLabel = "NODE",
                            arity = "0..1",
                            description = "The node.",
                            completionCandidates = Names.Nodes.class)
                    @Nullable
                    String node)
            throws Exception {
        var path = path(name, "clear", Optional.ofNullable(node));
        return post(target, asking, expired ? Asking.append(path, "expired=true") : path);
    }

    @Command(
            name = "cleanup",
            description = "Forgets its failures and its history on NODE or everywhere, and looks again.",
            mixinStandardHelpOptions = true)
    int cleanup(
            @Mixin Target target,
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name,
            @Parameters(
                            index = "1",
                            paramLabel = "NODE",
                            arity = "0..1",
                            description = "The node.",
                            completionCandidates = Names.Nodes.class)
                    @Nullable
                    String node)
            throws Exception {
        var path = path(name, "cleanup", Optional.ofNullable(node));
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(path)));
    }

    @Command(
            name = "output",
            description = {
                "Shows what its agent printed in operations that failed: of each operation on each node in its last"
                        + " failure, the last 4096 characters of its two outputs.",
                "It is kept until `cleanup`, or until the node ends."
            },
            mixinStandardHelpOptions = true)
    int output(
            @Mixin Target target,
            @Parameters(
                            paramLabel = "NAME",
                            description = "The resource.",
                            completionCandidates = Names.Resources.class)
                    String name,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        var form = json ? Form.JSON : Form.TEXT;
        var path = path(name, "output", Optional.empty());
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, form)));
    }

    private static String path(String name, String verb, Optional<String> node) {
        var query = node.map(text -> "?node=" + encoded(text)).orElse("");
        return "/v1/resource/" + encoded(name) + "/" + verb + query;
    }

    private int post(Target target, Asking asking, String path) throws Exception {
        var told = asking.with(path);
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(told, new byte[0], asking.request())));
    }
}
