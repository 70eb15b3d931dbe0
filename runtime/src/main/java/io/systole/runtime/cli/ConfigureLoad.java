package io.systole.runtime.cli;

import io.systole.cib.language.ConfigurationDraft;
import io.systole.runtime.change.DraftCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = {
            "Takes a text into the configuration as one change.",
            "Shows what differs and what the cluster would do, with the downtime it means, and asks. It is refused if the"
                    + " configuration changes meanwhile; a faulty text changes nothing."
        },
        mixinStandardHelpOptions = true)
final class ConfigureLoad implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private DraftInput input;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var live = DraftInput.live(consent.get("/v1/cib"));
        var before = ConfigurationDraft.of(DraftInput.configuration(live));
        var change = input.over(before);
        var proposal = DraftInput.proposal(DraftCheck.of(live, change), live, input.name());
        var out = spec.commandLine().getOut();
        change.draft().ifPresent(draft -> {
            var lines = draft.differenceTo(before);
            if (!lines.isEmpty()) {
                out.println("Statements:");
                lines.forEach(line -> out.println("  " + line));
            }
        });
        return consent.carryOut(spec.commandLine(), proposal, "configure load " + input.name());
    }
}
