package io.systole.runtime.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Remembers who asked which node over HTTP to change something, also where nothing came of it. */
public interface RequestTrail {
    /**
     * One request.
     *
     * @param node that was asked; empty until the trail has taken the note
     * @param address it came from, without its port; empty where that is not known
     * @param operation the endpoint's name in the OpenAPI document
     * @param path without the query, which may hold values
     * @param reason what the client says of it
     * @param status what it was answered with
     */
    record Noted(
            String node,
            Instant at,
            String user,
            String address,
            String operation,
            String method,
            String path,
            @Nullable String reason,
            int status) {
        /** The same, of that node where it is of none. */
        public Noted orOf(String other) {
            return node.isEmpty() ? new Noted(other, at, user, address, operation, method, path, reason, status) : this;
        }
    }

    /**
     * A node that told nothing of what it was asked.
     *
     * @param why in words
     */
    record Silent(String node, String why) {}

    /**
     * What all nodes were asked.
     *
     * @param requests the newest, oldest first, of every node that answered, and of others what those had been told
     * @param silent those of whom requests may be missing
     */
    record Gathered(List<Noted> requests, List<Silent> silent) {
        public Gathered {
            requests = List.copyOf(requests);
            silent = List.copyOf(silent);
        }
    }

    /** Takes a note; nobody waits for it. */
    void note(Noted noted);

    /** The newest of all nodes, so many at most. Nodes that do not answer are named; for them nobody waits long. */
    CompletionStage<Gathered> last(int max);
}
