package io.systole.runtime.cli;

import picocli.CommandLine.Option;

/** Help and version under the names that the field's tools have for them. */
final class FieldHelp {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // read by picocli alone
    private boolean help;

    @Option(
            names = {
                "--help-all",
                "--help-output",
                "--help-operations",
                "--help-synthetic",
                "--help-artifact",
                "--help-source",
                "--help-data",
                "--help-additional"
            },
            hidden = true,
            description = "The same.")
    private boolean more;

    @Option(
            names = {"-$", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // read by picocli alone
    private boolean version;

    /** Whether help is asked for by one of the names of its parts; there is but one help. */
    boolean isPartAsked() {
        return more;
    }
}
