package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.EventsDoor.Told;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /v1/events}: what happens, as server-sent events. The frames are written here, since Pekko's marshaller knows no
 * comments, and a heartbeat that is an event would be one to every client.
 */
final class EventRoutes extends AllDirectives {
    /** Below the time after which proxies and browsers take a silent connection for dead. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final ContentType FORMAT = MediaTypes.TEXT_EVENT_STREAM.toContentType();

    /** How long a client waits before it connects again. */
    private static final ByteString RETRY = ByteString.fromString("retry: 2000\n\n");

    private static final ByteString COMMENT = ByteString.fromString(": here\n\n");

    private final EventsDoor door;
    private final Form form;
    private final Supplier<CompletionStage<Boolean>> stillIn;

    /** @param stillIn whether the token that let the user in is still that user's */
    EventRoutes(EventsDoor door, Form form, Supplier<CompletionStage<Boolean>> stillIn) {
        this.door = door;
        this.form = form;
        this.stillIn = stillIn;
    }

    Route routes() {
        return path(
                "events",
                () -> get(() -> optionalHeaderValueByName(
                        "Last-Event-ID",
                        header -> parameterOptional(
                                "after",
                                parameter -> onSuccess(
                                        door.listen(header.or(() -> parameter).orElse(null)),
                                        source -> complete(
                                                source.map(this::stream).orElseGet(this::full)))))));
    }

    private HttpResponse stream(Source<Told, NotUsed> told) {
        Source<ByteString, NotUsed> frames = told.mapAsync(
                        1, one -> stillIn.get().thenApply(in -> in ? Optional.of(one) : Optional.<Told>empty()))
                .takeWhile(Optional::isPresent)
                .map(one -> one.map(EventRoutes::frame).orElse(COMMENT))
                .keepAlive(HEARTBEAT, () -> COMMENT)
                .prepend(Source.single(RETRY));
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(FORMAT, frames))
                .addHeader(HttpHeader.parse("Cache-Control", "no-store"))
                .addHeader(HttpHeader.parse("X-Accel-Buffering", "no"));
    }

    private HttpResponse full() {
        return Answers.fault(
                        StatusCodes.SERVICE_UNAVAILABLE,
                        new Fault("/v1/events", "has as many listeners as a node takes", "", "ask another node"),
                        form)
                .addHeader(HttpHeader.parse("Retry-After", "30"));
    }

    static ByteString frame(Told told) {
        return told.equals(Told.NOTHING)
                ? COMMENT
                : ByteString.fromString(
                        "id: " + told.id() + "\nevent: " + told.name() + "\ndata: " + told.json() + "\n\n");
    }
}
