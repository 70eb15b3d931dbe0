package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.Status;

/** A configuration as it is stored and replicated: a document without status, and the term of who wrote it. */
public record StoredConfiguration(long term, Cib document) {
    /** The newest feature set that this project knows; the planner follows it. */
    public static final String FEATURE_SET = "3.20.5";
    /** The newest schema that the tools of Debian 12 read. */
    public static final String SCHEMA = "pacemaker-3.9";

    public StoredConfiguration {
        document = new Cib(document.header(), document.configuration(), Status.empty());
    }

    /** The configuration of a cluster in which nothing was ever configured. It loses against every other. */
    public static StoredConfiguration nothing() {
        var header = new CibHeader(
                new CibVersion(0, 0, 0),
                SCHEMA,
                FEATURE_SET,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new StoredConfiguration(0, new Cib(header, Configuration.empty(), Status.empty()));
    }

    public ConfigurationKey key() {
        CibVersion version = document.header().version();
        return new ConfigurationKey(version.adminEpoch(), term, version.epoch());
    }
}
