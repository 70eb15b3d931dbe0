package io.systole.runtime.cli;

import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.cib.value.NaturalOrder;
import io.systole.runtime.ExitCode;
import io.systole.runtime.change.Proposal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "upgrade",
        description = {
            "Brings the configuration to the newest schema, " + StoredConfiguration.SCHEMA
                    + ": old names become the present ones, references are resolved.",
            "Shows what differs and what the cluster would do, and asks."
        },
        mixinStandardHelpOptions = true)
final class CibUpgradeCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ShadowChoice shadow;

    @Option(
            names = {"-f", "--force"},
            description = "Do not ask, as for cibadmin.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (shadow.isGiven()) {
            return shadow.change(spec.commandLine(), before -> {
                Cib newest = upgraded(before.copy());
                return before.with(
                        newest.configuration(),
                        newest.header().validateWith(),
                        CibEdits.next(before.copy().header().version()));
            });
        }
        Cib live = HistoryChangeCommands.understood("the live CIB", consent.get("/v1/cib"));
        if (isNewest(live)) {
            spec.commandLine()
                    .getOut()
                    .println("the configuration conforms to " + live.header().validateWith()
                            + "; there is nothing to upgrade");
            return ExitCode.OK.code();
        }
        String reason = "upgrade from " + live.header().validateWith();
        return consent.carryOut(spec.commandLine(), Proposal.of(live, upgraded(live)), reason, force);
    }

    private static boolean isNewest(Cib cib) {
        String schema = cib.header().validateWith();
        return schema.startsWith("pacemaker-")
                && NaturalOrder.INSTANCE.compare(schema, StoredConfiguration.SCHEMA) >= 0;
    }

    /** A CIB that is there already stays as it is. */
    private static Cib upgraded(Cib cib) {
        if (isNewest(cib)) {
            return cib;
        }
        Cib newest = CibUpgrade.toNewest(cib);
        return new Cib(
                newest.header().validatedWith(StoredConfiguration.SCHEMA), newest.configuration(), newest.status());
    }
}
