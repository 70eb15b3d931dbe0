package io.systole.runtime.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that is measured on a node, and how it is written down. Safe for use by any thread. */
public final class Meters implements AutoCloseable {
    private static final Duration[] DETECTION_BOUNDS = bounds(100, 250, 500, 1000, 2500, 5000, 10_000, 30_000);
    private static final Duration[] FENCING_BOUNDS = bounds(500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000);
    private static final Duration[] AGENT_BOUNDS = bounds(10, 25, 50, 100, 250, 500, 1000, 5000, 20_000);
    private static final Duration[] PLANNER_BOUNDS = bounds(5, 10, 25, 50, 100, 250, 1000);
    private static final Duration[] TRANSITION_BOUNDS = bounds(50, 100, 250, 500, 1000, 5000, 20_000, 60_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Meters() {
        for (Metric metric : Metric.values()) {
            gauges.put(
                    metric,
                    MultiGauge.builder(metric.title())
                            .description(metric.help())
                            .register(registry));
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** A plan was made, on the DC. */
    void planned(Duration took) {
        timer("systole.planner", "Making a plan", PLANNER_BOUNDS, Tags.empty()).record(took);
    }

    /** A transition has ended: {@code complete}, {@code aborted} or {@code failed}. */
    void transition(String outcome, Duration took) {
        timer("systole.transition", "Carrying a plan out", TRANSITION_BOUNDS, Tags.of("outcome", outcome))
                .record(took);
    }

    /** A node that was silent counts as lost. */
    void detected(String node, Duration took) {
        timer(
                        "systole.detection",
                        "From the first silence of a node until it counts as lost",
                        DETECTION_BOUNDS,
                        Tags.of("node", node))
                .record(took);
    }

    /** A fencing has ended; which device did it is empty where none did. */
    void fenced(String target, String device, boolean done, Duration took) {
        Tags tags = Tags.of("target", target, "device", device, "outcome", done ? "done" : "failed");
        timer("systole.fencing", "Fencing a node", FENCING_BOUNDS, tags).record(took);
    }

    /** An agent's operation has ended. */
    void operation(String agent, String operation, String outcome, Duration took) {
        Tags tags = Tags.of("agent", agent, "operation", operation, "outcome", outcome);
        timer("systole.agent.operation", "Operations of resource agents on this node", AGENT_BOUNDS, tags)
                .record(took);
    }

    private Timer timer(String name, String help, Duration[] bounds, Tags tags) {
        return Timer.builder(name)
                .description(help)
                .serviceLevelObjectives(bounds)
                .tags(tags)
                .register(registry);
    }

    /** Everything in Prometheus' text format, with the state of the cluster as it is now. */
    synchronized String scrape(List<Sample> state) {
        Map<Metric, List<Sample>> byMetric = state.stream().collect(Collectors.groupingBy(Sample::metric));
        gauges.forEach((metric, gauge) -> gauge.register(
                byMetric.getOrDefault(metric, List.of()).stream()
                        .map(sample -> MultiGauge.Row.of(tags(sample), sample.value()))
                        .toList(),
                true));
        return registry.scrape();
    }

    private static Tags tags(Sample sample) {
        return Tags.of(sample.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
    }

    private static Duration[] bounds(long... milliseconds) {
        var bounds = new Duration[milliseconds.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Duration.ofMillis(milliseconds[i]);
        }
        return bounds;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
