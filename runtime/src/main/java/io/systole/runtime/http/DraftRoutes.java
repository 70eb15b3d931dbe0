package io.systole.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.policy.forecast.Deed;
import io.systole.policy.verify.Finding;
import io.systole.runtime.change.Preview;
import io.systole.runtime.change.Wish;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.http.DraftDoor.Thought;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.util.ByteString;

/** {@code /v1/preview}, {@code /v1/configuration} and {@code /v1/verify}: what would be, and the configuration as text. */
final class DraftRoutes extends AllDirectives {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** What a preview is asked for in JSON. */
    public record Wishes(List<Wish> wishes) {
        public Wishes {
            wishes = List.copyOf(Objects.requireNonNullElse(wishes, List.of()));
        }
    }

    /**
     * Something about a configuration that an administrator should know.
     *
     * @param severity {@code error}, {@code warning} or {@code note}
     */
    public record Found(String severity, Fault fault) {
        static Found of(Finding finding) {
            return new Found(finding.severity().name().toLowerCase(Locale.ROOT), Fault.of(finding.fault()));
        }
    }

    private final DraftDoor door;
    private final ManagementConfig config;
    private final Form form;
    private final Patience patience;

    DraftRoutes(DraftDoor door, ManagementConfig config, Form form, Patience patience) {
        this.door = door;
        this.config = config;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return concat(
                path(
                        "preview",
                        () -> post(() -> withMethod(method ->
                                withBody((type, body) -> patience.answer(thought(type, body, method), this::told))))),
                path(
                        "configuration",
                        () -> concat(
                                get(() -> patience.answer(
                                        door.configuration(),
                                        outcome -> outcome instanceof Outcome.Done done
                                                ? Answers.text(StatusCodes.OK, done.text())
                                                : Answers.of(outcome, form))),
                                post(() -> withMethod((method) -> withBody((type, body) -> patience.answer(
                                        door.load(body, method), outcome -> Answers.of(outcome, form))))))),
                path(
                        "verify",
                        () -> concat(
                                get(() -> patience.answer(door.verify(null), this::found)),
                                post(() ->
                                        withBody((type, body) -> patience.answer(door.verify(body), this::found))))));
    }

    private Route withBody(BiFunction<String, String, Route> inner) {
        return withSizeLimit(
                config.bodyMaxBytes(),
                () -> extractEntity(entity -> entity(
                        Unmarshaller.entityToByteString(),
                        (ByteString body) ->
                                inner.apply(entity.getContentType().mediaType().toString(), body.utf8String()))));
    }

    private Route withMethod(java.util.function.Function<Method, Route> inner) {
        return parameterOptional(
                "method",
                word -> inner.apply(Method.valueOf(word.orElse("update").toUpperCase(Locale.ROOT))));
    }

    private CompletionStage<Thought> thought(String type, String body, Method method) {
        if (type.equals("application/json")) {
            try {
                return door.wishes(JSON.readValue(body, Wishes.class).wishes());
            } catch (JsonProcessingException e) {
                var place = e.getLocation();
                return CompletableFuture.completedStage(new Thought(
                        null,
                        List.of(new Fault(
                                "the body",
                                e.getOriginalMessage(),
                                "must be {\"wishes\": [...]} as /v1/openapi.json describes it",
                                "",
                                place == null ? null : place.getLineNr(),
                                null))));
            }
        }
        return body.stripLeading().startsWith("<") ? door.document(body) : door.text(body, method);
    }

    private HttpResponse told(Thought thought) {
        Preview preview = thought.preview();
        if (preview == null) {
            return Answers.faults(StatusCodes.UNPROCESSABLE_CONTENT, thought.faults(), form);
        }
        return form == Form.JSON ? Answers.json(StatusCodes.OK, preview) : Answers.text(StatusCodes.OK, text(preview));
    }

    private static String text(Preview preview) {
        var lines = new ArrayList<String>();
        lines.add("Changes:");
        (preview.changes().isEmpty() ? List.of("nothing") : preview.changes()).forEach(line -> lines.add("  " + line));
        lines.add("What the cluster would do:");
        if (preview.deeds().isEmpty()) {
            lines.add("  * nothing");
        }
        for (Deed deed : preview.deeds()) {
            lines.add("  * " + deed.line() + (deed.downtime() == null ? "" : "; " + deed.downtime()));
        }
        return String.join("\n", lines) + "\n";
    }

    private HttpResponse found(List<Finding> findings) {
        return form == Form.JSON
                ? Answers.json(StatusCodes.OK, findings.stream().map(Found::of).toList())
                : Answers.text(
                        StatusCodes.OK,
                        findings.stream().map(finding -> finding + "\n").collect(Collectors.joining()));
    }
}
