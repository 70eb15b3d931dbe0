package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import io.systole.runtime.ExitCode;
import io.systole.runtime.agents.AgentCatalog;
import io.systole.runtime.agents.AgentQuestions;
import io.systole.runtime.agents.AgentSources;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Holds parameters of a CIB against the agents of this host, before the CIB goes anywhere. */
final class AgentChecks {
    /** Fence agents in Python take half a second each, beside each other. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String WHO = "the agents of this host";

    @Option(
            names = "--no-agent-check",
            description = "Do not hold parameters against the agents that this host has. They are else: what is"
                    + " doubtful is told, and what no agent could start with is refused.")
    private boolean off;

    boolean isOff() {
        return off;
    }

    static List<Finding> of(CibReading reading, Path config) throws ConfigRefused, IOException {
        return ask(config, catalog -> AgentQuestions.check(reading, catalog, PATIENCE));
    }

    private static List<Finding> ask(Path config, Function<AgentCatalog, List<Finding>> question)
            throws ConfigRefused, IOException {
        CommandLog.calm();
        try (var sources = AgentSources.of(config)) {
            return question.apply(sources.catalog());
        }
    }

    /** Tells all that was found, and refuses what no node could start. Where the agents cannot be asked, the change goes on. */
    void before(CibReading wanted, Path config, PrintWriter err) throws CommandFailed {
        judge(config, err, catalog -> AgentQuestions.check(wanted, catalog, PATIENCE));
    }

    /** The same for what a change of the live configuration adds or alters. */
    void before(Cib live, Cib wanted, Path config, PrintWriter err) throws CommandFailed {
        judge(config, err, catalog -> AgentQuestions.checkChange(live, wanted, catalog, PATIENCE));
    }

    private void judge(Path config, PrintWriter err, Function<AgentCatalog, List<Finding>> question)
            throws CommandFailed {
        if (off) {
            return;
        }
        List<Finding> findings;
        try {
            findings = ask(config, question);
        } catch (ConfigRefused | IOException unusable) {
            err.println(WHO + " were not asked about their parameters: " + unusable.getMessage());
            err.flush();
            return;
        }
        findings.forEach(finding -> err.println(WHO + ": " + finding));
        err.flush();
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "nothing was changed: the agents could not work with these parameters; --no-agent-check says that they"
                            + " are meant so");
        }
    }
}
