package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.runtime.http.AccessDoor.Granted;
import io.systole.runtime.http.AccessDoor.Identity;
import io.systole.runtime.http.AccessDoor.Right;
import io.systole.runtime.http.Answers.Form;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /v1/access}: who one is, who has a token, granting and revoking. */
final class AccessRoutes extends AllDirectives {
    private final AccessDoor door;
    private final Form form;

    AccessRoutes(AccessDoor door, Form form) {
        this.door = door;
        this.form = form;
    }

    Route routes() {
        return concat(
                path(
                        "whoami",
                        () -> get(() -> parameterOptional(
                                "rights",
                                rights -> onSuccess(
                                        door.identity(
                                                rights.filter("true"::equals).isPresent()),
                                        identity -> complete(
                                                form == Form.TEXT
                                                        ? Answers.text(StatusCodes.OK, text(identity))
                                                        : Answers.json(StatusCodes.OK, identity)))))),
                path(
                        "access",
                        () -> get(() -> onSuccess(
                                door.granted(),
                                granted -> complete(
                                        form == Form.TEXT
                                                ? Answers.text(StatusCodes.OK, text(granted))
                                                : Answers.json(StatusCodes.OK, granted))))),
                path(
                        segment("access").slash(segment()),
                        user -> concat(
                                post(() -> parameterList(
                                        "group",
                                        groups -> parameterList(
                                                "role",
                                                roles -> parameterOptional(
                                                        "enable-acl",
                                                        enable -> onSuccess(
                                                                door.grant(
                                                                        user,
                                                                        sorted(groups),
                                                                        sorted(roles),
                                                                        enable.filter("true"::equals)
                                                                                .isPresent()),
                                                                outcome -> complete(Answers.of(outcome, form))))))),
                                delete(() -> onSuccess(
                                        door.revoke(user), outcome -> complete(Answers.of(outcome, form)))))));
    }

    private static String text(Identity identity) {
        var may = identity.superuser()
                ? "superuser: may do everything"
                : identity.restricted()
                        ? "roles: " + list(identity.roles())
                        : "may do everything, since enable-acl is not set; roles: " + list(identity.roles());
        return identity.user() + " (groups: " + list(identity.groups()) + "; " + may + rights(identity.rights())
                + ")\n";
    }

    private static String rights(@Nullable List<Right> rights) {
        return rights == null
                ? ""
                : "; rights: "
                        + list(rights.stream()
                                .map(right -> right.name().toLowerCase(Locale.ROOT))
                                .toList());
    }

    private static String text(List<Granted> granted) {
        return granted.isEmpty()
                ? "no user was granted access; the superuser needs no grant\n"
                : granted.stream()
                        .map(one -> one.user() + "  groups: " + list(one.groups()) + "  roles: " + list(one.roles())
                                + "  since " + one.since() + "\n")
                        .collect(Collectors.joining());
    }

    /** Pekko gives parameters of one name in no order. */
    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().distinct().toList();
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
