package io.systole.runtime.cli;

import io.systole.cib.Alert;
import io.systole.runtime.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Adds an alert; `systole alert test` then tries it.",
            "  add mail /usr/local/bin/tell-ops --select nodes,fencing --to ops@example.com --timeout 15s",
            "  add hook systole:webhook --to https://chat.example.com/systole --param authorization=lrm://"
        },
        mixinStandardHelpOptions = true)
final class AlertAdd implements Callable<Integer> {
    private static final List<String> KINDS = List.of("nodes", "fencing", "resources", "attributes");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "The program, which must be installed on each member; or systole:webhook.")
    @SuppressWarnings("NullAway.Init")
    private String path;

    @Option(
            names = "--to",
            paramLabel = "RECIPIENT",
            description = "Whom it tells: what the program takes, or a URL; may be given several times.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--select",
            split = ",",
            paramLabel = "KIND",
            description = "Of what: nodes, fencing, resources, attributes; default: all but attributes.")
    private List<String> kinds = new ArrayList<>();

    @Option(
            names = "--attribute",
            split = ",",
            paramLabel = "NAME",
            description = "Of changes of these node attributes alone; implies --select attributes.")
    private List<String> attributes = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long the agent may take; default 30s.")
    private @Nullable String timeout;

    @Option(
            names = "--timestamp-format",
            paramLabel = "FORMAT",
            description = "As for date(1); default %%H:%%M:%%S.%%06N.")
    private @Nullable String timestampFormat;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the agent; lrm:// as value: it lies in a file of each node.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    private @Nullable String description;

    @Option(names = "--disabled", description = "Add it turned off.")
    private boolean disabled;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        for (String kind : kinds) {
            if (!KINDS.contains(kind)) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--select " + kind + ": is none; expected some of " + String.join(", ", KINDS));
            }
        }
        if (!path.startsWith("/") && !path.equals(Alert.WEBHOOK)) {
            throw new CommandFailed(
                    ExitCode.USAGE, path + ": must be the absolute path of a program, or " + Alert.WEBHOOK);
        }
        var change = StatementChange.of(DraftInput.live(consent.get("/v1/cib")));
        return change.add(spec.commandLine(), consent, id, statement(), "alert add " + id);
    }

    private String statement() {
        var words = new ArrayList<>(List.of("alert", id, path));
        if (description != null) {
            words.add("description=" + description);
        }
        if (!parameters.isEmpty()) {
            words.add("attributes");
            parameters.forEach((name, value) -> words.add(name + "=" + value));
        }
        var meta = new ArrayList<String>();
        if (timeout != null) {
            meta.add("timeout=" + timeout);
        }
        if (timestampFormat != null) {
            meta.add("timestamp-format=" + timestampFormat);
        }
        if (disabled) {
            meta.add("enabled=false");
        }
        if (!meta.isEmpty()) {
            words.add("meta");
            words.addAll(meta);
        }
        addSelection(words);
        if (!recipients.isEmpty()) {
            words.add("to");
            for (String recipient : recipients) {
                words.addAll(List.of("{", recipient, "}"));
            }
        }
        return StatementChange.statement(words);
    }

    private void addSelection(List<String> words) {
        if (kinds.isEmpty() && attributes.isEmpty()) {
            return;
        }
        words.add("select");
        kinds.stream().filter(kind -> !kind.equals("attributes")).forEach(words::add);
        if (kinds.contains("attributes") || !attributes.isEmpty()) {
            words.add("attributes");
            if (!attributes.isEmpty()) {
                words.add("{");
                words.addAll(attributes);
                words.add("}");
            }
        }
    }
}
