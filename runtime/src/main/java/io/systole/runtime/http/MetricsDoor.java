package io.systole.runtime.http;

import java.util.concurrent.CompletionStage;

/** What monitoring systems read. */
@FunctionalInterface
public interface MetricsDoor {
    /** All metrics of the node, in Prometheus' text format 0.0.4. */
    CompletionStage<String> scrape();
}
