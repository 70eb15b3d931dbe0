package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.parameterOptional;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.value.IsoDuration;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.ClusterDoor.ResourceVerb;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Route;

/** What a request for one resource says: {@code node}, {@code promoted}, {@code lifetime} and {@code expired}. */
final class ResourceRoutes {
    private final ClusterDoor door;
    private final AttributeRoutes.Patience patience;
    private final Form form;
    private final Clock clock;

    ResourceRoutes(ClusterDoor door, AttributeRoutes.Patience patience, Form form, Clock clock) {
        this.door = door;
        this.patience = patience;
        this.form = form;
        this.clock = clock;
    }

    Route route(ResourceId resource, ResourceVerb verb) {
        return parameterOptional(
                "node",
                node -> parameterOptional(
                        "lifetime",
                        lifetime -> parameterOptional(
                                "promoted",
                                promoted -> parameterOptional(
                                        "expired",
                                        expired -> route(
                                                resource,
                                                verb,
                                                lifetime.orElse(""),
                                                new ResourceWish(
                                                        node.map(NodeName::new),
                                                        new MoveTerms(isTrue(promoted), null),
                                                        isTrue(expired)))))));
    }

    private Route route(ResourceId resource, ResourceVerb verb, String lifetime, ResourceWish wish) {
        if (lifetime.isEmpty()) {
            return ask(resource, verb, wish);
        }
        OptionalLong seconds = IsoDuration.seconds(lifetime);
        if (seconds.isEmpty() || seconds.getAsLong() <= 0) {
            return complete(Answers.fault(
                    StatusCodes.BAD_REQUEST,
                    new Fault("lifetime", lifetime, "must be a duration of ISO 8601 such as PT1H or P1D", ""),
                    form));
        }
        var until = clock.instant().plusSeconds(seconds.getAsLong());
        return ask(
                resource,
                verb,
                new ResourceWish(wish.node(), new MoveTerms(wish.terms().promoted(), until), wish.expired()));
    }

    private Route ask(ResourceId resource, ResourceVerb verb, ResourceWish wish) {
        return patience.answer(door.resource(resource, verb, wish), outcome -> Answers.of(outcome, form));
    }

    private static boolean isTrue(Optional<String> text) {
        return text.filter(word -> word.equals("true")).isPresent();
    }
}
