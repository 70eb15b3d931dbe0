package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.LanguageFault;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.DraftCheck;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Says what is at fault in a text, as it would be taken into the live configuration; without one, in that.",
            "Exit code 0: it may be used, warnings aside; 4: it may not."
        },
        mixinStandardHelpOptions = true)
final class ConfigureVerify implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private DraftInput input;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** What is shown, for programs: faults keep the text from being used; findings are told besides. */
    record Verdict(List<LanguageFault> faults, List<Finding> findings) {
        boolean isUsable() {
            return faults.isEmpty() && findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @Override
    public Integer call() throws Exception {
        var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!answer.isSuccess()) {
            return Reply.show(spec.commandLine(), answer);
        }
        var live = DraftInput.live(answer.body());
        var before = ConfigurationDraft.of(DraftInput.configuration(live));
        var change = input.isGiven() ? input.over(before) : before.with("", ConfigurationDraft.Method.UPDATE);
        var check = DraftCheck.of(live, change);
        var verdict = new Verdict(check.faults(), check.findings(Instant.now()));
        var out = spec.commandLine().getOut();
        String name = input.isGiven() ? input.name() : "the live configuration";
        if (json) {
            out.print(ReportJson.records(verdict));
        } else {
            verdict.faults().forEach(fault -> out.println(name + ": " + fault));
            verdict.findings().forEach(finding -> out.println(name + ": " + finding));
            if (verdict.isUsable()) {
                out.println(name + ": may be used");
            }
        }
        out.flush();
        return (verdict.isUsable() ? ExitCode.OK : ExitCode.REFUSED).code();
    }
}
