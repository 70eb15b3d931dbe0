package io.systole.runtime.node;

import io.systole.cib.acl.AccessGrant;
import io.systole.cib.acl.Subject;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.http.Identification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose token it is: the owner's, which stands in the access file; one of a local user whom the kernel identified a
 * moment ago; or one that was granted and stands in the CIB.
 */
final class Identities {
    /** How long a local user's token lasts: a command uses it at once, a script may keep it for a while. */
    private static final Duration SESSION = Duration.ofMinutes(10);
    /** More sessions at a time than any host needs; beyond, the oldest are forgotten. */
    private static final int SESSIONS_MAX = 10_000;

    private record Session(Subject subject, Instant until) {}

    private final String ownToken;
    private final Subject owner = Subject.superuser(System.getProperty("user.name", "unknown"));
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Identities(String ownToken) {
        this.ownToken = ownToken;
    }

    /** Who runs the node. */
    Subject owner() {
        return owner;
    }

    /** A token for a user who was identified otherwise, for a while. */
    String open(Subject subject, Instant now) {
        sessions.values().removeIf(session -> session.until().isBefore(now));
        if (sessions.size() >= SESSIONS_MAX) {
            sessions.clear();
        }
        var token = AccessFile.newToken();
        sessions.put(AccessGrant.hash(token), new Session(subject, now.plus(SESSION)));
        return token;
    }

    /** The same with the tokens that were granted. */
    Identification with(Identification granted) {
        return token -> {
            // takes the same time however much of the token is right
            if (MessageDigest.isEqual(
                    token.getBytes(StandardCharsets.UTF_8), ownToken.getBytes(StandardCharsets.UTF_8))) {
                return CompletableFuture.completedStage(Optional.of(owner));
            }
            var session = sessions.get(AccessGrant.hash(token));
            return session != null && session.until().isAfter(Instant.now())
                    ? CompletableFuture.completedStage(Optional.of(session.subject()))
                    : granted.identify(token);
        };
    }
}
