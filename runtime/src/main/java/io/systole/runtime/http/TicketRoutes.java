package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.status.TicketText;
import io.systole.runtime.status.TicketView;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/**
 * The routes below {@code /v1/tickets}: what is known of them, granting, revoking, standby, attributes. The parameter
 * {@code force} says what a cluster cannot know of other sites; without it nothing is given or taken away.
 */
final class TicketRoutes extends AllDirectives {
    private static final SortedMap<String, Kind> VERBS = new TreeMap<>(Map.of(
            "grant", Kind.GRANT,
            "revoke", Kind.REVOKE,
            "standby", Kind.STANDBY,
            "activate", Kind.ACTIVATE,
            "cleanup", Kind.CLEANUP));

    private final TicketDoor door;
    private final Form form;
    private final Patience patience;

    TicketRoutes(TicketDoor door, Form form, Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return concat(
                path("tickets", () -> get(() -> patience.answer(door.list(), this::list))),
                path(
                        segment("tickets").slash(segment()),
                        ticket -> get(() -> one(ticket, view -> Optional.of(shown(view))))),
                path(
                        segment("tickets").slash(segment()).slash(segment()),
                        (ticket, verb) -> post(() -> parameterOptional("force", force -> verb(ticket, verb, force)))),
                path(
                        segment("tickets").slash(segment()).slash("attributes").slash(segment()),
                        (ticket, name) -> concat(
                                get(() -> one(ticket, view -> attribute(view, name))),
                                post(() -> parameterOptional(
                                        "value",
                                        value -> parameterOptional(
                                                "force",
                                                force -> change(new TicketEdit(
                                                        Kind.SET_ATTRIBUTE,
                                                        ticket,
                                                        name,
                                                        value.orElse(null),
                                                        isSet(force)))))),
                                delete(() -> parameterOptional(
                                        "force",
                                        force -> change(new TicketEdit(
                                                Kind.DELETE_ATTRIBUTE, ticket, name, null, isSet(force))))))));
    }

    private static boolean isSet(Optional<String> force) {
        return force.filter(text -> text.isEmpty() || text.equals("true")).isPresent();
    }

    private HttpResponse list(List<TicketView> tickets) {
        return form == Form.JSON
                ? Answers.json(StatusCodes.OK, tickets)
                : Answers.text(
                        StatusCodes.OK,
                        tickets.isEmpty()
                                ? "no ticket is known, and no constraint names one\n"
                                : tickets.stream()
                                        .map(ticket -> TicketText.line(ticket, ZoneId.systemDefault()) + "\n")
                                        .collect(Collectors.joining()));
    }

    private HttpResponse shown(TicketView ticket) {
        return form == Form.JSON
                ? Answers.json(StatusCodes.OK, ticket)
                : Answers.text(
                        StatusCodes.OK, String.join("\n", TicketText.lines(ticket, ZoneId.systemDefault())) + "\n");
    }

    private Route one(String name, Function<TicketView, Optional<HttpResponse>> answer) {
        return patience.answer(
                door.list(),
                tickets -> tickets.stream()
                        .filter(ticket -> ticket.id().equals(name))
                        .findFirst()
                        .flatMap(answer)
                        .orElseGet(() -> Answers.fault(
                                StatusCodes.NOT_FOUND,
                                new Fault(
                                        "ticket " + name,
                                        "is not known, or has no such attribute",
                                        "must be one that a constraint names or that was granted, and that you may read",
                                        "`systole ticket list` shows them"),
                                form)));
    }

    private Optional<HttpResponse> attribute(TicketView ticket, String name) {
        return Optional.ofNullable(value(ticket, name))
                .map(value -> form == Form.JSON
                        ? Answers.json(StatusCodes.OK, Map.of("name", name, "value", value))
                        : Answers.text(StatusCodes.OK, value + "\n"));
    }

    private static @Nullable String value(TicketView ticket, String name) {
        var last = ticket.lastGranted();
        return switch (name) {
            case "granted" -> Boolean.toString(ticket.granted());
            case "standby" -> Boolean.toString(ticket.standby());
            case "last-granted" -> last == null ? null : Long.toString(last.getEpochSecond());
            default -> ticket.attributes().get(name);
        };
    }

    private Route verb(String ticket, String word, Optional<String> force) {
        Kind kind = VERBS.get(word);
        return kind == null
                ? complete(Answers.fault(
                        StatusCodes.NOT_FOUND,
                        new Fault("the path", word, "must be one of " + String.join(", ", VERBS.keySet()), ""),
                        form))
                : change(TicketEdit.of(kind, ticket, isSet(force)));
    }

    private Route change(TicketEdit edit) {
        return patience.answer(door.change(edit), outcome -> Answers.of(outcome, form));
    }
}
