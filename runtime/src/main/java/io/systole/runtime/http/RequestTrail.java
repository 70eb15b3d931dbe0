package io.systole.runtime.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Remembers who asked this node over HTTP to change something, also where nothing came of it. */
public interface RequestTrail {
    /**
     * One request.
     *
     * @param address it came from, without its port; empty where that is not known
     * @param operation the endpoint's name in the OpenAPI document
     * @param path without the query, which may hold values
     * @param reason what the client says of it
     * @param status what it was answered with
     */
    record Noted(
            Instant at,
            String user,
            String address,
            String operation,
            String method,
            String path,
            @Nullable String reason,
            int status) {}

    /** Takes a note; nobody waits for it. */
    void note(Noted noted);

    /** The newest, oldest first. */
    CompletionStage<List<Noted>> last(int max);
}
