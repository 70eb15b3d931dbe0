package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.status.QuorumView;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The routes below {@code /v1/quorum}: what it is and why, and how many votes are expected. */
final class QuorumRoutes extends AllDirectives {
    private static final int VOTES_MAX = 1_000_000;

    private final QuorumDoor door;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    QuorumRoutes(QuorumDoor door, Form form, AttributeRoutes.Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return pathPrefix(
                "quorum",
                () -> concat(
                        pathEnd(() -> get(() -> patience.answer(door.status(), this::shown))),
                        path(
                                "unblock",
                                () -> concat(
                                        get(() -> outcome(door.unblock(true))),
                                        post(() -> outcome(door.unblock(false))))),
                        path(
                                "expected-votes",
                                () -> parameter(
                                        "votes",
                                        votes -> concat(
                                                get(() -> expect(votes, true)), post(() -> expect(votes, false)))))));
    }

    private HttpResponse shown(Optional<QuorumView> view) {
        if (view.isEmpty()) {
            return Answers.fault(
                    StatusCodes.FORBIDDEN,
                    new Fault("/quorum", "is for those who may read the whole CIB", "", "see `systole status`"),
                    form);
        }
        return form == Form.TEXT
                ? Answers.text(StatusCodes.OK, view.get().text(ZoneId.systemDefault()))
                : Answers.json(StatusCodes.OK, view.get());
    }

    private Route expect(String written, boolean dryRun) {
        boolean number = written.matches("[0-9]{1,7}") && Integer.parseInt(written) <= VOTES_MAX;
        return number
                ? outcome(door.expect(Integer.parseInt(written), dryRun))
                : complete(Answers.fault(
                        StatusCodes.BAD_REQUEST,
                        new Fault("votes", "found " + written, "expected a whole number, 0 for the configured", ""),
                        form));
    }

    private Route outcome(CompletionStage<Outcome> outcome) {
        return patience.answer(outcome, value -> Answers.of(value, form));
    }
}
