package io.systole.actors.alert.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that people may want to be told.
 *
 * @param node the node that it is about
 * @param facts what is known of it, by the names that alert agents know, without {@code CRM_alert_}
 */
public record Happening(Kind kind, NodeName node, SortedMap<String, String> facts, Instant at) {
    /** What it is about; its word is the {@code CRM_alert_kind}. */
    public enum Kind {
        NODE("node"),
        FENCING("fencing"),
        RESOURCE("resource"),
        ATTRIBUTE("attribute");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Happening {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
}
