package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.status.FenceText;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The routes below {@code /v1/fencing}: history, devices, checks, and what a person has to say. */
final class FencingRoutes extends AllDirectives {
    private final FencingDoor door;
    private final Form form;
    private final Patience patience;

    FencingRoutes(FencingDoor door, Form form, Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return pathPrefix(
                "fencing",
                () -> concat(
                        path("history", () -> get(() -> parameterOptional("node", this::history))),
                        path(
                                "devices",
                                () -> get(() -> whole(
                                        door.devices(),
                                        devices -> devices.isEmpty()
                                                ? "no fence device is configured and enabled\n"
                                                : lines(devices.stream().map(FenceText::line))))),
                        path(
                                "check",
                                () -> concat(
                                        get(() -> whole(
                                                door.check(),
                                                checks -> lines(checks.stream()
                                                        .flatMap(check ->
                                                                FenceText.lines(check, ZoneId.systemDefault())
                                                                        .stream())))),
                                        post(() -> outcome(door.checkNow())))),
                        path(
                                segment("confirm").slash(segment()),
                                node -> post(() -> parameterOptional(
                                        "force",
                                        force -> outcome(door.confirm(
                                                new NodeName(node),
                                                force.filter("true"::equals).isPresent()))))),
                        path(
                                segment("trust").slash(segment()),
                                device -> post(() -> outcome(door.trust(new ResourceId(device)))))));
    }

    private Route history(Optional<String> node) {
        return patience.answer(
                door.history(node.map(NodeName::new)),
                past -> form == Form.JSON
                        ? Answers.json(StatusCodes.OK, past)
                        : Answers.text(
                                StatusCodes.OK,
                                past.isEmpty()
                                        ? "nothing is remembered\n"
                                        : lines(past.stream()
                                                .map(each -> FenceText.line(each, ZoneId.systemDefault())))));
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private <T> Route whole(CompletionStage<Optional<List<T>>> stage, Function<List<T>, String> text) {
        return patience.answer(
                stage,
                found -> found.map(value -> form == Form.JSON
                                ? Answers.json(StatusCodes.OK, value)
                                : Answers.text(StatusCodes.OK, text.apply(value)))
                        .orElseGet(this::hidden));
    }

    private HttpResponse hidden() {
        return Answers.fault(
                StatusCodes.FORBIDDEN,
                new Fault(
                        "the fence devices",
                        "are shown to those who may read the whole CIB",
                        "",
                        "`systole access whoami` shows what you have"),
                form);
    }

    private Route outcome(CompletionStage<Outcome> stage) {
        return patience.answer(stage, value -> Answers.of(value, form));
    }
}
