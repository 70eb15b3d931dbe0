package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.language.ConfigurationText;
import io.systole.cib.language.DraftChange;
import io.systole.cib.tree.Element;
import io.systole.runtime.ExitCode;
import io.systole.runtime.change.DraftCheck;
import io.systole.runtime.change.Proposal;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A text that is taken into the live configuration, and how. */
final class DraftInput {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The text, or a whole CIB in XML; - reads standard input.")
    private @Nullable String file;

    @ArgGroup
    private @Nullable Wish wish;

    /** One of the three, or none. */
    private static final class Wish {
        @Option(
                names = "--update",
                description = "What the file defines is added, or takes the place of what has its id (the default).")
        @SuppressWarnings("UnusedVariable")
        private boolean update;

        @Option(
                names = "--push",
                description =
                        "Also what the file does not define is taken away, nodes aside; what stays keeps its place.")
        private boolean push;

        @Option(
                names = "--replace",
                description = "The configuration becomes what the file defines, in its order; nodes stay.")
        private boolean replace;
    }

    boolean isGiven() {
        return file != null;
    }

    String name() {
        return file == null ? "" : file.equals("-") ? "standard input" : file;
    }

    /** The live configuration with what the file says. */
    DraftChange over(ConfigurationDraft live) throws CommandFailed {
        if (file == null) {
            throw new CommandFailed(ExitCode.USAGE, "no FILE: give one, or - for standard input");
        }
        try {
            return live.with(statements(name(), Documents.read(file)), method());
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, Documents.unreadable(file, e));
        }
    }

    private Method method() {
        if (wish != null && wish.push) {
            return Method.PUSH;
        }
        return wish != null && wish.replace ? Method.REPLACE : Method.UPDATE;
    }

    /** The text; of a CIB in XML the same as text. */
    static String statements(String name, String content) throws CommandFailed {
        if (!content.stripLeading().startsWith("<")) {
            return content;
        }
        return ConfigurationText.print(configuration(HistoryChangeCommands.understood(name, content)));
    }

    /** A change that was checked as a proposal to the cluster, or all that keeps it from being one. */
    static Proposal proposal(DraftCheck check, Cib live, String text) throws CommandFailed {
        Cib wanted = check.wanted();
        if (wanted == null) {
            var lines = new ArrayList<String>();
            check.faults().forEach(fault -> lines.add(text + ": " + fault));
            lines.add("nothing was changed");
            throw new CommandFailed(ExitCode.REFUSED, String.join("\n", lines));
        }
        return Proposal.of(live, wanted);
    }

    /** The configuration of a CIB as elements. */
    static Element configuration(Cib cib) {
        return CibPatch.element(cib).child("configuration").orElseThrow();
    }

    /** The live CIB that a node answered with. */
    static Cib live(String answer) throws CommandFailed {
        return HistoryChangeCommands.understood("the live CIB", answer);
    }
}
