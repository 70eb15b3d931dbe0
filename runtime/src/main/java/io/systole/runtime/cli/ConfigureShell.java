package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.language.DraftChange;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.DraftCheck;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A working copy of the configuration that is changed by lines, and given to the cluster as one change. */
final class ConfigureShell {
    private static final List<String> LEAVING = List.of("quit", "exit", "bye", "end", "up");

    private final CommandLine commandLine;
    private final Consent consent;
    private final Map<String, String> environment;
    private Cib base;
    private ConfigurationDraft before;
    private ConfigurationDraft draft;
    private int worst;

    ConfigureShell(CommandLine commandLine, Consent consent, Map<String, String> environment)
            throws CommandFailed, ConfigRefused {
        this.commandLine = commandLine;
        this.consent = consent;
        this.environment = environment;
        this.base = DraftInput.live(consent.get("/v1/cib"));
        this.before = ConfigurationDraft.of(DraftInput.configuration(base));
        this.draft = before;
    }

    /** The working copy. */
    ConfigurationDraft draft() {
        return draft;
    }

    private boolean isChanged() {
        return !draft.configuration().equals(before.configuration());
    }

    /**
     * Reads lines until the last, or until the shell is left. At the end of a script that left changes uncommitted they
     * are refused.
     *
     * @return the exit code: of a script the first that was not 0
     */
    int run(ShellLines lines) throws ConfigRefused {
        while (true) {
            String line = statement(lines);
            if (line == null || LEAVING.contains(line.strip())) {
                if (!isChanged()) {
                    return worst;
                }
                var leave = lines.ask("There are changes that were not committed. Leave without them?");
                if (leave.isEmpty()) {
                    tell(ExitCode.REFUSED, "there are changes that were not committed; nothing of them was made");
                    return worst;
                }
                if (leave.get() || line == null) {
                    return worst;
                }
                continue;
            }
            try {
                obey(line, lines);
            } catch (CommandFailed failed) {
                tell(failed.exitCode(), String.valueOf(failed.getMessage()));
            }
            commandLine.getOut().flush();
        }
    }

    /** A line, with those that a backslash at the end goes on in; null at the end. */
    private @Nullable String statement(ShellLines lines) {
        String line = lines.read(isChanged() ? "configure*# " : "configure# ");
        var statement = new StringBuilder();
        while (line != null && line.stripTrailing().endsWith("\\")) {
            statement.append(line.stripTrailing()).append('\n');
            line = lines.read("> ");
        }
        return line == null && statement.length() == 0
                ? null
                : statement.append(line == null ? "" : line).toString();
    }

    private void tell(ExitCode code, String message) {
        worst = worst == 0 ? code.code() : worst;
        commandLine.getErr().println(message);
        commandLine.getErr().flush();
    }

    private void obey(String line, ShellLines lines) throws CommandFailed, ConfigRefused {
        var words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        String command = words.remove(0);
        PrintWriter out = commandLine.getOut();
        switch (command) {
            case "" -> {}
            case "help" ->
                out.println(
                        words.isEmpty()
                                ? ShellHelp.all()
                                : ShellHelp.of(words.get(0)).orElse(words.get(0) + ": no such word; `help` lists all"));
            case "show" -> out.print(shown(words));
            case "verify" -> verify(out);
            case "diff", "ptest", "simulate" ->
                ConfigureDiff.Difference.of(before, draft, proposal(base)).print(out);
            case "delete" -> take(draft.without(wanted(words, 1, "delete ID...")));
            case "rename" -> {
                var ids = wanted(words, 2, "rename ID NEW");
                take(draft.renamed(ids.get(0), ids.get(1)));
            }
            case "load" -> load(wanted(words, 2, "load update|push|replace FILE"));
            case "edit" -> edit(words, lines);
            case "set" -> {
                var path = wanted(words, 2, "set ID.NAME VALUE");
                draft = ShellEdits.set(draft, path.get(0), valueOf(line, path.get(0)));
            }
            case "modgroup" -> take(ShellEdits.group(draft, words));
            case "save" -> save(wanted(words, 1, "save FILE [ID...]"));
            case "info" -> out.print(info(wanted(words, 1, "info AGENT").get(0)));
            case "erase" -> take(draft.without(resourcesAndMore()));
            case "commit" -> commit(lines);
            case "refresh" -> refresh();
            default -> take(draft.with(line, Method.UPDATE));
        }
    }

    private String shown(List<String> words) throws CommandFailed {
        var ids = new ArrayList<>(words);
        boolean isChanged = ids.remove("changed");
        if (isChanged) {
            ids.addAll(ShellEdits.changed(before, draft));
        }
        return isChanged && ids.isEmpty() ? "" : ConfigureShow.shown(draft, ids, false);
    }

