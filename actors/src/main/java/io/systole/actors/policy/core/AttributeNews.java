package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes of node attributes have to do with planning. Those that no plan reads are no reason for one. The others are,
 * at once, until so many plans were made for them within a second; then they are folded, and what runs goes on.
 *
 * @param waiting an attribute is among the reasons for the next plan
 * @param pressing something else is, too
 * @param plans when the last plans began that had attributes among their reasons
 * @param source the configuration that {@code read} was taken from
 */
record AttributeNews(
        boolean waiting,
        boolean pressing,
        List<Instant> plans,
        @Nullable Configuration source,
        @Nullable ReadAttributes read) {
    /** So many plans for attributes alone may begin within a second. */
    static final int PLANS_MAX = 4;

    private static final Duration WITHIN = Duration.ofSeconds(1);

    AttributeNews {
        plans = List.copyOf(plans);
    }

    static AttributeNews none() {
        return new AttributeNews(false, false, List.of(), null, null);
    }

    /** The same for a CIB: what its configuration reads is looked for once. */
    AttributeNews readingFrom(Cib cib) {
        Configuration configuration = cib.configuration();
        return configuration.equals(source)
                ? this
                : new AttributeNews(waiting, pressing, plans, configuration, ReadAttributes.of(cib));
    }

    boolean matters(String attribute) {
        return read == null || read.reads(attribute);
    }

    AttributeNews withReason(boolean isAttribute) {
        return new AttributeNews(waiting || isAttribute, pressing || !isAttribute, plans, source, read);
    }

    AttributeNews planned(Instant at) {
        List<Instant> begun = new ArrayList<>(plans);
        if (waiting) {
            begun.add(at);
        }
        int from = Math.max(0, begun.size() - PLANS_MAX);
        return new AttributeNews(false, false, begun.subList(from, begun.size()), source, read);
    }

    /** Until when the next plan waits; the past when it does not. A clock that was set back holds nothing up. */
    Instant heldUntil(Instant at) {
        if (pressing || !waiting || plans.size() < PLANS_MAX || plans.get(0).isAfter(at)) {
            return Instant.EPOCH;
        }
        return plans.get(0).plus(WITHIN);
    }
}
