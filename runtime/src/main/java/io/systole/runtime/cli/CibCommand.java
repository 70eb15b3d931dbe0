package io.systole.runtime.cli;

import io.systole.runtime.access.NodeClient.Form;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cib",
        description = "Reads and changes the cluster information base.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CibCommand.Query.class,
            CibCommand.Replace.class,
            CibChangeCommands.Create.class,
            CibChangeCommands.Modify.class,
            CibChangeCommands.Delete.class,
            CibChangeCommands.Patch.class,
            CibChangeCommands.Bump.class,
            CibChangeCommands.Erase.class,
            CibChangeCommands.Diff.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class CibCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole cib --help` lists them.");
    }

    @Command(
            name = "query",
            description = "Prints the CIB as XML, status section included, or the part of it that is asked for.",
            mixinStandardHelpOptions = true)
    static final class Query implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private CibChangeCommands.Where where;

        @Option(
                names = {"-e", "--node-path"},
                description = "With --xpath: the paths of what it selects, a line each.")
        private boolean paths;

        @Option(
                names = {"--no-children"},
                description = "Leave out what is below the elements found.")
        private boolean childless;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var path = "/v1/cib" + where.query() + (paths ? "paths=true&" : "") + (childless ? "childless=true" : "");
            return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, Form.XML)));
        }
    }

    @Command(
            name = "replace",
            description = {
                "Replaces the configuration by the one of a CIB in Pacemaker's XML (a whole <cib>; its status section"
                        + " is left aside), or with --scope or --xpath one element of it. All faults are printed; an invalid one"
                        + " changes nothing.",
                "Exit code 0: every member that can be reached has it on disk."
            },
            mixinStandardHelpOptions = true)
    static final class Replace implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private CibChangeCommands.Where where;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private XmlInput input;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var xml = input.bytes();
            return Reply.show(
                    spec.commandLine(),
                    target.ask(client -> where.isGiven()
                            ? client.post("/v1/cib/replace" + where.query(), xml)
                            : client.put("/v1/cib", xml)));
        }
    }
}
