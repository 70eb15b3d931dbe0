package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.tree.TreeEdit;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.AttributeRoutes.Patience;
import io.systole.runtime.http.ClusterDoor.CibQuery;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.util.ByteString;

/** {@code /v1/cib}: the CIB, parts of it, and its changes by elements. */
final class CibRoutes extends AllDirectives {
    private final ClusterDoor door;
    private final ManagementConfig config;
    private final Form form;
    private final Patience patience;

    CibRoutes(ClusterDoor door, ManagementConfig config, Form form, Patience patience) {
        this.door = door;
        this.config = config;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return concat(
                path("cib", () -> concat(get(this::cib), put(this::replace))),
                path(segment("cib").slash(segment()), operation -> post(() -> changeCib(operation))));
    }

    private Route cib() {
        return parameterOptional(
                "scope",
                scope -> parameterOptional(
                        "xpath",
                        xpath -> parameterOptional(
                                "paths",
                                paths -> parameterOptional("childless", childless -> {
                                    if (scope.isEmpty() && xpath.isEmpty() && !isSet(childless)) {
                                        return wholeCib();
                                    }
                                    var query = new CibQuery(
                                            scope.orElse(null), xpath.orElse(null), isSet(paths), isSet(childless));
                                    return patience.answer(door.query(query), found -> Answers.xmlOr(found, form));
                                }))));
    }

    private static boolean isSet(Optional<String> flag) {
        return flag.filter(word -> !word.equals("false")).isPresent();
    }

    private Route wholeCib() {
        return parameterOptional(
                "sensible",
                sensible -> patience.answer(door.cibXml(isSet(sensible)), found -> Answers.xmlOr(found, form)));
    }

    /** Operations that there are not are refused at the entrance. */
    private Route changeCib(String word) {
        var operation = TreeEdit.Operation.valueOf(word.toUpperCase(Locale.ROOT));
        return parameterOptional(
                "scope",
                scope -> parameterOptional(
                        "xpath",
                        xpath -> withSizeLimit(
                                config.bodyMaxBytes(),
                                () -> entity(Unmarshaller.entityToByteString(), (ByteString body) -> {
                                    var xml = body.isEmpty() ? null : body.utf8String();
                                    return outcome(door.changeCib(
                                            new TreeEdit(operation, scope.orElse(null), xpath.orElse(null), xml)));
                                }))));
    }

    private Route replace() {
        return withSizeLimit(
                config.bodyMaxBytes(),
                () -> entity(
                        Unmarshaller.entityToByteString(),
                        (ByteString body) -> outcome(door.replace(body.utf8String()))));
    }

    private Route outcome(CompletionStage<Outcome> outcome) {
        return patience.answer(outcome, value -> Answers.of(value, form));
    }
}
