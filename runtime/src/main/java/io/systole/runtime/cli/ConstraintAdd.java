package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.policy.explain.ConstraintAccounts;
import io.systole.runtime.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Adds one constraint, as a statement in crmsh's syntax (docs/operations/configure.md):",
            "  add location [ID] web 100: n1",
            "  add location [ID] web rule -inf: not_defined ping or ping number:lt 1",
            "  add colocation [ID] inf: web db:Promoted",
            "  add order [ID] Mandatory: db:promote web:start",
            "  add ticket [ID] site-a: web loss-policy=stop",
            "Without an ID one is made of the words. Scores are numbers, inf and -inf."
        },
        mixinStandardHelpOptions = true)
final class ConstraintAdd implements Callable<Integer> {
    private static final List<String> KEYWORDS = List.of("location", "colocation", "order", "rsc_ticket");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "WORD", arity = "2..*", description = "What it is, and the rest of the statement.")
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String keyword = words.get(0).equals("ticket") ? "rsc_ticket" : words.get(0);
        if (!KEYWORDS.contains(keyword)) {
            throw new CommandFailed(
                    ExitCode.USAGE, words.get(0) + ": no constraint; expected location, colocation, order or ticket");
        }
        Cib live = DraftInput.live(consent.get("/v1/cib"));
        var change = StatementChange.of(live);
        var rest = new ArrayList<>(words.subList(1, words.size()));
        if (isWithoutId(keyword, rest, live)) {
            rest.add(0, made(words.get(0), rest, change.draft().ids()));
        }
        String text = StatementChange.statement(rest);
        return change.add(
                spec.commandLine(),
                consent,
                rest.get(0),
                keyword + " " + text,
                "constraint add " + words.get(0) + " " + text);
    }

    /** An id has no colon at its end; and before a score stands the resource, not the id. */
    private static boolean isWithoutId(String keyword, List<String> rest, Cib live) {
        String first = rest.get(0);
        if (!keyword.equals("location")) {
            return first.endsWith(":");
        }
        boolean resource = !ConstraintAccounts.family(live, first).isEmpty()
                || first.equals("{")
                || (first.length() > 2 && first.startsWith("/") && first.endsWith("/"));
        return resource
                && rest.size() > 1
                && (rest.get(1).endsWith(":")
                        || rest.get(1).equals("rule")
                        || first.equals("{")
                        || rest.get(1).contains("="));
    }

    /** Of the kind and what it names; numbered where that is taken. */
    private static String made(String kind, List<String> rest, List<String> taken) {
        var id = new StringBuilder(kind);
        for (String word : rest) {
            String name = word.replaceAll("[^A-Za-z0-9_.-]", "");
            boolean named = word.equals(name) || word.matches("[A-Za-z_][A-Za-z0-9_.-]*:[A-Za-z]+");
            if (word.equals("rule")) {
                break;
            }
            if (named && !name.toLowerCase(Locale.ROOT).matches("-?inf(inity)?|[-+]?\\d+|")) {
                id.append('-').append(word.split(":", 2)[0]);
            }
        }
        String base = id.toString();
        int number = 2;
        while (taken.contains(id.toString())) {
            id.setLength(0);
            id.append(base).append('-').append(number++);
        }
        return id.toString();
    }
}
