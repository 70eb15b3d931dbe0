package io.systole.runtime.cli;

import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.http.CibLookup;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cib",
        description = "Reads and changes the cluster information base.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class CibCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(
                CibCommand.Query.class,
                CibCommand.Replace.class,
                CibChangeCommands.Create.class,
                CibChangeCommands.Modify.class,
                CibChangeCommands.Delete.class,
                CibChangeCommands.Patch.class,
                CibChangeCommands.Bump.class,
                CibChangeCommands.Erase.class,
                CibChangeCommands.Diff.class,
                CibUpgradeCommand.class,
                CibCommand.Requested.class,
                ShadowCommand.class);
    }

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

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private ShadowChoice shadow;

        @Option(
                names = {"-e", "--node-path"},
                description = "With --xpath: the paths of what it selects, a line each.")
        private boolean paths;

        @Option(
                names = {"--no-children"},
                description = "Leave out what is below the elements found.")
        private boolean childless;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (shadow.isGiven()) {
                return ofShadow(CibXml.write(shadow.read().copy()));
            }
            var path = "/v1/cib" + where.query() + (paths ? "paths=true&" : "") + (childless ? "childless=true" : "");
            var answer = target.ask(client -> client.get(path, Form.XML));
            return answer.isSuccess() ? print(answer.body()) : Reply.show(spec.commandLine(), answer);
        }

        private int print(String found) throws CommandFailed {
            var out = spec.commandLine().getOut();
            if (!json) {
                out.print(found);
            } else if (paths) {
                out.print(ReportJson.records(Map.of("paths", found.lines().toList())));
            } else {
                out.print(ElementJson.write(XmlInput.element("the answer", found)));
            }
            out.flush();
            return ExitCode.OK.code();
        }

        private int ofShadow(String xml) throws CommandFailed {
            if (!where.isGiven() && !childless) {
                return print(xml);
            }
            var found = CibLookup.find(XmlInput.element("the shadow", xml), where.query(paths, childless));
            if (found instanceof Outcome.Done done) {
                return print(done.text());
            }
            var faults = found instanceof Outcome.Refused refused
                    ? refused.faults()
                    : found instanceof Outcome.NotFound none ? List.of(none.fault()) : List.<Fault>of();
            throw new CommandFailed(
                    ExitCode.REFUSED, faults.stream().map(Fault::inWords).collect(Collectors.joining("\n")));
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

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Asking asking;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private ShadowChoice shadow;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private AgentChecks agents;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var xml = input.bytes();
            var err = spec.commandLine().getErr();
            if (!where.isGiven()) {
                agents.before(CibXml.read(text(xml)), target.file(), err);
            } else if (!shadow.isGiven() && where.reachesResources()) {
                CibChangeCommands.check(agents, target, where.edit(Operation.REPLACE, text(xml)), err);
            }
            if (shadow.isGiven()) {
                var text = text(xml);
                return shadow.change(
                        spec.commandLine(),
                        before ->
                                where.isGiven() ? before.with(where.edit(Operation.REPLACE, text)) : before.with(text));
            }
            return Reply.show(
                    spec.commandLine(),
                    target.ask(client -> where.isGiven()
                            ? client.post(asking.with("/v1/cib/replace" + where.query()), xml, asking.request())
                            : client.put(asking.with("/v1/cib"), xml, asking.request())));
        }

        private static String text(byte[] xml) {
            return new String(xml, StandardCharsets.UTF_8);
        }
    }

    @Command(
            name = "request",
            description = "Tells what became of a request that was named with --request.",
            mixinStandardHelpOptions = true)
    static final class Requested implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Parameters(paramLabel = "NAME", description = "The name that was given with --request.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var path = "/v1/requests/" + NodeClient.encoded(name);
            return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, Form.TEXT)));
        }
    }
}
