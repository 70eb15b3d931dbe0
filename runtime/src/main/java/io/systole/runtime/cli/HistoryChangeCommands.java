package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about past changes of the configuration: list them, show one, go back to one. */
final class HistoryChangeCommands {
    private static final int LAST_MAX = 10_000;

    private HistoryChangeCommands() {}

    /** Which of the changes are listed, and how. */
    static final class Wanted {
        @Option(names = "--last", paramLabel = "COUNT", description = "So many at most; default ${DEFAULT-VALUE}.")
        private int last = 50;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        int show(CommandLine commandLine, Target target) throws CommandFailed, ConfigRefused {
            String path = "/v1/changes?last=" + Math.max(1, Math.min(LAST_MAX, last));
            return Reply.show(commandLine, target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
        }
    }

    @Command(
            name = "changes",
            description =
                    "Lists the changes of the configuration, oldest first: when, versions, who, from where, what and"
                            + " why.",
            mixinStandardHelpOptions = true)
    static final class Changes implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Wanted wanted;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return wanted.show(spec.commandLine(), target);
        }
    }

    @Command(
            name = "change",
            description = {
                "Shows what a change did: + is created, - deleted, ~ changed, > moved. Secrets are masked.",
                "VERSION is that which it led to, as 0.17."
            },
            mixinStandardHelpOptions = true)
    static final class Change implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Parameters(paramLabel = "VERSION", description = "As `systole history changes` shows it.")
        @SuppressWarnings("NullAway.Init")
        private String version;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Option(names = "--xml", description = "As a patch of format 2, as crm_diff makes it.")
        private boolean xml;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            String path = "/v1/changes/" + encoded(version) + (xml ? "?patch=true" : "");
            var answer = target.ask(client -> client.get(path, xml ? Form.XML : Form.TEXT));
            if (!json || !answer.isSuccess()) {
                return Reply.show(spec.commandLine(), answer);
            }
            spec.commandLine()
                    .getOut()
                    .print(
                            xml
                                    ? ElementJson.write(XmlInput.element("the patch", answer.body()))
                                    : ReportJson.records(new Told(
                                            version, answer.body().lines().toList())));
            return ExitCode.OK.code();
        }

        /** As JSON. */
        private record Told(String version, List<String> lines) {}
    }

    @Command(
            name = "revert",
            description = {
                "Makes the configuration again as it was after a change; that is a change of its own.",
                "Shows what differs and what the cluster would do, and asks. It is refused if the configuration changes"
                        + " meanwhile."
            },
            mixinStandardHelpOptions = true)
    static final class Revert implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Consent consent;

        @Parameters(paramLabel = "VERSION", description = "As `systole history changes` shows it.")
        @SuppressWarnings("NullAway.Init")
        private String version;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Cib live = understood("the live CIB", consent.get("/v1/cib"));
            Cib past = understood("version " + version, consent.get("/v1/changes/" + encoded(version) + "/cib"));
            return consent.carryOut(spec.commandLine(), Proposal.of(live, past), "back to version " + version);
        }
    }

    /** A CIB that is to be worked with as a whole. */
    static Cib understood(String name, String xml) throws CommandFailed {
        var reading = CibXml.read(xml);
        return reading.understood()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.REFUSED,
                        name + " cannot be understood: " + reading.faults().get(0)
                                + "; where you may not read all of it, ask the administrator for a role that may"));
    }
}
