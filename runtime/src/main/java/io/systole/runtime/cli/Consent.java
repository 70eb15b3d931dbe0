package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.policy.forecast.Deed;
import io.systole.policy.forecast.Forecast;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a proposal would change and what the cluster would do then, asks, and has it done. */
final class Consent {
    /** What stands above the deeds. */
    static final String DEEDS = "What the cluster would do:";

    private static final String SAME = "the cluster has this configuration already; nothing to change";

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

    @Option(
            names = "--forbid",
            split = ",",
            paramLabel = "DEED",
            description =
                    "Refuse, with exit code 4, where the cluster would do one of these: start, stop, move, migrate,"
                            + " restart, recover, reload, promote, demote, re-promote, fence, shutdown.")
    private List<String> forbidden = new ArrayList<>();

    /** The node that is spoken to. */
    Target target() {
        return target;
    }

    /** Says what the agents of this host think of the parameters that a configuration adds or alters. */
    void tellOfAgents(Cib live, Cib wanted, PrintWriter err) throws CommandFailed {
        agents.before(live, wanted, target.file(), err);
    }

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
        return carryOut(
                commandLine,
                proposal,
                usualReason,
                agreed ? question -> Optional.of(true) : asked -> YesNo.ask(commandLine, asked));
    }

    /** The same, with another way to ask, which is empty where nobody sits there. */
    int carryOut(
            CommandLine commandLine,
            Proposal proposal,
            String usualReason,
            Function<String, Optional<Boolean>> question)
            throws CommandFailed, ConfigRefused {
        checkForbidden();
        var out = commandLine.getOut();
        if (JsonForm.isAsked(commandLine)) {
            return carryOutForProgram(commandLine, proposal, usualReason);
        }
        if (proposal.isSame()) {
            out.println(SAME);
            return ExitCode.OK.code();
        }
        out.println("Changes:");
        proposal.difference().forEach(line -> out.println("  " + line));
        out.println(DEEDS);
        List<Deed> deeds = proposal.consequence(Instant.now());
        lines(deeds).forEach(line -> out.println("  " + line));
        out.flush();
        refuse(deeds);
        agents.before(proposal.live(), proposal.wanted(), target.file(), commandLine.getErr());
        if (dryRun) {
            return ExitCode.OK.code();
        }
        if (!(yes || asked(question))) {
            throw new CommandFailed(ExitCode.REFUSED, "not agreed to; nothing was changed");
        }
        return Reply.show(commandLine, send(proposal, usualReason));
    }

    private Answer send(Proposal proposal, String usualReason) throws CommandFailed, ConfigRefused {
        byte[] patch = proposal.patch().getBytes(StandardCharsets.UTF_8);
        String path = asking.with("/v1/cib/patch", usualReason);
        return target.ask(client -> client.post(path, patch, asking.request()));
    }

    /** As JSON: what became of it, what it changed, and what the cluster was to do. */
    private record Carried(String outcome, int exitCode, String message, List<String> changes, List<Deed> deeds) {}

    /** A program is not asked: it agreed beforehand, or looks only. */
    private int carryOutForProgram(CommandLine commandLine, Proposal proposal, String usualReason)
            throws CommandFailed, ConfigRefused {
        var deeds = proposal.isSame() ? List.<Deed>of() : proposal.consequence(Instant.now());
        var changes = proposal.isSame() ? List.<String>of() : proposal.difference();
        var code = ExitCode.OK;
        var message = SAME;
        if (!proposal.isSame()) {
            refuse(deeds);
            agents.before(proposal.live(), proposal.wanted(), target.file(), commandLine.getErr());
            message = "nothing was changed (--dry-run)";
            if (!dryRun) {
                if (!yes) {
                    throw new CommandFailed(
                            ExitCode.USAGE,
                            "with --json nobody is asked, and nothing was changed; --yes says that you agree");
                }
                var answer = send(proposal, usualReason);
                if (!answer.isSuccess()) {
                    return Reply.show(commandLine, answer);
                }
                code = answer.status() == 202 ? ExitCode.UNKNOWN : ExitCode.OK;
                message = answer.body().strip();
            }
        }
        commandLine.getOut().print(ReportJson.records(new Carried(code.word(), code.code(), message, changes, deeds)));
        return code.code();
    }

    /** The deeds in lines, each with the downtime that it means. */
    static List<String> lines(List<Deed> deeds) {
        return deeds.isEmpty()
                ? List.of("* nothing")
                : deeds.stream()
                        .map(deed -> "* " + deed.line() + (deed.downtime() == null ? "" : "; " + deed.downtime()))
                        .toList();
    }

    private void checkForbidden() throws CommandFailed {
        for (String deed : forbidden) {
            if (!Forecast.KINDS.contains(deed)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "--forbid " + deed + ": found no deed; expected some of " + String.join(", ", Forecast.KINDS));
            }
        }
    }

    private void refuse(List<Deed> deeds) throws CommandFailed {
        String found = deeds.stream()
                .filter(deed -> forbidden.contains(deed.what()))
                .map(deed -> deed.what() + " " + deed.of())
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.REFUSED, "the cluster would " + found + ", which --forbid rules out; nothing was changed");
        }
    }

    private static boolean asked(Function<String, Optional<Boolean>> question) throws CommandFailed {
        return question.apply("Shall this be done?")
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no terminal to ask at, and nothing was changed; --yes says that you agree"));
    }
}
