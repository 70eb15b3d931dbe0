package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.onSuccess;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import io.systole.runtime.http.Answers.Form;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;

/** {@code GET /metrics}, for whoever may read everything: labels name nodes, resources and attributes. */
final class MetricsRoutes {
    private static final ContentType FORMAT = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final MetricsDoor door;
    private final CompletionStage<Boolean> seesAll;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    MetricsRoutes(MetricsDoor door, CompletionStage<Boolean> seesAll, Form form, AttributeRoutes.Patience patience) {
        this.door = door;
        this.seesAll = seesAll;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return path(
                "metrics",
                () -> get(() -> onSuccess(
                        seesAll,
                        all -> all ? patience.answer(door.scrape(), MetricsRoutes::text) : complete(hidden()))));
    }

    private static HttpResponse text(String metrics) {
        return HttpResponse.create().withEntity(HttpEntities.create(FORMAT, ByteString.fromString(metrics)));
    }

    private HttpResponse hidden() {
        return Answers.fault(
                StatusCodes.FORBIDDEN,
                new Fault("/metrics", "is for those who may read the whole CIB", "", "give its user the role monitor"),
                form);
    }
}
