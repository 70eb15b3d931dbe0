package io.systole.runtime.cli;

import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.shadow.Shadow;
import io.systole.runtime.shadow.ShadowFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "shadow",
        description = {
            "Copies of the configuration, changed without the cluster and given to it as one change.",
            "They are changed by `systole cib create|modify|replace|patch|delete|bump|erase|upgrade --shadow NAME`."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class ShadowCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(ShadowCommand.Create.class, ShadowCommand.Commit.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole cib shadow --help` lists them.");
    }

    /** As JSON. */
    private record Listed(String name, String madeFrom) {}

    @Command(
            name = "list",
            description = "Lists the shadows, with the version that each was made from.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "As JSON.") boolean json) throws CommandFailed, IOException {
        var shadows = new ArrayList<Listed>();
        for (String name : ShadowChoice.files().names()) {
            var version = ShadowChoice.read(name).base().header().version();
            shadows.add(new Listed(name, version.adminEpoch() + "." + version.epoch()));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(shadows));
        } else {
            shadows.forEach(shadow -> out.println(shadow.name() + "  made from " + shadow.madeFrom()));
        }
        return ExitCode.OK.code();
    }

    @Command(name = "show", description = "Prints a shadow as XML.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "The shadow.", completionCandidates = Names.Shadows.class)
                    String name,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws CommandFailed {
        var xml = CibXml.write(ShadowChoice.read(name).copy());
        spec.commandLine().getOut().print(json ? ElementJson.write(XmlInput.element("the shadow", xml)) : xml);
        return ExitCode.OK.code();
    }

    @Command(
            name = "diff",
            description = "Shows what was changed in a shadow: + created, - deleted, ~ changed, > moved.",
            mixinStandardHelpOptions = true)
    int diff(
            @Parameters(paramLabel = "NAME", description = "The shadow.", completionCandidates = Names.Shadows.class)
                    String name,
            @Option(names = "--xml", description = "As a patch of format 2.") boolean xml,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws CommandFailed {
        var shadow = ShadowChoice.read(name);
        var proposal = Proposal.of(shadow.base(), shadow.copy());
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(
                    xml
                            ? ElementJson.write(XmlInput.element("the patch", proposal.patch()))
                            : ReportJson.records(Map.of("changes", proposal.difference())));
        } else if (xml) {
            out.print(proposal.patch());
        } else {
            proposal.difference().forEach(out::println);
        }
        return ExitCode.OK.code();
    }

    @Command(name = "delete", description = "Takes a shadow away.", mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "NAME", description = "The shadow.", completionCandidates = Names.Shadows.class)
                    String name)
            throws CommandFailed {
        ShadowChoice.read(name);
        remove(name);
        return ExitCode.OK.code();
    }

    private static void remove(String name) throws CommandFailed {
        try {
            ShadowChoice.files().delete(name);
        } catch (IOException e) {
            throw ShadowChoice.broken(name, e);
        }
    }

    @Command(
            name = "create",
            description = "Makes a shadow of the cluster's configuration.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Target target;

        @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ -")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--empty",
                description =
                        "With nothing in it; no node is asked. It is committed with --force, unless the cluster has"
                                + " nothing but its nodes either.")
        private boolean empty;

        @Option(names = "--force", description = "In the place of one that is there.")
        private boolean force;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (!ShadowFiles.isName(name)) {
                throw new CommandFailed(
                        ExitCode.USAGE, name + ": no name for a shadow; expected up to 64 letters, digits and . _ -");
            }
            if (!force && ShadowChoice.files().names().contains(name)) {
                throw new CommandFailed(
                        ExitCode.REFUSED, "there is a shadow " + name + "; --force makes a new one in its place");
            }
            var shadow = empty
                    ? Shadow.empty(StoredConfiguration.SCHEMA, StoredConfiguration.FEATURE_SET)
                    : Shadow.of(live());
            ShadowChoice.write(name, shadow);
            spec.commandLine()
                    .getOut()
                    .println("the shadow " + name + " is made ("
                            + ShadowChoice.files().file(name) + ")");
            return ExitCode.OK.code();
        }

        private Cib live() throws Exception {
            var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
            if (!answer.isSuccess()) {
                throw new CommandFailed(
                        Reply.exitCode(answer.status()), answer.body().strip());
            }
            return HistoryChangeCommands.understood("the live CIB", answer.body());
        }
    }

    @Command(
            name = "commit",
            description = {
                "Gives a shadow to the cluster as one change, and takes it away then.",
                "Shows what differs and what the cluster would do, and asks. It is refused if the configuration is not the"
                        + " one that the shadow was made from any more."
            },
            mixinStandardHelpOptions = true)
    static final class Commit implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Consent consent;

        @Parameters(paramLabel = "NAME", description = "The shadow.", completionCandidates = Names.Shadows.class)
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--force",
                description =
                        "Also over changes that were made in the cluster since: they are undone where they differ.")
        private boolean force;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            var shadow = ShadowChoice.read(name);
            Cib live = HistoryChangeCommands.understood("the live CIB", consent.get("/v1/cib"));
            if (!force && !shadow.mayReplace(live)) {
                throw new CommandFailed(ExitCode.REFUSED, refusal(shadow, live));
            }
            int code = consent.carryOut(
                    spec.commandLine(), Proposal.of(live, shadow.over(live)), "commit of the shadow " + name);
            if (code == ExitCode.OK.code() && !consent.isDryRun()) {
                remove(name);
            }
            return code;
        }

        private String refusal(Shadow shadow, Cib live) {
            if (shadow.isFromNothing()) {
                return "the shadow " + name + " was made from nothing, and the cluster has a configuration; nothing was"
                        + " changed. --force puts the shadow in its place";
            }
            var then = shadow.base().header().version();
            var now = live.header().version();
            return "the configuration moved on: the shadow " + name + " was made from version " + then.adminEpoch()
                    + "."
                    + then.epoch() + ", and the cluster has " + now.adminEpoch() + "." + now.epoch()
                    + "; nothing was changed. `systole history` shows what was done since; make the changes again in a"
                    + " new shadow, or give --force to put this one over them";
        }
    }
}
