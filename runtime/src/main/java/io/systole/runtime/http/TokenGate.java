package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** Lets a request in that brings the token, and no other. */
final class TokenGate extends AllDirectives {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final String runDirectory;

    TokenGate(String token, String runDirectory) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.runDirectory = runDirectory;
    }

    Route guard(Form form, Supplier<Route> inner) {
        return optionalHeaderValueByName(
                "Authorization",
                header -> header.isPresent() && isRight(header.get())
                        ? inner.get()
                        : complete(Answers.fault(
                                StatusCodes.UNAUTHORIZED,
                                new Fault(
                                        "Authorization",
                                        header.isPresent() ? "not this node's token" : "missing",
                                        "Authorization: Bearer TOKEN",
                                        "the token stands in " + runDirectory + "/management and is new at each start"),
                                form)));
    }

    /** Takes the same time however much of the token is right. */
    private boolean isRight(String header) {
        return header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }
}
