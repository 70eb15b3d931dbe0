package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.InsightDoor.Planned;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /v1/resource/NAME} and {@code /v1/history/NODE/FILE/plan}: one resource, and what a past plan had to do. */
final class InsightRoutes extends AllDirectives {
    private final InsightDoor door;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    InsightRoutes(InsightDoor door, Form form, AttributeRoutes.Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return get(() -> concat(
                path(
                        segment("resource").slash(segment()),
                        name -> patience.answer(
                                door.resource(new ResourceId(name)),
                                found -> found.map(detail -> form == Form.TEXT
                                                ? Answers.text(StatusCodes.OK, detail.text())
                                                : Answers.json(StatusCodes.OK, detail))
                                        .orElseGet(() -> missing(name)))),
                path(
                        segment("history").slash(segment()).slash(segment()).slash("plan"),
                        (node, file) -> patience.answer(door.plan(new NodeName(node), file), this::planned))));
    }

    private HttpResponse missing(String name) {
        return Answers.fault(
                StatusCodes.NOT_FOUND,
                new Fault("resource " + name, "is not in the CIB", "must be one of its resources", "see the status"),
                form);
    }

    private HttpResponse planned(Planned planned) {
        if (planned instanceof Planned.Missing missing) {
            return Answers.of(missing.why(), form);
        }
        var plan = ((Planned.Made) planned).plan();
        return form == Form.TEXT
                ? Answers.text(StatusCodes.OK, String.join("\n", plan.summary()) + "\n")
                : Answers.json(StatusCodes.OK, plan);
    }
}
