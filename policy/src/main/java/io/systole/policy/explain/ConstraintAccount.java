package io.systole.policy.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one constraint says, whether it counts now, and what contradicts it.
 *
 * @param keyword location, colocation, order or rsc_ticket
 * @param resources those that it names, also through tags, patterns and sets, in its order
 * @param says it in words
 * @param score as it is written; empty where there is none
 * @param why it is in that state; empty where there is nothing to say
 * @param until when that may change by the passing of time; null where it does not
 * @param contradictions in words, each with the other constraints that take part
 */
public record ConstraintAccount(
        String id,
        String keyword,
        List<String> resources,
        String says,
        String score,
        State state,
        String why,
        @Nullable Instant until,
        List<String> contradictions) {
    /** Whether a constraint counts. */
    public enum State {
        IN_FORCE("in force"),
        WAITING("not in force now"),
        EXPIRED("expired"),
        WITHOUT_EFFECT("without effect");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** As it is shown. */
        public String words() {
            return words;
        }
    }

    public ConstraintAccount {
        resources = List.copyOf(resources);
        contradictions = List.copyOf(contradictions);
    }

    ConstraintAccount with(List<String> found) {
        return new ConstraintAccount(id, keyword, resources, says, score, state, why, until, found);
    }
}
