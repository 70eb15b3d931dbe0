package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What corosync-quorumtool does: shows whether this side may act and why, and changes the expected votes. */
@Command(
        name = "quorum",
        description = "Shows whether a side of the cluster may act, and why; changes the expected votes.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class QuorumCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole quorum --help` lists them.");
    }

    @Command(
            name = "status",
            description = "Votes, rule, nodes, what is waited for, and how many votes may still be lost.",
            mixinStandardHelpOptions = true)
    int status(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        var form = json ? Form.JSON : Form.TEXT;
        return Reply.painted(spec.commandLine(), target.ask(client -> client.get("/v1/quorum", form)));
    }

    @Command(
            name = "expected-votes",
            description = {
                "Lets VOTES be expected instead of those of all nodes of the list, until the cluster ends or another"
                        + " word is said. Nodes that are not here count no more until they come back: say it only when"
                        + " they are surely down.",
                "`configured` takes that back. What it means is shown and asked first."
            },
            mixinStandardHelpOptions = true)
    int expectedVotes(
            @Mixin Target target,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask.")
                    boolean yes,
            @Parameters(
                            paramLabel = "VOTES|configured",
                            description = "A number from 1 on; `configured` for what the configuration says.")
                    String votes)
            throws Exception {
        String number = votes.equals("configured") ? "0" : votes;
        if (!number.matches("[0-9]{1,6}") || (number.equals("0") && !votes.equals("configured"))) {
            throw new ParameterException(
                    spec.commandLine(), "found " + votes + ", expected a number of votes from 1 on, or `configured`");
        }
        String path = "/v1/quorum/expected-votes?votes=" + number;
        return ifAgreed(target, path, yes);
    }

    @Command(
            name = "unblock",
            description = {
                "Lets the node that is asked found the cluster though not all nodes are there (wait_for_all), as pcs quorum"
                        + " unblock: say it only when the absent are surely down.",
                "What it means is shown and asked first."
            },
            mixinStandardHelpOptions = true)
    int unblock(
            @Mixin Target target,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask.")
                    boolean yes)
            throws Exception {
        return ifAgreed(target, "/v1/quorum/unblock", yes);
    }

    /** What it means is got from the same path at which it is done. */
    private int ifAgreed(Target target, String path, boolean yes) throws Exception {
        var meaning = target.ask(client -> client.get(path, Form.TEXT));
        if (!meaning.isSuccess() || yes) {
            return meaning.isSuccess()
                    ? Reply.show(spec.commandLine(), target.ask(client -> client.post(path)))
                    : Reply.show(spec.commandLine(), meaning);
        }
        spec.commandLine().getOut().println(meaning.body().strip());
        spec.commandLine().getOut().flush();
        boolean agreed = YesNo.ask(spec.commandLine(), "Shall this be done?")
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no terminal to ask at, and nothing was changed; --yes says that you agree"));
        if (!agreed) {
            throw new CommandFailed(ExitCode.REFUSED, "not agreed to; nothing was changed");
        }
        return Reply.show(spec.commandLine(), target.ask(client -> client.post(path)));
    }
}
