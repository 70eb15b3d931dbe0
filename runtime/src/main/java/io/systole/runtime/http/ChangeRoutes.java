package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.ChangesDoor.ChangeLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The routes below {@code /v1/changes}: the changes of the configuration, one of them, and what it led to. */
final class ChangeRoutes extends AllDirectives {
    private static final int USUAL = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ChangesDoor door;
    private final Form form;

    ChangeRoutes(ChangesDoor door, Form form) {
        this.door = door;
        this.form = form;
    }

    Route routes() {
        return get(() -> concat(
                path("changes", () -> parameterOptional("last", last -> list(number(last.orElse(""))))),
                path(
                        segment("changes").slash(segment()),
                        version -> parameterOptional(
                                "patch",
                                patch -> change(
                                        version,
                                        patch.filter(word -> !word.equals("false"))
                                                .isPresent()))),
                path(
                        segment("changes").slash(segment()).slash("cib"),
                        version -> onSuccess(
                                door.configuration(version), found -> complete(Answers.xmlOr(found, form))))));
    }

    private static int number(String last) {
        return last.matches("[0-9]{1,5}") ? Integer.parseInt(last) : USUAL;
    }

    private Route list(int max) {
        return onSuccess(
                door.list(max),
                changes -> complete(
                        form == Form.TEXT
                                ? Answers.text(StatusCodes.OK, text(changes, ZoneId.systemDefault()))
                                : Answers.json(StatusCodes.OK, changes)));
    }

    private Route change(String version, boolean patch) {
        return onSuccess(
                door.change(version, patch),
                found -> complete(patch ? Answers.xmlOr(found, form) : Answers.of(found, form)));
    }

    static String text(List<ChangeLine> changes, ZoneId zone) {
        return changes.isEmpty()
                ? "no change of the configuration is remembered\n"
                : changes.stream().map(change -> line(change, zone)).collect(Collectors.joining("\n", "", "\n"));
    }

    /** A change in a line: when, who, from where, versions, what, and why where that was said. */
    private static String line(ChangeLine change, ZoneId zone) {
        return String.format(
                        "%s  %s -> %s  %s (%s) on %s",
                        change.at().equals(Instant.EPOCH)
                                ? "(at the start)     "
                                : TIME.withZone(zone).format(change.at()),
                        change.before(),
                        change.version(),
                        change.user(),
                        change.client(),
                        change.origin())
                + (change.summary() == null ? "" : "  " + change.summary())
                + (change.reason() == null ? "" : "  [" + change.reason() + "]");
    }
}
