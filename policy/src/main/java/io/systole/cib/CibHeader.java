package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** The attributes of the <code>cib</code> element itself, as texts of the document. */
public record CibHeader(
        CibVersion version,
        String validateWith,
        @Nullable String crmFeatureSet,
        @Nullable String haveQuorum,
        @Nullable String dcUuid,
        @Nullable String cibLastWritten,
        @Nullable String updateOrigin,
        @Nullable String updateClient,
        @Nullable String updateUser,
        @Nullable String executionDate,
        @Nullable String noQuorumPanic,
        @Nullable String remoteTlsPort,
        @Nullable String remoteClearPort) {
    /** The same with another version. */
    public CibHeader at(CibVersion other) {
        return new CibHeader(
                other,
                validateWith,
                crmFeatureSet,
                haveQuorum,
                dcUuid,
                cibLastWritten,
                updateOrigin,
                updateClient,
                updateUser,
                executionDate,
                noQuorumPanic,
                remoteTlsPort,
                remoteClearPort);
    }

    /** The same with another schema. */
    public CibHeader validatedWith(String schema) {
        return new CibHeader(
                version,
                schema,
                crmFeatureSet,
                haveQuorum,
                dcUuid,
                cibLastWritten,
                updateOrigin,
                updateClient,
                updateUser,
                executionDate,
                noQuorumPanic,
                remoteTlsPort,
                remoteClearPort);
    }
}
