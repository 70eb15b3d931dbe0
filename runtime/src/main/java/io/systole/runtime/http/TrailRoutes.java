package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.http.RequestTrail.Gathered;
import io.systole.runtime.http.RequestTrail.Noted;
import io.systole.runtime.http.RequestTrail.Silent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /v1/audit}: who asked which node to change something, for those who may read everything. */
final class TrailRoutes extends AllDirectives {
    private static final int USUAL = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final RequestTrail trail;
    private final CompletionStage<Boolean> seesAll;
    private final Form form;
    private final Patience patience;

    TrailRoutes(RequestTrail trail, CompletionStage<Boolean> seesAll, Form form, Patience patience) {
        this.trail = trail;
        this.seesAll = seesAll;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return path(
                "audit",
                () -> get(() -> parameterOptional(
                        "last",
                        last -> onSuccess(
                                seesAll,
                                all -> all
                                        ? patience.answer(
                                                trail.last(number(last.orElse(""))),
                                                gathered -> shown(gathered, ZoneId.systemDefault()))
                                        : complete(hidden())))));
    }

    private static int number(String last) {
        return last.matches("[0-9]{1,5}") ? Integer.parseInt(last) : USUAL;
    }

    private HttpResponse shown(Gathered gathered, ZoneId zone) {
        if (form == Form.JSON) {
            return Answers.json(StatusCodes.OK, gathered);
        }
        String requests = gathered.requests().isEmpty()
                ? "nobody has asked a node to change anything\n"
                : gathered.requests().stream().map(one -> line(one, zone)).collect(Collectors.joining());
        return Answers.text(
                StatusCodes.OK,
                requests + gathered.silent().stream().map(TrailRoutes::line).collect(Collectors.joining()));
    }

    private static String line(Silent silent) {
        return "node " + silent.node() + ": " + silent.why() + "; requests that it alone knows of are missing here\n";
    }

    private static String line(Noted noted, ZoneId zone) {
        return TIME.withZone(zone).format(noted.at()) + "  " + noted.node() + ": " + noted.user() + " from "
                + (noted.address().isEmpty() ? "somewhere" : noted.address()) + "  " + noted.method() + " "
                + noted.path() + ": " + noted.status()
                + (noted.reason() == null ? "" : "  [" + noted.reason() + "]") + "\n";
    }

    private HttpResponse hidden() {
        return Answers.fault(
                StatusCodes.FORBIDDEN,
                new Fault("/v1/audit", "is for those who may read the whole CIB", "", "see `systole history changes`"),
                form);
    }
}
