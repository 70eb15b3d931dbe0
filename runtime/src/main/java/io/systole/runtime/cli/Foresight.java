package io.systole.runtime.cli;

import io.systole.policy.forecast.Deed;
import io.systole.policy.forecast.Forecast;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows what a proposal would change and what the cluster would do then, and refuses what is ruled out. */
final class Foresight {
    /** What stands above the deeds. */
    static final String DEEDS = "What the cluster would do:";

    private static final String SAME = "the cluster has this configuration already; nothing to change";

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

    /** What has to be done after the proposal was shown, on a dry run too; it throws where the change may not be made. */
    interface Check {
        void check() throws CommandFailed;
    }

    /** Makes the change. */
    interface Sending {
        Answer send() throws CommandFailed, ConfigRefused;
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** Whether one of its options was given. */
    boolean isWanted() {
        return dryRun || !forbidden.isEmpty();
    }

    /** Shows the proposal, and has it made unless this is a dry run or it would do what is ruled out. */
    int carryOut(CommandLine commandLine, Proposal proposal, Check check, Sending sending)
            throws CommandFailed, ConfigRefused {
        for (String deed : forbidden) {
            if (!Forecast.KINDS.contains(deed)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "--forbid " + deed + ": found no deed; expected some of " + String.join(", ", Forecast.KINDS));
            }
        }
        if (JsonForm.isAsked(commandLine)) {
            return carryOutForProgram(commandLine, proposal, check, sending);
        }
        var out = commandLine.getOut();
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
        check.check();
        return dryRun ? ExitCode.OK.code() : Reply.show(commandLine, sending.send());
    }

    /** As JSON: what became of it, what it changed, and what the cluster was to do. */
    private record Carried(String outcome, int exitCode, String message, List<String> changes, List<Deed> deeds) {}

    private int carryOutForProgram(CommandLine commandLine, Proposal proposal, Check check, Sending sending)
            throws CommandFailed, ConfigRefused {
        var deeds = proposal.isSame() ? List.<Deed>of() : proposal.consequence(Instant.now());
        var changes = proposal.isSame() ? List.<String>of() : proposal.difference();
        var code = ExitCode.OK;
        var message = SAME;
        if (!proposal.isSame()) {
            refuse(deeds);
            check.check();
            message = "nothing was changed (--dry-run)";
            if (!dryRun) {
                var answer = sending.send();
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
}
