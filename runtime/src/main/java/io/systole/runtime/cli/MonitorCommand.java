package io.systole.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import io.systole.runtime.monitor.MonitorCore;
import io.systole.runtime.monitor.MonitorEvent;
import io.systole.runtime.monitor.MonitorEvent.Broken;
import io.systole.runtime.monitor.MonitorEvent.Connected;
import io.systole.runtime.monitor.MonitorEvent.Detailed;
import io.systole.runtime.monitor.MonitorEvent.Told;
import io.systole.runtime.monitor.MonitorScreen;
import io.systole.runtime.monitor.MonitorState;
import io.systole.runtime.monitor.MonitorState.Happened;
import io.systole.runtime.status.StatusDetails;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "monitor",
        description = {
            "Shows nodes, resources, failures, transitions and fencing live on the whole screen, until q.",
            "It is drawn again when something happens. Where the node that tells is gone another is asked; where none"
                    + " answers the screen says so, and how old what it shows is. ? shows the keys.",
            "Where standard output is no terminal: what there is, and then a line for whatever happens."
        },
        mixinStandardHelpOptions = true)
final class MonitorCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How resources are listed. */
    enum By {
        RESOURCE,
        NODE
    }

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--by", paramLabel = "ORDER", description = "Resources by resource (default) or by node.")
    private By by = By.RESOURCE;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only lines with this text.")
    private String filter = "";

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "PART",
            description =
                    "Also attributes, failcounts, bans, or all of them, as crm_mon -A -f -L; the keys a, f and l do it, too.")
    private List<Part> parts = new ArrayList<>();

    /** What can be shown beside. */
    enum Part {
        ATTRIBUTES,
        FAILCOUNTS,
        BANS,
        ALL
    }

    @Option(names = "--plain", description = "Lines, also on a terminal.")
    private boolean plain;

    @Option(
            names = "--json",
            description =
                    "A line of JSON for whatever is told: event, at, node, and its data as the HTTP interface has it.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandLog.calm();
        target.entrances();
        var start = MonitorCore.seen(MonitorState.start(Instant.now()), by == By.NODE, filter, wanted());
        if (json) {
            listen(new Teller(spec.commandLine().getOut())::json);
        } else if (plain || !Terminal.isOutput()) {
            listen(new Lines(spec.commandLine().getOut(), start)::hear);
        } else {
            fullScreen(start);
        }
        return ExitCode.OK.code();
    }

    private Set<StatusDetails.Part> wanted() {
        var wanted = EnumSet.noneOf(StatusDetails.Part.class);
        for (Part part : Part.values()) {
            if (part != Part.ALL && (parts.contains(part) || parts.contains(Part.ALL))) {
                wanted.add(StatusDetails.Part.valueOf(part.name()));
            }
        }
        return wanted;
    }

    /** Two threads tell: of the status, and of details. */
    private void listen(Consumer<MonitorEvent> sink) {
        var lock = new Object();
        var feed = new MonitorFeed(
                target,
                event -> {
                    synchronized (lock) {
                        sink.accept(event);
                    }
                },
                PAUSE);
        feed.wantDetails(!parts.isEmpty());
        feed.run();
    }

    private void fullScreen(MonitorState start) throws IOException, InterruptedException {
        try (var terminal = new MonitorTerminal(Colours.areOn(spec.commandLine()))) {
            var feed = new MonitorFeed(target, terminal.sink(), PAUSE);
            var listening = new Thread(feed, "feed");
            listening.setDaemon(true);
            listening.start();
            terminal.run(start, face -> feed.wantDetails(!face.with().isEmpty()));
            feed.stop();
        }
    }

    /** What there is at first, then a line for whatever happens. */
    private static final class Lines {
        private final PrintWriter out;
        private MonitorState state;
        private List<String> details = List.of();

        Lines(PrintWriter out, MonitorState start) {
            this.out = out;
            this.state = start;
        }

        void hear(MonitorEvent event) {
            boolean first = state.status() == null;
            boolean tried = !state.link().why().isEmpty();
            state = MonitorCore.step(state, event);
            var zone = ZoneId.systemDefault();
            if (first && state.status() != null) {
                MonitorScreen.plain(state, Instant.now(), zone).forEach(out::println);
            } else if (first && event instanceof Broken broken && !tried) {
                out.println(
                        MonitorScreen.told(new Happened(broken.at(), "no node answers: " + broken.why(), true), zone));
            }
            if (event instanceof Detailed) {
                var now = MonitorScreen.details(state, zone);
                if (!now.equals(details)) {
                    now.forEach(out::println);
                    details = now;
                }
            }
            state.happened().forEach(happened -> out.println(MonitorScreen.told(happened, zone)));
            out.flush();
            state = state.forgetting();
        }
    }

    /** Events as they come, for programs. */
    private static final class Teller {
        private final ObjectMapper mapper = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        private final PrintWriter out;
        private String node = "";

        Teller(PrintWriter out) {
            this.out = out;
        }

        void json(MonitorEvent event) {
            ObjectNode line = mapper.createObjectNode();
            if (event instanceof Told told) {
                line.put("event", told.name()).put("at", told.at().toString()).put("node", node);
                line.set("data", told.data());
            } else if (event instanceof Detailed detailed) {
                line.put("event", "details").put("at", Instant.now().toString()).put("node", node);
                if (detailed.details() == null) {
                    line.put("why", detailed.why());
                } else {
                    line.set("data", mapper.valueToTree(detailed.details()));
                }
            } else if (event instanceof Connected connected) {
                node = connected.node();
                line.put("event", "connected")
                        .put("at", connected.at().toString())
                        .put("node", node);
            } else if (event instanceof Broken broken) {
                line.put("event", "broken")
                        .put("at", broken.at().toString())
                        .put("node", broken.node())
                        .put("why", broken.why());
            }
            try {
                out.println(mapper.writeValueAsString(line));
                out.flush();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
