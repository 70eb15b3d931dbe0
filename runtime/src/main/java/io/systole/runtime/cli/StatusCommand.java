package io.systole.runtime.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.status.DetailsText;
import io.systole.runtime.status.StatusDetails;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows nodes, resources with where and role, failures and fencing.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "1",
            description = "Again and again, every SECONDS (default 1), until interrupted.")
    private @Nullable Integer watch;

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "PART",
            description =
                    "Also attributes, failcounts, operations, bans, options, or all of them: as crm_mon -A -f -o -t -L.")
    private List<Part> parts = new ArrayList<>();

    /** What can be shown beside. */
    enum Part {
        ATTRIBUTES,
        FAILCOUNTS,
        OPERATIONS,
        BANS,
        OPTIONS,
        ALL
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (watch == null) {
            return show();
        }
        var onTerminal = Terminal.isOutput();
        var never = new CountDownLatch(1);
        do {
            if (onTerminal) {
                spec.commandLine().getOut().print(CLEAR_SCREEN);
            }
            showWhatThereIs();
        } while (!never.await(Math.max(1, watch), TimeUnit.SECONDS));
        return ExitCode.OK.code();
    }

    /** A watcher outlives the node's restart. */
    private void showWhatThereIs() throws Exception {
        try {
            show();
        } catch (CommandFailed e) {
            spec.commandLine().getErr().println("systole: " + e.getMessage());
        }
    }

    private int show() throws Exception {
        var form = json ? Form.JSON : Form.TEXT;
        if (!parts.isEmpty()) {
            return showWithDetails();
        }
        return Reply.painted(spec.commandLine(), target.ask(client -> client.get("/v1/status", form)));
    }

    /** The details are read from the CIB as the planner reads it; a user gets those of what it may read. */
    private int showWithDetails() throws Exception {
        var status = target.ask(client -> client.get("/v1/status", json ? Form.JSON : Form.TEXT));
        var cib = target.ask(client -> client.get("/v1/cib", Form.XML));
        if (!status.isSuccess() || !cib.isSuccess()) {
            return Reply.show(spec.commandLine(), status.isSuccess() ? cib : status);
        }
        var wanted = EnumSet.noneOf(StatusDetails.Part.class);
        for (var part : StatusDetails.Part.values()) {
            if (parts.contains(Part.ALL) || parts.contains(Part.valueOf(part.name()))) {
                wanted.add(part);
            }
        }
        var details = StatusDetails.of(HistoryChangeCommands.understood("the CIB", cib.body()), Instant.now(), wanted);
        if (!json) {
            return Reply.painted(
                    spec.commandLine(),
                    new NodeClient.Answer(
                            status.status(), status.body() + DetailsText.of(details, ZoneId.systemDefault())));
        }
        var mapper = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode whole = (ObjectNode) mapper.readTree(status.body());
        whole.set("details", mapper.valueToTree(details));
        spec.commandLine().getOut().println(mapper.writeValueAsString(whole));
        return ExitCode.OK.code();
    }
}
