package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.NodeName;
import io.systole.cib.value.Spans;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeDoor.Lifetime;
import io.systole.runtime.http.AttributeDoor.Line;
import io.systole.runtime.http.AttributeDoor.Update;
import io.systole.runtime.http.AttributeDoor.Which;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /v1/attributes}: what nodes have, setting, dampening, taking away. */
final class AttributeRoutes extends AllDirectives {
    /** Waits no longer than a request may take. */
    interface Patience {
        <T> Route answer(CompletionStage<T> stage, Function<T, HttpResponse> writer);
    }

    private final AttributeDoor door;
    private final Form form;
    private final Patience patience;

    AttributeRoutes(AttributeDoor door, Form form, Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return concat(
                path(
                        "attributes",
                        () -> parameterMap(given ->
                                concat(get(() -> list(given)), post(() -> outcome(door.refresh(node(given))))))),
                path(
                        segment("attributes").slash(segment()),
                        name -> parameterMap(given -> concat(
                                get(() -> get(name, given)),
                                post(() -> update(name, given)),
                                delete(() -> withWhich(name, given, which -> outcome(door.delete(which))))))));
    }

    private Route list(Map<String, String> given) {
        return patience.answer(door.list(), lines -> lines(only(lines, given, null)));
    }

    private HttpResponse lines(List<Line> lines) {
        return form == Form.JSON
                ? Answers.json(StatusCodes.OK, lines)
                : Answers.text(
                        StatusCodes.OK,
                        lines.stream().map(AttributeRoutes::text).collect(Collectors.joining()));
    }

    private static String text(Line line) {
        String more = (line.isPrivate() ? ", private" : "")
                + (line.delayMs() == null ? "" : ", dampened by " + line.delayMs() + " ms")
                + (line.waiting() ? ", not told yet" : "");
        return line.node() + "  " + line.name() + " = " + line.value() + "  ("
                + line.lifetime().name().toLowerCase(Locale.ROOT) + more + ")\n";
    }

    private Route get(String name, Map<String, String> given) {
        String node = node(given).orElse(door.self()).value();
        return patience.answer(door.list(), all -> {
            List<Line> found = only(all, given, name).stream()
                    .filter(line -> line.node().equals(node))
                    .toList();
            if (found.isEmpty()) {
                return Answers.fault(
                        StatusCodes.NOT_FOUND,
                        new Fault(
                                "attribute " + name + " of node " + node,
                                "is not there",
                                "must be one that the node has and that you may read",
                                "`systole attribute list` shows them"),
                        form);
            }
            return form == Form.JSON
                    ? Answers.json(StatusCodes.OK, found.get(0))
                    : Answers.text(StatusCodes.OK, found.get(0).value() + "\n");
        });
    }

    private static List<Line> only(List<Line> lines, Map<String, String> given, @Nullable String name) {
        String node = given.get("node");
        String lifetime = given.get("lifetime");
        return lines.stream()
                .filter(line -> name == null || line.name().equals(name))
                .filter(line -> node == null || line.node().equals(node))
                .filter(line -> lifetime == null || line.lifetime().name().equalsIgnoreCase(lifetime))
                .toList();
    }

    private Route update(String name, Map<String, String> given) {
        for (String key : List.of("delay", "new-delay")) {
            if (given.containsKey(key) && delay(given, key) == null) {
                return refused("the delay " + given.get(key), "must be a time such as 5, 5s or 500ms");
            }
        }
        var update = new Update(
                given.get("value"),
                delay(given, "delay"),
                delay(given, "new-delay"),
                !"false".equals(given.getOrDefault("private", "false")));
        if (update.value() == null && update.newDelay() == null) {
            return refused("attribute " + name, "must be given a value, or a new delay");
        }
        return withWhich(name, given, which -> {
            boolean transientOnly = update.delay() != null || update.newDelay() != null || update.isPrivate();
            return which.lifetime() == Lifetime.FOREVER && transientOnly
                    ? refused("attribute " + name, "with lifetime forever must have no delay and not be private")
                    : outcome(door.update(which, update));
        });
    }

    private static @Nullable Duration delay(Map<String, String> given, String key) {
        OptionalLong millis = Spans.milliseconds(given.get(key));
        return millis.isEmpty() || millis.getAsLong() < 0 ? null : Duration.ofMillis(millis.getAsLong());
    }

    private Route withWhich(String name, Map<String, String> given, Function<Which, Route> then) {
        String lifetime = given.getOrDefault("lifetime", "reboot");
        return switch (lifetime) {
            case "reboot" -> then.apply(new Which(node(given), name, Lifetime.REBOOT));
            case "forever" -> then.apply(new Which(node(given), name, Lifetime.FOREVER));
            default -> refused("the lifetime " + lifetime, "must be reboot or forever");
        };
    }

    private static Optional<NodeName> node(Map<String, String> given) {
        return Optional.ofNullable(given.get("node")).map(NodeName::new);
    }

    private Route refused(String where, String expected) {
        return complete(Answers.of(Outcome.Refused.because(where, "is not understood", expected, ""), form));
    }

    private Route outcome(CompletionStage<Outcome> outcome) {
        return patience.answer(outcome, value -> Answers.of(value, form));
    }
}
