package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.cib.NodeName;
import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.doctor.DoctorText;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.HostsDoor.AlertTried;
import io.systole.runtime.http.HostsDoor.AlertWish;
import io.systole.runtime.http.HostsDoor.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;

/** {@code /v1/doctor}, {@code /v1/report/NODE} and {@code /v1/alerts/ALERT/test}: what concerns the hosts of members. */
final class HostRoutes extends AllDirectives {
    /** Logs have to be read and packed; a slow disk is what a report is often about. */
    private static final Duration REPORT_LIMIT = Duration.ofMinutes(2);

    private final HostsDoor door;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    HostRoutes(HostsDoor door, Form form, AttributeRoutes.Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return concat(
                path(
                        "doctor",
                        () -> get(() -> parameterOptional(
                                "all",
                                all -> patience.answer(door.doctor(), found -> diagnosed(found, all.isPresent()))))),
                path(
                        segment("report").slash(segment()),
                        node -> get(() -> parameterOptional(
                                "from", from -> parameterOptional("to", to -> report(node, from, to))))),
                path(
                        segment("alerts").slash(segment()).slash("test"),
                        alert -> post(() -> parameterMap(given -> patience.answer(
                                door.tryAlert(new AlertWish(
                                        alert, given.get("recipient"), given.get("kind"), given.get("node"))),
                                this::tried)))));
    }

    private HttpResponse diagnosed(Optional<Diagnosis> found, boolean all) {
        if (found.isEmpty()) {
            return hidden("/doctor");
        }
        return form == Form.TEXT
                ? Answers.text(StatusCodes.OK, DoctorText.of(found.get(), all))
                : Answers.json(StatusCodes.OK, found.get());
    }

    private HttpResponse hidden(String what) {
        return Answers.fault(
                StatusCodes.FORBIDDEN,
                new Fault(
                        what,
                        "is for those who may read the whole CIB",
                        "",
                        "`systole access whoami` shows what you have"),
                form);
    }

    private HttpResponse tried(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done)) {
            return Answers.of(outcome, form);
        }
        try {
            AlertTried[] all = new ObjectMapper().readValue(done.text(), AlertTried[].class);
            return form == Form.JSON
                    ? Answers.json(StatusCodes.OK, all)
                    : Answers.text(
                            StatusCodes.OK,
                            Arrays.stream(all)
                                    .flatMap(each -> each.lines().stream())
                                    .collect(Collectors.joining("\n", "", "\n")));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Route report(String node, Optional<String> from, Optional<String> to) {
        Instant begin;
        Instant end;
        try {
            begin = from.map(Instant::parse).orElse(Instant.EPOCH);
            end = to.map(Instant::parse).orElse(Instant.MAX);
        } catch (DateTimeParseException wrong) {
            return complete(Answers.fault(
                    StatusCodes.BAD_REQUEST,
                    new Fault("from and to", wrong.getParsedString(), "must be times such as 2026-11-30T12:00:00Z", ""),
                    form));
        }
        return withRequestTimeout(
                REPORT_LIMIT,
                () -> completeWithFuture(door.report(new NodeName(node), begin, end)
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(REPORT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .handle((made, failure) -> made == null ? failed(node, failure) : packed(made))));
    }

    private HttpResponse packed(NodeReport made) {
        ByteString archive = made.archive();
        Outcome refused = made.refused();
        if (archive == null) {
            return refused == null ? hidden("/report") : Answers.of(refused, form);
        }
        return HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.create(MediaTypes.APPLICATION_ZIP), archive));
    }

    private HttpResponse failed(String node, Throwable failure) {
        String why = failure instanceof TimeoutException
                ? "is not made within " + REPORT_LIMIT.toSeconds() + " s"
                : String.valueOf(failure);
        return Answers.fault(
                StatusCodes.GATEWAY_TIMEOUT,
                new Fault("the report of " + node, why, "", "ask for a shorter time"),
                form);
    }
}