    /** A value is all that stands behind its path, and may be in quotes. */
    private static String valueOf(String line, String path) {
        String value = line.substring(line.indexOf(path) + path.length()).strip();
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.endsWith(value.substring(0, 1));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void save(List<String> words) throws CommandFailed {
        var file = words.get(0);
        try {
            Files.writeString(Path.of(file), ConfigureShow.shown(draft, words.subList(1, words.size()), false));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, Documents.unwritable(Path.of(file), e));
        }
    }

    private String info(String agent) throws CommandFailed, ConfigRefused {
        String full = agent.contains(":") ? agent : "ocf:heartbeat:" + agent;
        var answer = consent.target().ask(client -> client.get("/v1/agents/" + NodeClient.encoded(full), Form.TEXT));
        if (!answer.isSuccess()) {
            throw new CommandFailed(
                    Reply.exitCode(answer.status()), answer.body().strip());
        }
        return Reply.harmless(answer.body());
    }

    /** All but the nodes. */
    private List<String> resourcesAndMore() {
        return draft.objects().stream()
                .filter(object -> !object.type().equals("node") && !object.id().isEmpty())
                .map(ConfigurationDraft.Shown::id)
                .toList();
    }

    private static List<String> wanted(List<String> words, int count, String usage) throws CommandFailed {
        if (words.size() < count) {
            throw new CommandFailed(ExitCode.USAGE, "found too little, expected " + usage);
        }
        return words;
    }

    private void take(DraftChange change) {
        if (change.draft().isPresent()) {
            draft = change.draft().get();
        } else {
            change.faults().forEach(fault -> tell(ExitCode.REFUSED, fault.toString()));
        }
    }

    private void load(List<String> words) throws CommandFailed {
        Method method;
        try {
            method = Method.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, words.get(0) + ": no method; expected update, push or replace");
        }
        try {
            take(draft.with(DraftInput.statements(words.get(1), Documents.read(words.get(1))), method));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, Documents.unreadable(words.get(1), e));
        }
    }

    /** The working copy as the text of it is after the editor; of some objects, those that are not there then are gone. */
    private void edit(List<String> ids, ShellLines lines) throws CommandFailed {
        String text = ConfigureShow.shown(draft, ids, false);
        while (true) {
            text = ShellEditor.edit(text, environment);
            DraftChange change = ids.isEmpty() ? draft.with(text, Method.REPLACE) : edited(ids, text);
            take(change);
            if (change.draft().isPresent() || !lines.ask("Edit it again?").orElse(false)) {
                return;
            }
        }
    }

    private DraftChange edited(List<String> ids, String text) throws CommandFailed {
        DraftChange change = draft.with(text, Method.UPDATE);
        if (change.draft().isEmpty()) {
            return change;
        }
        var kept = ConfigurationDraft.idsIn(text);
        var gone = DraftSelection.of(draft, ids).stream()
                .map(ConfigurationDraft.Shown::id)
                .filter(id -> !id.isEmpty() && !kept.contains(id))
                .toList();
        return gone.isEmpty() ? change : change.draft().get().without(gone);
    }

    private Proposal proposal(Cib live) throws CommandFailed {
        return DraftInput.proposal(DraftCheck.of(live, draft.with("", Method.UPDATE)), live, "the working copy");
    }

    private void verify(PrintWriter out) throws CommandFailed {
        var check = DraftCheck.of(base, draft.with("", Method.UPDATE));
        check.faults().forEach(out::println);
        check.findings(Instant.now()).forEach(out::println);
        if (check.wanted() != null) {
            out.flush();
            consent.tellOfAgents(base, check.wanted(), commandLine.getErr());
        }
        if (check.faults().isEmpty()) {
            out.println("the working copy may be used");
        }
    }

    /** The change is made of the version that the working copy was made from, with the status of now. */
    private void commit(ShellLines lines) throws CommandFailed, ConfigRefused {
        Cib live = DraftInput.live(consent.get("/v1/cib"));
        if (!live.configuration().equals(base.configuration())) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "the configuration is another than the one that this working copy was made from; nothing was changed."
                            + " `systole history` tells who changed it; save yours with show, then refresh");
        }
        int code = consent.carryOut(commandLine, proposal(live), "configure", lines::ask);
        if (code != 0) {
            tell(
                    ExitCode.FAILED,
                    "the changes were not made, or it is not known; `refresh` reads what the cluster has");
        } else if (!consent.isDryRun()) {
            refresh();
        }
    }

    private void refresh() throws CommandFailed, ConfigRefused {
        base = DraftInput.live(consent.get("/v1/cib"));
        before = ConfigurationDraft.of(DraftInput.configuration(base));
        draft = before;
    }
}
