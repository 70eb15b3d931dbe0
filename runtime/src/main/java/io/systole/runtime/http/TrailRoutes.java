package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.http.RequestTrail.Noted;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /v1/audit}: who asked this node to change something, for those who may read everything. */
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
                                                noted -> shown(noted, ZoneId.systemDefault()))
                                        : complete(hidden())))));
    }

    private static int number(String last) {
        return last.matches("[0-9]{1,5}") ? Integer.parseInt(last) : USUAL;
    }

    private HttpResponse shown(List<Noted> noted, ZoneId zone) {
        if (form == Form.JSON) {
            return Answers.json(StatusCodes.OK, noted);
        }
        return Answers.text(
                StatusCodes.OK,
                noted.isEmpty()
                        ? "nobody has asked this node to change anything\n"
                        : noted.stream().map(one -> line(one, zone)).collect(Collectors.joining()));
    }

    private static String line(Noted noted, ZoneId zone) {
        return TIME.withZone(zone).format(noted.at()) + "  " + noted.user() + " from "
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
