package io.systole.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints names for completion, a line each. Whoever presses the tabulator waits, so a node has little time, and what
 * cannot be had is left out without a word.
 */
@Command(
        name = "names",
        hidden = true,
        description = "Prints the names that the cluster knows, for completion; nothing where no node answers soon.",
        mixinStandardHelpOptions = true)
final class NamesCommand implements Callable<Integer> {
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

    @Parameters(paramLabel = "KIND", description = "Of what: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Names.Kind kind;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
    private @Nullable Path config;

    @Option(
            names = {"-n", "--via"},
            paramLabel = "NAME",
            description = "Ask this node, where several run on this host.")
    private @Nullable String via;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A user's token.")
    private @Nullable Path tokenFile;

    @Option(names = "--ca", paramLabel = "FILE", description = "The authority by which nodes are believed.")
    private @Nullable Path authority;

    @Option(names = "--url", paramLabel = "URL", split = ",", description = "Ask the nodes there.")
    private @Nullable List<String> urls;

    @Option(names = "--json", description = "As JSON: an array.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLog.calm();
        SortedSet<String> names = names();
        var out = spec.commandLine().getOut();
        if (json) {
            out.print(ReportJson.records(names));
        } else {
            names.stream().filter(name -> name.matches("[^\\s'\"\\\\$`]+")).forEach(out::println);
        }
        return ExitCode.OK.code();
    }

    private SortedSet<String> names() {
        try {
            if (kind == Names.Kind.SHADOWS) {
                return new TreeSet<>(ShadowChoice.files().names());
            }
            for (var access : new Target(config, via, tokenFile, authority, urls).entrances()) {
                var found = of(access);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        } catch (ConfigRefused | IOException untold) {
            return new TreeSet<>();
        }
        return new TreeSet<>();
    }

    private Optional<SortedSet<String>> of(AccessFile access) {
        var client = new NodeClient(access, CONNECT_TIMEOUT, READ_TIMEOUT);
        var names = new TreeSet<String>();
        try {
            switch (kind) {
                case RESOURCES -> resources(get(client, "/v1/status").path("resources"), names);
                case NODES -> add(get(client, "/v1/status").path("nodes"), "name", names);
                case ATTRIBUTES -> attributes(get(client, "/v1/attributes"), names);
                case TICKETS -> add(get(client, "/v1/status").path("tickets"), "id", names);
                case DEVICES -> add(get(client, "/v1/fencing/devices"), "id", names);
                case AGENTS -> get(client, "/v1/agents").path("agents").forEach(agent -> names.add(agent.asText()));
                case CONSTRAINTS -> constraints(client, names);
                case SHADOWS -> throw new AssertionError("shadows are no node's");
            }
            return Optional.of(names);
        } catch (IOException | CommandFailed silent) {
            return Optional.empty();
        }
    }

    private static JsonNode get(NodeClient client, String path) throws IOException {
        var answer = client.get(path, Form.JSON);
        if (!answer.isSuccess()) {
            throw new IOException("answered " + answer.status());
        }
        return new ObjectMapper().readTree(answer.body());
    }

    private static void resources(JsonNode resources, SortedSet<String> names) {
        add(resources, "id", names);
        add(resources, "child", names);
        resources.forEach(resource -> add(resource.path("members"), "id", names));
    }

    /** Attributes are told by node. */
    private static void attributes(JsonNode told, SortedSet<String> names) {
        told.findValues("name").stream().filter(JsonNode::isTextual).forEach(name -> names.add(name.asText()));
    }

    private static void constraints(NodeClient client, SortedSet<String> names) throws IOException, CommandFailed {
        var answer = client.get("/v1/cib?scope=constraints", Form.XML);
        if (answer.isSuccess()) {
            XmlInput.element("the constraints", answer.body())
                    .children()
                    .forEach(constraint -> names.add(String.valueOf(constraint.id())));
        }
    }

    private static void add(JsonNode items, String field, SortedSet<String> names) {
        items.forEach(item -> {
            if (item.path(field).isTextual() && !item.path(field).asText().isEmpty()) {
                names.add(item.path(field).asText());
            }
        });
    }
}
