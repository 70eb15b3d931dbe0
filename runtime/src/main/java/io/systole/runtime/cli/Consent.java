package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
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

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Foresight foresight;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** The node that is spoken to. */
    Target target() {
        return target;
    }

    /** Says what the agents of this host think of the parameters that a configuration adds or alters. */
    void tellOfAgents(Cib live, Cib wanted, PrintWriter err) throws CommandFailed {
        agents.before(live, wanted, target.file(), err);
    }

    boolean isDryRun() {
        return foresight.isDryRun();
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
        return carryOut(
                commandLine,
                proposal,
                usualReason,
                agreed ? question -> Optional.of(true) : asked -> YesNo.ask(commandLine, asked));
    }

    /** The same, with another way to ask, which is empty where nobody sits there. A program is not asked. */
    int carryOut(
            CommandLine commandLine,
            Proposal proposal,
            String usualReason,
            Function<String, Optional<Boolean>> question)
            throws CommandFailed, ConfigRefused {
        return foresight.carryOut(
                commandLine,
                proposal,
                () -> {
                    tellOfAgents(proposal.live(), proposal.wanted(), commandLine.getErr());
                    if (!foresight.isDryRun() && !yes) {
                        agree(JsonForm.isAsked(commandLine), question);
                    }
                },
                () -> {
                    byte[] patch = proposal.patch().getBytes(StandardCharsets.UTF_8);
                    String path = asking.with("/v1/cib/patch", usualReason);
                    return target.ask(client -> client.post(path, patch, asking.request()));
                });
    }

    private static void agree(boolean isProgram, Function<String, Optional<Boolean>> question) throws CommandFailed {
        if (isProgram) {
            throw new CommandFailed(
                    ExitCode.USAGE, "with --json nobody is asked, and nothing was changed; --yes says that you agree");
        }
        boolean agreed = question.apply("Shall this be done?")
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no terminal to ask at, and nothing was changed; --yes says that you agree"));
        if (!agreed) {
            throw new CommandFailed(ExitCode.REFUSED, "not agreed to; nothing was changed");
        }
    }
}
