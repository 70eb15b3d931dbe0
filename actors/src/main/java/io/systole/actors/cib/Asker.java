package io.systole.actors.cib;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change, and what the request is called.
 *
 * @param request what the client calls its request: one that is made again under this name, anywhere in the cluster, is
 *     done once, and its outcome is told; null for one that nobody will ask for again
 * @param reason why it is changed, for the history; null where nothing is said
 */
public record Asker(
        Author author, @Nullable String request, @Nullable String reason) {
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

    /** Longest reason that is kept, in characters. */
    public static final int REASON_MAX = 500;

    public Asker {
        if (request != null && !isName(request)) {
            throw new IllegalArgumentException("request name " + request);
        }
        reason = reason != null && reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason;
    }

    public static Asker of(Author author) {
        return new Asker(author, null, null);
    }

    /** Whether a text may name a request: 1 to 128 letters, digits and . _ : @ - */
    public static boolean isName(String text) {
        return REQUEST.matcher(text).matches();
    }
}
