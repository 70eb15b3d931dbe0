package io.systole.runtime.http;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of its request to change the configuration.
 *
 * @param name under which it may make the request again, and the change is done once; null where it gives none
 * @param reason why, for the history; null where it gives none
 */
public record RequestWords(@Nullable String name, @Nullable String reason) {
    public static final RequestWords NONE = new RequestWords(null, null);
}
