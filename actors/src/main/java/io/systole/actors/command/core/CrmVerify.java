package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Reply.Read;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import io.systole.policy.verify.Verification;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code crm_verify}: what is at fault in a configuration; the findings are those of {@code systole verify}. */
final class CrmVerify {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("L", "live-check")
            .value("x", "xml-file")
            .flag("p", "xml-pipe")
            .value("X", "xml-text")
            .value("S", "save-xml")
            .flag("V", "verbose")
            .flag("q", "quiet")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private CrmVerify() {}

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        boolean reads = options.has("xml-file") || options.has("xml-pipe");
        if (reads && !call.input().asked()) {
            return new Read(options.has("xml-pipe") ? "-" : options.valueOr("xml-file", ""));
        }
        @Nullable
        String document =
                reads ? call.input().text() : options.has("live-check") ? CibXml.write(cib) : options.value("xml-text");
        if (document == null) {
            return Said.failed(
                    Exit.ERROR,
                    reads
                            ? "crm_verify: Couldn't parse input file: " + options.valueOr("xml-file", "-")
                            : "crm_verify: No configuration source specified.  Use --help for usage information.");
        }
        return told(options, Verification.of(CibXml.read(document), call.at()));
    }

    private static Reply told(Options options, List<Finding> findings) {
        boolean verbose = options.has("verbose");
        String details = findings.stream()
                .filter(finding -> verbose && !options.has("quiet"))
                .map(finding -> finding + "\n")
                .collect(Collectors.joining());
        if (findings.stream().allMatch(Finding::isNote)) {
            return new Said(Exit.OK, "", details, null);
        }
        boolean errors = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        String verdict = "crm_verify: " + (errors ? "Errors" : "Warnings") + " found during check: config "
                + (errors ? "not valid" : "may need attention") + "\n";
        return new Said(
                Exit.CONFIG,
                "",
                options.has("quiet") ? "" : details + verdict + (verbose ? "" : "-V may provide more details\n"),
                null);
    }
}
