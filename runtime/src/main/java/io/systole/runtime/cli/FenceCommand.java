package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.status.FenceText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What stonith_admin does: history, devices, confirmation; and the rehearsal of fencing. */
@Command(
        name = "fence",
        description = {
            "Shows what was fenced, by which devices nodes can be fenced and whether they work, and takes a person's word"
                    + " that a node is dead.",
            "`systole node fence NAME` fences a node."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class FenceCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole fence --help` lists them.");
    }

    @Command(
            name = "history",
            description = "Lists fencings, of NODE or of all: who asked and why, what did it, how long, why it failed.",
            mixinStandardHelpOptions = true)
    int history(
            @Mixin Target target,
            @Parameters(
                            paramLabel = "NODE",
                            arity = "0..1",
                            description = "The node; all where it is left out.",
                            completionCandidates = Names.Nodes.class)
                    @Nullable
                    String node,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        var path = "/v1/fencing/history" + (node == null ? "" : "?node=" + encoded(node));
        return get(target, path, json);
    }

    @Command(
            name = "list",
            description = "Lists the fence devices: whom they fence, what they wait for, from where they may be used.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json) throws Exception {
        return get(target, "/v1/fencing/devices", json);
    }

    @Command(
            name = "check",
            description = {
                "Shows for every node which devices could fence it from where, as the last checks tell, and what is"
                        + " missing.",
                "Exit code 1: some node cannot be fenced."
            },
            mixinStandardHelpOptions = true)
    int check(
            @Mixin Target target,
            @Option(names = "--now", description = "Has all members check their devices anew, and does not wait.")
                    boolean now,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        if (now) {
            return Reply.show(spec.commandLine(), target.ask(client -> client.post("/v1/fencing/check")));
        }
        var answer = target.ask(client -> client.get("/v1/fencing/check", json ? Form.JSON : Form.TEXT));
        var code = Reply.painted(spec.commandLine(), answer);
        var unable = answer.isSuccess()
                && (answer.body().contains(FenceText.UNABLE)
                        || answer.body().replace(" ", "").contains("\"fenceable\":\"no\""));
        return unable ? ExitCode.FAILED.code() : code;
    }

    @Command(
            name = "confirm",
            description = {
                "Says that the lost node NODE is dead, where no device can: what it ran is then started elsewhere.",
                "If it is not dead, data is damaged. Go there, or cut its power, before you say so."
            },
            mixinStandardHelpOptions = true)
    int confirm(
            @Mixin Target target,
            @Parameters(paramLabel = "NODE", description = "The node.", completionCandidates = Names.Nodes.class)
                    String node,
            @Option(
                            names = {"-f", "--force", "--yes"},
                            description = "Do not ask; it is refused without where no one can be asked.")
                    boolean force)
            throws Exception {
        var sure = force;
        if (!force) {
            var answer = YesNo.ask(
                    spec.commandLine(),
                    "You say that " + node + " is off, or cannot reach any data of the cluster any more."
                            + " What it ran is then started elsewhere; if it still runs anything, data is damaged. Have you"
                            + " made sure of that?");
            if (answer.isPresent() && !answer.get()) {
                throw new CommandFailed(ExitCode.REFUSED, "not confirmed; nothing was changed");
            }
            sure = answer.isPresent();
        }
        var path = "/v1/fencing/confirm/" + encoded(node) + (sure ? "?force=true" : "");
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(path)));
    }

    @Command(
            name = "trust",
            description =
                    "Believes the device DEVICE again, which had said that it fenced a node that was never restarted.",
            mixinStandardHelpOptions = true)
    int trust(
            @Mixin Target target,
            @Parameters(
                            paramLabel = "DEVICE",
                            description = "The fence device.",
                            completionCandidates = Names.Devices.class)
                    String device)
            throws Exception {
        return Reply.show(
                spec.commandLine(), target.ask(client -> client.post("/v1/fencing/trust/" + encoded(device))));
    }

    private int get(Target target, String path, boolean json) throws Exception {
        return Reply.painted(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }
}
