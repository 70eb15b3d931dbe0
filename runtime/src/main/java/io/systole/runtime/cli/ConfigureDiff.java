package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.policy.forecast.Deed;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.DraftCheck;
import io.systole.runtime.change.Proposal;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Shows what a text would change: statements, elements, and what the cluster would do.",
        mixinStandardHelpOptions = true)
final class ConfigureDiff implements Callable<Integer> {
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

    /** What is shown, for programs. */
    record Difference(List<String> statements, List<String> changes, List<Deed> deeds) {
        static Difference of(ConfigurationDraft before, ConfigurationDraft after, Proposal proposal) {
            return new Difference(
                    after.differenceTo(before),
                    proposal.isSame() ? List.of() : proposal.difference(),
                    proposal.consequence(Instant.now()));
        }

        void print(PrintWriter out) {
            print(out, "Statements:", statements);
            print(out, "Changes:", changes);
            print(out, Foresight.DEEDS, Foresight.lines(deeds));
            out.flush();
        }

        private static void print(PrintWriter out, String title, List<String> lines) {
            out.println(title);
            (lines.isEmpty() ? List.of("none") : lines).forEach(line -> out.println("  " + line));
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
        var change = input.over(before);
        var proposal = DraftInput.proposal(DraftCheck.of(live, change), live, input.name());
        var difference = Difference.of(before, change.draft().orElse(before), proposal);
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(difference));
            out.flush();
        } else {
            difference.print(out);
        }
        return ExitCode.OK.code();
    }
}
