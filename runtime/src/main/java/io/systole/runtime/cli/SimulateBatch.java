package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options for many CIBs in one run. */
final class SimulateBatch {
    @Option(names = "--cases", paramLabel = "DIR", description = "Simulate all NAME.xml of a directory, in one run.")
    private @Nullable Path cases;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "With --cases: where NAME.summary, NAME.exp, NAME.scores and NAME.dot go; NAME.error for a"
                    + " bad input.")
    private @Nullable Path out;

    @Option(
            names = "--dates",
            paramLabel = "FILE",
            description = "With --cases: names and dates, tab-separated; default DIR/../cases.tsv where it is there.")
    private @Nullable Path dates;

    @Option(
            names = {"-P", "--profile"},
            paramLabel = "DIR",
            description = "Instead of all else: plan every NAME.xml of a directory, and show the CPU time of each.")
    private @Nullable Path profile;

    @Option(
            names = {"-N", "--repeat"},
            paramLabel = "N",
            description = "With -P: plan each N times.")
    private int repeat = 1;

    boolean isCases() {
        return cases != null;
    }

    @Nullable
    Path profile() {
        return profile;
    }

    int repeat() {
        return repeat;
    }

    int runCases(CommandLine command) throws CommandFailed, FieldToolFailed {
        if (cases == null || out == null) {
            throw new FieldToolFailed(FieldExit.USAGE, "--cases needs --out DIR, where the results go");
        }
        int bad = new SimulateCases(cases, out, dates).run();
        command.getErr().println(bad + " inputs were bad; each has a .error file");
        return ExitCode.OK.code();
    }
}
