package io.systole.runtime.metrics;

import io.systole.cib.Cib;
import io.systole.runtime.status.QuorumView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down the state of the cluster together with what was measured on the node. */
public final class Scrape {
    private static final List<String> HERE = List.of("pending", "online", "leaving");

    private final Meters meters;

    public Scrape(Meters meters) {
        this.meters = meters;
    }

    /**
     * All metrics, in Prometheus' text format.
     *
     * @param quorum as the node sees it; empty before it knows
     * @param isDc whether this node plans
     */
    public String write(Cib cib, Optional<QuorumView> quorum, boolean isDc, Instant at) {
        List<Sample> samples = new ArrayList<>(ClusterState.of(cib, at));
        samples.add(Sample.of(Metric.DC, isDc));
        samples.add(Sample.of(Metric.QUORATE, quorum.filter(QuorumView::quorate).isPresent()));
        quorum.ifPresent(view -> votes(view, samples));
        return meters.scrape(samples);
    }

    private static void votes(QuorumView view, List<Sample> samples) {
        samples.add(Sample.of(Metric.QUORUM_VOTES, view.expected(), "type", "expected_votes"));
        samples.add(Sample.of(Metric.QUORUM_VOTES, view.expected(), "type", "highest_expected"));
        samples.add(Sample.of(Metric.QUORUM_VOTES, view.votes(), "type", "total_votes"));
        samples.add(Sample.of(Metric.QUORUM_VOTES, view.needed(), "type", "quorum"));
        int id = 0;
        for (var line : view.nodes()) {
            id++;
            if (HERE.contains(line.standing())) {
                samples.add(Sample.of(
                        Metric.MEMBER_VOTES,
                        line.votes(),
                        "node_id",
                        Integer.toString(id),
                        "node",
                        line.name(),
                        "local",
                        Boolean.toString(line.name().equals(view.node()))));
            }
        }
    }
}
