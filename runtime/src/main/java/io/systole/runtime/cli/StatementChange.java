package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.language.DraftChange;
import io.systole.runtime.ExitCode;
import io.systole.runtime.change.DraftCheck;
import io.systole.runtime.config.ConfigRefused;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** A change of the live configuration by one statement in crmsh's syntax, or by taking objects away. */
final class StatementChange {
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"'\\\\]+");

    private final Cib live;
    private final ConfigurationDraft draft;

    private StatementChange(Cib live) {
        this.live = live;
        this.draft = ConfigurationDraft.of(DraftInput.configuration(live));
    }

    static StatementChange of(Cib live) {
        return new StatementChange(live);
    }

    ConfigurationDraft draft() {
        return draft;
    }

    /** The words as one line of text: as the shell gave them, each one word again, a value behind its name. */
    static String statement(List<String> words) {
        return words.stream().map(StatementChange::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        int equals = word.indexOf('=');
        return equals > 0 && PLAIN.matcher(word.substring(0, equals)).matches()
                ? word.substring(0, equals + 1) + quoted(word.substring(equals + 1))
                : quoted(word);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Defines an object of a new id. */
    int add(CommandLine commandLine, Consent consent, String id, String text, String reason)
            throws CommandFailed, ConfigRefused {
        if (draft.ids().contains(id)) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "\"" + id + "\" is the id of something else already; take another, or remove that first"
                            + " (`systole configure show " + id + "` shows it)");
        }
        return carryOut(commandLine, consent, draft.with(text, Method.UPDATE), reason);
    }

    /** Takes objects away, and what is about nothing then. */
    int remove(CommandLine commandLine, Consent consent, List<String> ids, String reason)
            throws CommandFailed, ConfigRefused {
        return carryOut(commandLine, consent, draft.without(ids), reason);
    }

    private int carryOut(CommandLine commandLine, Consent consent, DraftChange change, String reason)
            throws CommandFailed, ConfigRefused {
        var proposal = DraftInput.proposal(DraftCheck.of(live, change), live, "the statement");
        change.draft().filter(after -> !JsonForm.isAsked(commandLine)).ifPresent(after -> {
            commandLine.getOut().println("Statements:");
            after.differenceTo(draft).forEach(line -> commandLine.getOut().println("  " + line));
        });
        return consent.carryOut(commandLine, proposal, reason);
    }
}
