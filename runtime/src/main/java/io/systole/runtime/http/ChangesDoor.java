package io.systole.runtime.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What can be asked about past changes of the configuration. */
public interface ChangesDoor {
    /**
     * A change that the node remembers. What it did and why is null for a user who may not read everything.
     *
     * @param version the version that it led to, as {@code 0.17}
     * @param before the version that was changed
     * @param origin the node that it was asked for on
     */
    record ChangeLine(
            String version,
            String before,
            Instant at,
            String user,
            String client,
            String origin,
            @Nullable String request,
            @Nullable String summary,
            @Nullable String reason) {}

    /** The newest changes, oldest first. */
    CompletionStage<List<ChangeLine>> list(int max);

    /**
     * What a change did, with secrets masked.
     *
     * @param patch as a patch of format 2, instead of lines for a reader
     */
    CompletionStage<Outcome> change(String version, boolean patch);

    /** The configuration as it was after a change, as a CIB without status. */
    CompletionStage<Outcome> configuration(String version);
}
