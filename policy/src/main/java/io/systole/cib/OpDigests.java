package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** The digests of the parameters that an operation was run with. */
public record OpDigests(
        @Nullable String opDigest,
        @Nullable String opForceRestart,
        @Nullable String opRestartDigest,
        @Nullable String opSecureParams,
        @Nullable String opSecureDigest) {

    public static OpDigests none() {
        return new OpDigests(null, null, null, null, null);
    }
}
