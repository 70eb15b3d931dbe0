package io.systole.runtime.http;

import io.systole.cib.acl.Subject;
import io.systole.runtime.http.Answers.Form;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** Lets a request in that brings a token that somebody has, as that user, and no other. */
final class TokenGate extends AllDirectives {
    private static final String SCHEME = "Bearer ";

    private final Identification identification;
    private final String runDirectory;

    TokenGate(Identification identification, String runDirectory) {
        this.identification = identification;
        this.runDirectory = runDirectory;
    }

    /**
     * Who was let in.
     *
     * @param stillIn whether the token is still that user's
     */
    record Caller(Subject subject, Supplier<CompletionStage<Boolean>> stillIn) {}

    /**
     * Lets a request in, or answers that it is not.
     *
     * @param outside what is answered in place of the refusal
     */
    Route guard(Form form, UnaryOperator<HttpResponse> outside, Function<Caller, Route> inner) {
        return optionalHeaderValueByName("Authorization", header -> {
            var token = header.filter(text -> text.startsWith(SCHEME))
                    .map(text -> text.substring(SCHEME.length()).strip());
            return token.isEmpty()
                    ? complete(outside.apply(refused(header, form)))
                    : onSuccess(
                            identification.identify(token.get()),
                            subject -> subject.map(known -> inner.apply(caller(token.get(), known)))
                                    .orElseGet(() -> complete(outside.apply(refused(header, form)))));
        });
    }

    private Caller caller(String token, Subject subject) {
        return new Caller(
                subject,
                () -> identification
                        .identify(token)
                        .thenApply(now -> now.filter(subject::equals).isPresent()));
    }

    private HttpResponse refused(Optional<String> header, Form form) {
        return Answers.fault(
                        StatusCodes.UNAUTHORIZED,
                        new Fault(
                                "Authorization",
                                header.isPresent() ? "not this node's token, nor one of a user's" : "missing",
                                "Authorization: Bearer TOKEN",
                                "the superuser's token stands in " + runDirectory
                                        + "/management and is new at each start; `systole access grant` gives a user one"),
                        form)
                .addHeader(HttpHeader.parse("WWW-Authenticate", "Bearer"));
    }
}
