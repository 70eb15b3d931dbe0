package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a proposal would change and what the cluster would do then, asks, and has it done. */
final class Consent {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Asking asking;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AgentChecks agents;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Show what would be changed and done, and change nothing.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    /** What a node answers to a question, if it is an answer. */
    String get(String path) throws CommandFailed, ConfigRefused {
        Answer answer = target.ask(client -> client.get(path, Form.XML));
        if (!answer.isSuccess()) {
            throw new CommandFailed(
                    Reply.exitCode(answer.status()), answer.body().strip());
        }
        return answer.body();
    }

    /** Sends the proposal to the cluster if whoever sits at the terminal agrees, or agreed beforehand. */
    int carryOut(CommandLine commandLine, Proposal proposal, String usualReason) throws CommandFailed, ConfigRefused {
        return carryOut(commandLine, proposal, usualReason, yes);
    }

    /** The same, agreed to by another option. */
    int carryOut(CommandLine commandLine, Proposal proposal, String usualReason, boolean agreed)
            throws CommandFailed, ConfigRefused {
        var out = commandLine.getOut();
        if (proposal.isSame()) {
            out.println("the cluster has this configuration already; nothing to change");
            return ExitCode.OK.code();
        }
        out.println("Changes:");
        proposal.difference().forEach(line -> out.println("  " + line));
        out.println("What the cluster would do:");
        List<String> deeds = proposal.consequence(Instant.now());
        (deeds.isEmpty() ? List.of("nothing") : deeds).forEach(line -> out.println("  * " + line));
        out.flush();
        agents.before(proposal.live(), proposal.wanted(), target.file(), commandLine.getErr());
        if (dryRun) {
            return ExitCode.OK.code();
        }
        if (!(agreed || yes || asked())) {
            throw new CommandFailed(ExitCode.REFUSED, "not agreed to; nothing was changed");
        }
        byte[] patch = proposal.patch().getBytes(StandardCharsets.UTF_8);
        String path = asking.with("/v1/cib/patch", usualReason);
        return Reply.show(commandLine, target.ask(client -> client.post(path, patch, asking.request())));
    }

    private static boolean asked() throws CommandFailed {
        return YesNo.ask("Shall this be done?")
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no terminal to ask at, and nothing was changed; --yes says that you agree"));
    }
}
