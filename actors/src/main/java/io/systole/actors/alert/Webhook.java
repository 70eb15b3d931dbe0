package io.systole.actors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.systole.actors.alert.core.AlertCall;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The alert that is built in: sends what happened as JSON to the recipient's URL (docs/operations/alerts.md has the
 * document). Where nobody can be reached, or the other side says that it is at fault (5xx), it is tried again after each
 * pause, as long as the call's timeout lasts. The URL and the header may have secrets, so neither is told.
 */
final class Webhook implements AlertRunner {
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** The instance attribute that is sent as the header of that name. */
    private static final String AUTHORIZATION = "authorization";

    private static final int SCHEMA = 1;
    private static final Set<String> NUMBERS = Set.of(
            "exec_time", "interval", "node_sequence", "rc", "status", "target_rc", "timestamp_epoch", "timestamp_usec");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String cluster;
    private final NodeName self;
    private final Executor executor;
    private final List<Duration> pauses;
    private @Nullable HttpClient client;

    Webhook(String cluster, NodeName self, Executor executor, List<Duration> pauses) {
        this.cluster = cluster;
        this.self = self;
        this.executor = executor;
        this.pauses = List.copyOf(pauses);
    }

    @Override
    public CompletionStage<AlertOutcome> run(AlertCall call) {
        HttpRequest request;
        try {
            request = request(call);
        } catch (IllegalArgumentException | JsonProcessingException unusable) {
            return CompletableFuture.completedStage(AlertOutcome.failed(
                    "the recipient's value is no URL, or the authorization no header: correct it", ""));
        }
        return attempt(request, call.timeout(), 0);
    }

    private CompletionStage<AlertOutcome> attempt(HttpRequest request, Duration left, int number) {
        var began = System.nanoTime();
        var sent = client().sendAsync(request, BodyHandlers.discarding());
        return sent.copy()
                .orTimeout(left.toMillis(), TimeUnit.MILLISECONDS)
                .<Answer>handle((response, failure) -> answer(request, response, failure))
                .thenCompose(answer -> {
                    sent.cancel(true);
                    var rest = left.minusNanos(System.nanoTime() - began);
                    if (!answer.again() || number >= pauses.size()) {
                        return CompletableFuture.completedStage(answer.outcome());
                    }
                    var pause = pauses.get(number);
                    if (rest.compareTo(pause) <= 0) {
                        return CompletableFuture.completedStage(answer.outcome());
                    }
                    return CompletableFuture.runAsync(
                                    () -> {},
                                    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
                            .thenCompose(waited -> attempt(request, rest.minus(pause), number + 1));
                });
    }

    /** It has a thread of its own, which a node without webhooks does without. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(executor)
                    .build();
            client = made;
        }
        return made;
    }

    /** What came of one attempt. */
    private record Answer(AlertOutcome outcome, boolean again) {}

    private static Answer answer(
            HttpRequest request, @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        var where = request.uri().getHost();
        if (response == null) {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            var late = cause instanceof TimeoutException;
            var why = late
                    ? "no answer from " + where + " within the timeout"
                    : "no connection with " + where + " ("
                            + (cause == null ? "" : cause.getClass().getSimpleName()) + ")";
            return new Answer(AlertOutcome.failed(why, ""), cause instanceof IOException);
        }
        var status = response.statusCode();
        return status / 100 == 2
                ? new Answer(AlertOutcome.done("HTTP " + status), false)
                : new Answer(AlertOutcome.failed(where + " answered HTTP " + status, ""), status >= 500);
    }

    private HttpRequest request(AlertCall call) throws JsonProcessingException {
        var builder = HttpRequest.newBuilder(URI.create(call.recipient()))
                .header("Content-Type", "application/json")
                .header("User-Agent", "systole/" + call.facts().get("version"))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(document(call))));
        var authorization = call.parameters().get(AUTHORIZATION);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        return builder.build();
    }

    /** All but the recipient, which is the URL. */
    private Map<String, Object> document(AlertCall call) {
        var document = new LinkedHashMap<String, Object>();
        document.put("schema", SCHEMA);
        document.put("cluster", cluster);
        document.put("issuer", self.value());
        document.put("alert", call.alert());
        document.put("time", call.at().toString());
        call.facts().forEach((name, value) -> {
            if (!name.equals("recipient")) {
                boolean number = NUMBERS.contains(name) && NUMBER.matcher(value).matches();
                document.put(name, number ? (Object) Long.valueOf(value) : value);
            }
        });
        return document;
    }
}
