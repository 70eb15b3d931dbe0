package io.systole.agents;

import io.systole.agents.AgentMetadata.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes metadata of the comment that init scripts begin with (Linux Standard Base, "Comment Conventions for Init
 * Scripts"): {@code ### BEGIN INIT INFO}, lines {@code # Keyword: value}, {@code ### END INIT INFO}. A script without it
 * is described by its name alone.
 */
final class InitScriptHeader {
    /** More than any header is long; the rest of the script is not read. */
    private static final int BYTES_MAX = 64 * 1024;

    private static final String BEGIN = "### BEGIN INIT INFO";
    private static final String END = "### END INIT INFO";
    private static final Duration USUAL = Duration.ofSeconds(15);

    private final StringBuilder shortDescription = new StringBuilder();
    private final StringBuilder description = new StringBuilder();
    private StringBuilder open = new StringBuilder();

    private InitScriptHeader() {}

    static AgentMetadataAnswer read(AgentId agent, Path file, ScriptKind kind) {
        try (var content = Files.newInputStream(file)) {
            var text = new String(content.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            var header = new InitScriptHeader();
            text.lines()
                    .dropWhile(line -> !line.startsWith(BEGIN))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith(END) && line.startsWith("#"))
                    .forEach(header::take);
            return new AgentMetadataAnswer.Known(header.metadata(agent, kind));
        } catch (IOException unreadable) {
            return new AgentMetadataAnswer.Unknown(
                    agent + " gives no metadata: " + file + " cannot be read (" + unreadable.getMessage() + ")");
        }
    }

    /** A keyword begins a value; a line that is indented by a tab or two spaces goes on with the description. */
    private void take(String line) {
        var text = line.substring(1);
        if (text.startsWith("\t") || text.startsWith("  ")) {
            open.append('\n').append(text.strip());
            return;
        }
        var colon = text.indexOf(':');
        open = switch (colon < 0 ? "" : text.substring(0, colon).strip()) {
            case "Short-Description" -> shortDescription;
            case "Description" -> description;
            default -> new StringBuilder();
        };
        open.append(text.substring(colon + 1).strip());
    }

    private AgentMetadata metadata(AgentId agent, ScriptKind kind) {
        var parameters = kind == ScriptKind.LSB
                ? List.<AgentMetadata.Parameter>of()
                : Stream.of("1", "2", "3", "4", "5")
                        .map(number -> AgentMetadata.Parameter.named(number)
                                .described("Argument " + number, "Given to the script before the action."))
                        .toList();
        return new AgentMetadata(
                agent.type(),
                "",
                shortDescription.length() == 0 ? agent.type() : shortDescription.toString(),
                description.toString().strip(),
                parameters,
                List.of(
                        new Action("start", USUAL, Duration.ZERO, ""),
                        new Action("stop", USUAL, Duration.ZERO, ""),
                        new Action("monitor", USUAL, USUAL, "")));
    }
}
