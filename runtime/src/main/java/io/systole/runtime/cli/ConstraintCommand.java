package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.Constraint;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.policy.explain.ConstraintAccount;
import io.systole.policy.explain.ConstraintAccount.State;
import io.systole.policy.explain.ConstraintAccounts;
import io.systole.policy.explain.ConstraintText;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "constraint",
        description = {
            "Shows what constraints say, which of them count now and which contradict each other; adds and removes them.",
            "Before anything is changed it is shown what the cluster would do, and asked."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class ConstraintCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(ConstraintAdd.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole constraint --help` lists them.");
    }

    /** Which constraints are meant. */
    static final class Selection {
        @Option(
                names = {"-r", "--resource"},
                paramLabel = "NAME",
                description = "Those that concern this resource, what it is part of, or what is part of it.")
        private @Nullable String resource;

        boolean isGiven() {
            return resource != null;
        }

        List<ConstraintAccount> of(Cib cib, Instant now) throws CommandFailed {
            List<ConstraintAccount> all = ConstraintAccounts.of(cib, now);
            String wanted = resource;
            if (wanted == null) {
                return all;
            }
            NavigableSet<String> family = ConstraintAccounts.family(cib, wanted);
            if (family.isEmpty()) {
                throw new CommandFailed(ExitCode.REFUSED, "resource " + wanted + ": is not in the configuration");
            }
            return all.stream()
                    .filter(account -> account.resources().stream().anyMatch(family::contains))
                    .toList();
        }
    }

    @Command(
            name = "list",
            description = {
                "Lists constraints in words, with their scores; where one does not count now, or only until some moment,"
                        + " that is said, and which contradict each other.",
                "Exit code 0 in any case: `verify` judges."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Mixin Target target,
            @Mixin Selection selection,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        Instant now = Instant.now();
        List<ConstraintAccount> accounts = selection.of(live(target), now);
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(
                    accounts.stream().map(account -> fields(account, null)).toList()));
        } else if (accounts.isEmpty()) {
            out.println(selection.isGiven() ? "no constraint concerns it" : "there are no constraints");
        } else {
            accounts.forEach(account ->
                    ConstraintText.lines(account, now, ZoneId.systemDefault()).forEach(out::println));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    @Command(
            name = "show",
            description = "Shows constraints by their ids, with the statement that defines each (crmsh's syntax).",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The constraints.") List<String> ids,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        Instant now = Instant.now();
        Cib cib = live(target);
        requireConstraints(cib, ids);
        var shown = DraftSelection.of(ConfigurationDraft.of(DraftInput.configuration(cib)), ids);
        var out = spec.commandLine().getOut();
        var documents = new ArrayList<Map<String, Object>>();
        for (ConstraintAccount account : ConstraintAccounts.of(cib, now)) {
            if (!ids.contains(account.id())) {
                continue;
            }
            String text = ConfigurationDraft.text(shown.stream()
                    .filter(object -> object.id().equals(account.id()))
                    .toList());
            documents.add(fields(account, text.strip()));
            if (!json) {
                ConstraintText.lines(account, now, ZoneId.systemDefault()).forEach(out::println);
                out.println("    concerns: " + String.join(", ", account.resources()));
                text.lines().forEach(line -> out.println("    | " + line));
            }
        }
        if (json) {
            out.print(ReportJson.records(documents));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    @Command(
            name = "remove",
            aliases = "delete",
            description = "Takes constraints away: those of these ids, or with --expired those whose time is over.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin Consent consent,
            @Mixin Selection selection,
            @Option(names = "--expired", description = "Those whose time is over, of all or of --resource.")
                    boolean expired,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "The constraints.") @Nullable List<String> ids)
            throws Exception {
        List<String> named = ids == null ? List.of() : ids;
        if (named.isEmpty() != (expired || selection.isGiven())) {
            throw new ParameterException(
                    spec.commandLine(), "Which? Give IDs; or --expired, or --resource, or both of these.");
        }
        Cib cib = DraftInput.live(consent.get("/v1/cib"));
        requireConstraints(cib, named);
        List<String> wanted = named.isEmpty()
                ? selection.of(cib, Instant.now()).stream()
                        .filter(account -> !expired || account.state() == State.EXPIRED)
                        .map(ConstraintAccount::id)
                        .toList()
                : named;
        if (wanted.isEmpty()) {
            spec.commandLine().getOut().println("there are none; nothing was changed");
            return ExitCode.OK.code();
        }
        return StatementChange.of(cib)
                .remove(spec.commandLine(), consent, wanted, "constraint remove " + String.join(" ", wanted));
    }

    private static Cib live(Target target) throws CommandFailed, ConfigRefused {
        var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!answer.isSuccess()) {
            throw new CommandFailed(
                    Reply.exitCode(answer.status()), answer.body().strip());
        }
        return DraftInput.live(answer.body());
    }

    private static void requireConstraints(Cib cib, List<String> ids) throws CommandFailed {
        List<String> known =
                cib.configuration().constraints().stream().map(Constraint::id).toList();
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    String.join(", ", unknown) + ": no constraint has this id; "
                            + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known)));
        }
    }

    /** What is known of one, for programs; without what is not there. */
    private static Map<String, Object> fields(ConstraintAccount account, @Nullable String statement) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", account.id());
        fields.put("keyword", account.keyword());
        fields.put("resources", account.resources());
        fields.put("says", account.says());
        fields.put("score", account.score());
        fields.put("state", account.state().words());
        fields.put("why", account.why());
        Instant until = account.until();
        if (until != null) {
            fields.put("until", until.toString());
        }
        fields.put("contradictions", account.contradictions());
        if (statement != null) {
            fields.put("statement", statement);
        }
        return fields;
    }
}
