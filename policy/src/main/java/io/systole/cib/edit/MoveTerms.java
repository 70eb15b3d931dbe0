package io.systole.cib.edit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a move or a ban is about, and how long it counts.
 *
 * @param promoted whether only the promoted role is meant
 * @param until whole seconds; from then on it does not count, and the cluster takes it away; null when it stays until
 *     somebody takes it back
 */
public record MoveTerms(boolean promoted, @Nullable Instant until) {
    /** For whatever runs, until it is taken back. */
    public static final MoveTerms ALWAYS = new MoveTerms(false, null);

    public MoveTerms {
        until = until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The role in the constraint. */
    String role() {
        return promoted ? "Promoted" : "Started";
    }
}
