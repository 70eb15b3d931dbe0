package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.CibVersion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Judges a history of changes against what clients were told: the changes form one chain, none is in it twice, what was
 * accepted is in it at the version that was told, and what was accepted before another was asked for comes before it. For
 * a log to which changes are added one by one this is linearizability.
 */
final class HistoryRules {
    private HistoryRules() {}

    /** A change that a client was told is accepted: in which version, when it asked first, and when it knew. */
    record Observed(String request, CibVersion version, long askedAt, long knownAt) {}

    static void check(String what, List<PastChange> history, List<Observed> observed) {
        Map<String, PastChange> byRequest = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            PastChange change = history.get(i);
            assertThat(byRequest.put(change.request(), change))
                    .as("%s: %s is done once", what, change.request())
                    .isNull();
            if (i > 0) {
                assertThat(change.base())
                        .as("%s: %s follows on the one before", what, change.request())
                        .isEqualTo(history.get(i - 1).key());
            }
        }
        for (Observed told : observed) {
            PastChange change = byRequest.get(told.request());
            assertThat(change)
                    .as("%s: %s was accepted and is remembered", what, told.request())
                    .isNotNull();
            assertThat(told.version())
                    .as("%s: the version of %s", what, told.request())
                    .isEqualTo(Objects.requireNonNull(change).version());
        }
        inOrder(what, byRequest, observed);
    }

    /** Sweeps over the moments: whatever is asked for after a change was known has to come after that change. */
    private static void inOrder(String what, Map<String, PastChange> changes, List<Observed> observed) {
        List<Observed> byKnown = observed.stream()
                .sorted(Comparator.comparingLong(Observed::knownAt))
                .toList();
        List<Observed> byAsked = observed.stream()
                .sorted(Comparator.comparingLong(Observed::askedAt))
                .toList();
        int known = 0;
        ConfigurationKey newest = StoredConfiguration.nothing().key();
        for (Observed asked : byAsked) {
            while (known < byKnown.size() && byKnown.get(known).knownAt() < asked.askedAt()) {
                ConfigurationKey key = Objects.requireNonNull(
                                changes.get(byKnown.get(known).request()))
                        .key();
                newest = newest.compareTo(key) < 0 ? key : newest;
                known++;
            }
            assertThat(Objects.requireNonNull(changes.get(asked.request())).key())
                    .as("%s: %s was asked for after a change of version %s was known", what, asked.request(), newest)
                    .isGreaterThan(newest);
        }
    }
}
