package io.systole.runtime.cli;

import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import io.systole.runtime.ExitCode;
import io.systole.runtime.agents.AgentQuestions;
import io.systole.runtime.agents.AgentSources;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Holds parameters of a CIB against the agents of this host, before the CIB goes anywhere. */
final class AgentChecks {
    /** Fence agents in Python take half a second each, beside each other. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private AgentChecks() {}

    static List<Finding> of(CibReading reading, Path config) throws ConfigRefused, IOException {
        CommandLog.calm();
        try (var sources = AgentSources.of(config)) {
            return AgentQuestions.check(reading, sources.catalog(), PATIENCE);
        }
    }

    /**
     * Tells all that was found, and refuses what no node could start. Where the agents cannot be asked, the change goes on.
     *
     * @param name of the document
     */
    static void beforeChange(CibReading reading, Path config, String name, PrintWriter err) throws CommandFailed {
        List<Finding> findings;
        try {
            findings = of(reading, config);
        } catch (ConfigRefused | IOException unusable) {
            err.println(name + " were not asked about their parameters: " + unusable.getMessage());
            err.flush();
            return;
        }
        findings.forEach(finding -> err.println(name + ": " + finding));
        err.flush();
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "nothing was changed: the agents could not work with these parameters; --no-agent-check says that they"
                            + " are meant so");
        }
    }
}
