package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.AlertSelect;
import io.systole.cib.Cib;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.value.SecretTexts;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.http.HostsDoor.AlertTried;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "alert",
        description = {
            "Programs and webhooks that are called when something happens: lists, adds, removes and tries them.",
            "docs/operations/alerts.md tells what they are told."
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class AlertCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public List<Class<?>> classes() {
        return List.of(AlertAdd.class);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole alert --help` lists them.");
    }

    /** One alert as it is shown; secrets are masked. */
    record Shown(
            String id,
            String path,
            List<String> selects,
            List<String> attributes,
            Map<String, String> meta,
            Map<String, String> parameters,
            List<Map<String, Object>> recipients) {
        static Shown of(Alert alert) {
            return new Shown(
                    alert.id(),
                    alert.path(),
                    selects(alert.select()),
                    alert.select() == null
                            ? List.of()
                            : alert.select().attributeNames().stream()
                                    .map(filter -> filter.name())
                                    .toList(),
                    pairs(alert.metaAttributes()),
                    pairs(alert.instanceAttributes()),
                    alert.recipients().stream().map(Shown::recipient).toList());
        }

        private static List<String> selects(@Nullable AlertSelect select) {
            var kinds = new ArrayList<String>();
            boolean any =
                    select != null && (select.nodes() || select.fencing() || select.resources() || select.attributes());
            if (select == null || !any || select.nodes()) {
                kinds.add("nodes");
            }
            if (select == null || !any || select.fencing()) {
                kinds.add("fencing");
            }
            if (select == null || !any || select.resources()) {
                kinds.add("resources");
            }
            if (select != null && select.attributes()) {
                kinds.add("attributes");
            }
            return kinds;
        }

        private static Map<String, String> pairs(List<PropertySet> sets) {
            var pairs = new LinkedHashMap<String, String>();
            for (PropertySet set : sets) {
                for (NvPair pair : set.pairs()) {
                    String name = pair.name();
                    String value = pair.value();
                    if (name != null && value != null) {
                        boolean hidden = SecretTexts.isSecretName(name) && !value.equals(SecretTexts.LOCAL);
                        pairs.putIfAbsent(name, hidden ? SecretTexts.MASK : value);
                    }
                }
            }
            return pairs;
        }

        private static Map<String, Object> recipient(AlertRecipient recipient) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("id", recipient.id());
            fields.put("value", recipient.value());
            fields.put("meta", pairs(recipient.metaAttributes()));
            fields.put("parameters", pairs(recipient.instanceAttributes()));
            return fields;
        }

        List<String> lines() {
            var lines = new ArrayList<String>();
            boolean off = "false".equals(meta.get("enabled"));
            lines.add(id + ": " + path + (off ? "  (turned off)" : ""));
            lines.add("    on " + String.join(", ", selects)
                    + (attributes.isEmpty() ? "" : " (" + String.join(", ", attributes) + ")"));
            meta.forEach((name, value) -> lines.add("    " + name + "=" + value));
            parameters.forEach((name, value) -> lines.add("    parameter " + name + "=" + value));
            for (Map<String, Object> recipient : recipients) {
                String more = Map.of().equals(recipient.get("meta")) ? "" : " " + recipient.get("meta");
                lines.add("    to " + recipient.get("value") + "  (" + recipient.get("id") + ")" + more);
            }
            if (recipients.isEmpty()) {
                lines.add("    without recipients: called once");
            }
            return lines;
        }
    }

    @Command(name = "list", description = "Lists the alerts.", mixinStandardHelpOptions = true)
    int list(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json) throws Exception {
        var answer = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!answer.isSuccess()) {
            return Reply.show(spec.commandLine(), answer);
        }
        List<Shown> alerts = DraftInput.live(answer.body()).configuration().alerts().stream()
                .map(Shown::of)
                .toList();
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(alerts));
        } else if (alerts.isEmpty()) {
            out.println("there are no alerts; `systole alert add` makes one");
        } else {
            alerts.forEach(alert -> alert.lines().forEach(out::println));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    @Command(
            name = "remove",
            aliases = "delete",
            description = "Takes alerts away, or with --to recipients of one.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin Consent consent,
            @Option(
                            names = "--to",
                            paramLabel = "RECIPIENT",
                            description = "Only this recipient, by its id or value; may be given several times.")
                    @Nullable
                    List<String> recipients,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The alerts.") List<String> ids)
            throws Exception {
        var live = DraftInput.live(consent.get("/v1/cib"));
        List<String> known =
                live.configuration().alerts().stream().map(Alert::id).toList();
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    String.join(", ", unknown) + ": no alert has this id; "
                            + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known)));
        }
        if (recipients != null) {
            return removeRecipients(consent, live, ids, recipients);
        }
        return StatementChange.of(live)
                .remove(spec.commandLine(), consent, ids, "alert remove " + String.join(" ", ids));
    }

    private int removeRecipients(Consent consent, Cib live, List<String> ids, List<String> wanted) throws Exception {
        if (ids.size() != 1) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--to goes with one alert; found " + String.join(", ", ids) + ": name one");
        }
        Alert alert = live.configuration().alerts().stream()
                .filter(each -> each.id().equals(ids.get(0)))
                .findFirst()
                .orElseThrow();
        var gone = new ArrayList<AlertRecipient>();
        for (String name : wanted) {
            List<AlertRecipient> named = alert.recipients().stream()
                    .filter(each -> each.id().equals(name) || each.value().equals(name))
                    .toList();
            if (named.isEmpty()) {
                throw new CommandFailed(
                        ExitCode.REFUSED,
                        "alert " + alert.id() + ": found no recipient of the id or value " + name + "; expected "
                                + (alert.recipients().isEmpty()
                                        ? "none, it has no recipients"
                                        : "one of "
                                                + alert.recipients().stream()
                                                        .map(each -> each.id() + " (" + each.value() + ")")
                                                        .collect(Collectors.joining(", ")))
                                + "; `systole alert list` shows them");
            }
            gone.addAll(named);
        }
        if (gone.containsAll(alert.recipients()) && !JsonForm.isAsked(spec.commandLine())) {
            spec.commandLine()
                    .getOut()
                    .println("alert " + alert.id()
                            + " has no recipient then: it is called once for each event, without one;"
                            + " `systole alert remove " + alert.id() + "` takes it away");
        }
        Element after = CibPatch.element(live);
        for (AlertRecipient recipient : gone) {
            after = without(
                    after,
                    "/cib/configuration/alerts/alert[@id='" + alert.id() + "']/recipient[@id='" + recipient.id()
                            + "']");
        }
        var proposal = Proposal.of(live, HistoryChangeCommands.understood("the change", ElementXml.write(after)));
        return consent.carryOut(
                spec.commandLine(), proposal, "alert remove " + alert.id() + " --to " + String.join(" --to ", wanted));
    }

    /** One that is named twice is gone the second time already. */
    private static Element without(Element cib, String xpath) {
        return TreeEdits.apply(cib, new TreeEdit(TreeEdit.Operation.DELETE_ALL, null, xpath, null))
                        instanceof TreeResult.Changed changed
                ? changed.cib()
                : cib;
    }

    @Command(
            name = "test",
            description = {
                "Calls an alert now with an event that is marked as a test (CRM_alert_test=true), and shows what the agent"
                        + " printed and how it ended.",
                "On the node that is asked, or on --node; nothing of the cluster is changed. Exit code 1: a call failed."
            },
            mixinStandardHelpOptions = true)
    int test(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = "The alert.") String id,
            @Option(names = "--to", paramLabel = "RECIPIENT", description = "This recipient alone: its id or value.")
                    @Nullable
                    String recipient,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            description = "node, fencing, resource or attribute; default: the first that it is for.")
                    @Nullable
                    String kind,
            @Option(names = "--node", paramLabel = "NODE", description = "Call it on this member.") @Nullable
                    String node,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        String path = "/v1/alerts/" + encoded(id) + "/test?format=json" + query("recipient", recipient)
                + query("kind", kind) + query("node", node);
        var answer = target.ask(client -> client.post(path));
        if (!answer.isSuccess()) {
            return Reply.show(spec.commandLine(), FaultWords.of(answer));
        }
        AlertTried[] tried =
                new ObjectMapper().readValue(answer.body().getBytes(StandardCharsets.UTF_8), AlertTried[].class);
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(answer.body());
        } else {
            Arrays.stream(tried).forEach(each -> each.lines().forEach(out::println));
        }
        out.flush();
        boolean failed = Arrays.stream(tried).anyMatch(each -> !each.why().isEmpty());
        return (failed ? ExitCode.FAILED : ExitCode.OK).code();
    }

    private static String query(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encoded(value);
    }
}
