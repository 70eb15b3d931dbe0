package io.systole.actors.cib.core;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.xml.CibXml;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it is stored and replicated: a document that of the status has the tickets alone, and the term of who
 * wrote it. Its other forms are made once each, when they are wanted first.
 */
public final class StoredConfiguration {
    /** The newest feature set that this project knows; the planner follows it. */
    public static final String FEATURE_SET = "3.20.5";
    /** The newest schema that the tools of Debian 12 read. */
    public static final String SCHEMA = "pacemaker-3.9";

    private final long term;
    private final Cib document;
    private volatile @Nullable String text;
    private volatile @Nullable Element element;

    public StoredConfiguration(long term, Cib document) {
        this.term = term;
        Status status = new Status(List.of(), document.status().tickets());
        this.document = new Cib(document.header(), document.configuration(), status);
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

    public long term() {
        return term;
    }

    public Cib document() {
        return document;
    }

    public ConfigurationKey key() {
        CibVersion version = document.header().version();
        return new ConfigurationKey(version.adminEpoch(), term, version.epoch());
    }

    /** The document as XML. */
    public String text() {
        String made = text;
        if (made == null) {
            made = CibXml.write(document);
            text = made;
        }
        return made;
    }

    /** The document as elements, tickets included. */
    public Element element() {
        Element made = element;
        if (made == null) {
            made = CibPatch.element(text());
            element = made;
        }
        return made;
    }

    /** The SHA-256 of the document's text, in hexadecimal: equal on all nodes that have the same. */
    public String digest() {
        return Digests.of(text());
    }

    /** The configuration after a change; empty when the entry was made from another one, or does not lead where it says. */
    public Optional<StoredConfiguration> changedBy(JournalEntry entry) {
        ConfigurationKey key = entry.change().key();
        return CibPatch.apply(element(), entry.patch())
                .map(cib -> new StoredConfiguration(key.term(), cib))
                .filter(next -> next.key().equals(key) && next.digest().equals(entry.digest()));
    }

    /** The configuration before a change that led to this one; empty when it did not, or does not say how it is undone. */
    public Optional<StoredConfiguration> without(JournalEntry entry) {
        ConfigurationKey base = entry.change().base();
        return Optional.of(entry)
                .filter(led -> led.change().key().equals(key()))
                .flatMap(led -> CibPatch.undo(element(), led.patch()))
                .map(cib -> new StoredConfiguration(base.term(), cib))
                .filter(before -> before.key().equals(base));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredConfiguration same && same.term == term && same.document.equals(document);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(term) * 31 + document.header().version().hashCode();
    }

    @Override
    public String toString() {
        return "configuration " + key();
    }
}
