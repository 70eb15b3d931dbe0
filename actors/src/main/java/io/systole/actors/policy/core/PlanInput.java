package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import java.time.Instant;
import java.util.List;

/**
 * What a plan was made from: enough to make it once more.
 *
 * @param seriesMax how many of its series are kept; negative for all
 * @param term the term of the DC that planned
 * @param number the transition's number under that DC; 0 where the planner failed
 */
public record PlanInput(Series series, int seriesMax, long term, int number, Instant at, String reason, Cib cib) {

    /** The series that inputs are kept in, each bounded by an option of its own (Pacemaker Explained, pe-*-series-max). */
    public enum Series {
        /** The planner failed. */
        ERROR("pe-error"),
        /** A node is fenced, or a failed resource recovered. */
        WARN("pe-warn"),
        INPUT("pe-input");

        private final String word;

        Series(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** The series of a plan by the lines that sum it up. */
        static Series of(List<String> summary) {
            boolean trouble = summary.stream().anyMatch(line -> line.startsWith("Fence") || line.startsWith("Recover"));
            return trouble ? WARN : INPUT;
        }
    }
}
