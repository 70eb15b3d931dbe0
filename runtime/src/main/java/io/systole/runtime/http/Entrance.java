package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.Endpoint.Kind;
import io.systole.runtime.http.RequestTrail.Noted;
import io.systole.runtime.http.TokenGate.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.jspecify.annotations.Nullable;

/**
 * The way in, the same for every request: no page of another site, a token, not too often, an endpoint of the table, nothing in
 * the query that it does not know. What changes something is noted with what came of it.
 */
final class Entrance extends AllDirectives {
    private static final List<HttpHeader> SAFE = List.of(
            HttpHeader.parse("X-Content-Type-Options", "nosniff"),
            HttpHeader.parse("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            HttpHeader.parse("Cross-Origin-Resource-Policy", "same-origin"),
            HttpHeader.parse("Referrer-Policy", "no-referrer"));

    private final TokenGate gate;
    private final RateLimits limits;
    private final RequestTrail trail;
    private final Clock clock;

    Entrance(TokenGate gate, RateLimits limits, RequestTrail trail, Clock clock) {
        this.gate = gate;
        this.limits = limits;
        this.trail = trail;
        this.clock = clock;
    }

    /** What is inside, for those who are let in. */
    Route admit(Form form, Function<Caller, Route> inside) {
        return extractRequest(request -> mapResponse(
                response -> response.addHeaders(SAFE), () -> answered(form, () -> judged(request, form, inside))));
    }

    private Route judged(HttpRequest request, Form form, Function<Caller, Route> inside) {
        Optional<Fault> crossSite = CrossSite.refusal(
                request.method().value(),
                header(request, "Sec-Fetch-Site"),
                header(request, "Origin"),
                request.getUri().getScheme(),
                header(request, "Host"));
        if (crossSite.isPresent()) {
            return complete(Answers.fault(StatusCodes.FORBIDDEN, crossSite.get(), form));
        }
        String address = address(request);
        return gate.guard(
                form,
                refused -> {
                    Duration delay = limits.ofFailure(address);
                    return delay.isZero() ? refused : tooMany("requests without a valid token", delay, form);
                },
                caller -> {
                    Duration delay = limits.ofUser(caller.subject());
                    return delay.isZero()
                            ? found(request, address, caller, form, inside)
                            : complete(tooMany("requests of " + caller.subject(), delay, form));
                });
    }

    private Route found(HttpRequest request, String address, Caller caller, Form form, Function<Caller, Route> inside) {
        List<String> segments = StreamSupport.stream(
                        request.getUri().pathSegments().spliterator(), false)
                .toList();
        if (!segments.isEmpty() && segments.get(0).equals("management")) {
            return inside.apply(caller);
        }
        EndpointTable.Match match = Endpoints.TABLE.find(request.method().value(), segments);
        if (match instanceof EndpointTable.NoPath none) {
            return complete(Answers.fault(
                    StatusCodes.NOT_FOUND, new Fault("the path", none.found(), none.expected(), ""), form));
        }
        if (match instanceof EndpointTable.NoMethod other) {
            String methods = String.join(", ", other.methods());
            return complete(Answers.fault(
                            StatusCodes.METHOD_NOT_ALLOWED,
                            new Fault("the method", request.method().value(), "must be one of " + methods, ""),
                            form)
                    .addHeader(HttpHeader.parse("Allow", methods)));
        }
        Endpoint endpoint = ((EndpointTable.Found) match).endpoint();
        List<Fault> faults = QueryFaults.of(endpoint, request.getUri().query().toMultiMap());
        if (!faults.isEmpty()) {
            return complete(Answers.faults(StatusCodes.BAD_REQUEST, faults, form));
        }
        return endpoint.kind() == Kind.WRITE
                ? mapResponse(
                        response -> noted(endpoint, request, address, caller, response),
                        () -> answered(form, () -> inside.apply(caller)))
                : inside.apply(caller);
    }

    /** Whatever breaks inside is an answer, too: it is noted, and has the headers that all have. */
    private Route answered(Form form, Supplier<Route> inside) {
        return handleExceptions(
                Rejections.exceptions(form),
                () -> handleRejections(form == Form.TEXT ? Rejections.TEXT : Rejections.JSON, inside));
    }

    private HttpResponse noted(
            Endpoint endpoint, HttpRequest request, String address, Caller caller, HttpResponse response) {
        trail.note(new Noted(
                "",
                clock.instant(),
                caller.subject().user(),
                address,
                endpoint.id(),
                endpoint.method(),
                request.getUri().path(),
                request.getUri().query().get("reason").orElse(null),
                response.status().intValue()));
        return response;
    }

    private static HttpResponse tooMany(String what, Duration delay, Form form) {
        long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
        return Answers.fault(
                        StatusCodes.TOO_MANY_REQUESTS,
                        new Fault(what, "too many", "fewer", "ask again in " + seconds + " s"),
                        form)
                .addHeader(HttpHeader.parse("Retry-After", Long.toString(seconds)));
    }

    private static @Nullable String header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value).orElse(null);
    }

    /** Of the connection, not of a header that anybody may write. */
    private static String address(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(found -> found.getHostAddress())
                .orElse("");
    }
}
