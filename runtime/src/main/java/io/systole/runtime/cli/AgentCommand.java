package io.systole.runtime.cli;

import io.systole.agents.AgentId;
import io.systole.runtime.ExitCode;
import io.systole.runtime.agents.AgentDirectory.Told;
import io.systole.runtime.agents.AgentSources;
import io.systole.runtime.agents.AgentText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which agents this host has and what they say of themselves; no node has to run for that. */
@Command(
        name = "agent",
        description = "Lists the agents that this host has, and describes them.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class AgentCommand implements Runnable, CommandGroup {
    private static final int PATIENCE_S = 60;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole agent --help` lists them.");
    }

    @Command(
            name = "list",
            description = {
                "The agents installed on this host: all, those of a class (ocf, lsb, heartbeat, systemd, service, stonith),"
                        + " or of a provider (ocf:heartbeat).",
                "Exit code 0; 4 when there is no such class."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = "Names the directories of agents; default: $$SYSTOLE_CONFIG, else"
                                    + " /etc/systole/systole.conf, else the usual ones.")
                    @Nullable
                    Path config,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(
                            paramLabel = "CLASS[:PROVIDER]",
                            arity = "0..1",
                            description = "Such as ocf, ocf:heartbeat, stonith or systemd; all where it is left out.",
                            completionCandidates = Names.AgentClasses.class)
                    @Nullable
                    String of)
            throws Exception {
        var wanted = of == null ? "" : of;
        var agentClass = wanted.split(":", 2)[0];
        if (!wanted.isEmpty() && !AgentId.CLASSES.contains(agentClass)) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "no class is called " + agentClass + ": there are " + String.join(", ", AgentId.CLASSES));
        }
        CommandLog.calm();
        try (var sources = AgentSources.of(Target.configFile(config))) {
            tell(sources.brokenPlugins());
            var names = sources.catalog().list(wanted).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            var out = spec.commandLine().getOut();
            if (json) {
                out.print(ReportJson.records(names));
            } else {
                names.forEach(out::println);
            }
            return ExitCode.OK.code();
        } catch (TimeoutException | ExecutionException failed) {
            throw new CommandFailed(ExitCode.FAILED, "the agents could not be listed: " + failed);
        }
    }

    @Command(
            name = "show",
            description = {
                "What an agent says of itself: parameters with types, defaults and whether they are required (*), and"
                        + " actions with the time-outs that it advises.",
                "Exit code 0; 4 when it is not installed; 1 when it does not tell."
            },
            mixinStandardHelpOptions = true)
    int show(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = "Names the directories of agents; default: $$SYSTOLE_CONFIG, else"
                                    + " /etc/systole/systole.conf, else the usual ones.")
                    @Nullable
                    Path config,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Parameters(
                            paramLabel = "AGENT",
                            description = "Such as ocf:heartbeat:IPaddr2 or stonith:fence_ipmilan.",
                            completionCandidates = Names.Agents.class)
                    String agent)
            throws Exception {
        CommandLog.calm();
        try (var sources = AgentSources.of(Target.configFile(config))) {
            tell(sources.brokenPlugins());
            var told = sources.catalog().describe(agent).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
            if (told instanceof Told.Described described) {
                spec.commandLine()
                        .getOut()
                        .print(
                                json
                                        ? ReportJson.records(described.description())
                                        : AgentText.of(described.description()));
                return ExitCode.OK.code();
            }
            var untold = (Told.Untold) told;
            throw new CommandFailed(untold.installed() ? ExitCode.FAILED : ExitCode.REFUSED, untold.why());
        } catch (TimeoutException | ExecutionException failed) {
            throw new CommandFailed(ExitCode.FAILED, agent + " does not tell of itself: " + failed);
        }
    }

    /** On the side: what was asked for is answered all the same. */
    private void tell(List<String> brokenPlugins) {
        var err = spec.commandLine().getErr();
        brokenPlugins.forEach(broken -> err.println("a plugin cannot be used: " + broken));
        err.flush();
    }
}
