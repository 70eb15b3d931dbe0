package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.runtime.doctor.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** What the HTTP interface asks about the hosts of all members. No stage fails for a reason of the cluster's. */
public interface HostsDoor {
    /**
     * A trial of an alert.
     *
     * @param recipient its id or value; null for all
     * @param kind node, fencing, resource or attribute; null for the first that the alert is for
     * @param node where it is tried; null for the node that is asked
     */
    record AlertWish(
            String alert,
            @Nullable String recipient,
            @Nullable String kind,
            @Nullable String node) {}

    /**
     * What became of one call.
     *
     * @param event what the agent was told, in a few words
     * @param why it failed; empty where it did not
     * @param printed what the agent printed, in one line
     */
    record AlertTried(
            String node, String alert, String recipient, String event, String why, String printed, long tookMs) {
        /** As it is shown. */
        public List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add("alert " + alert + (recipient.isEmpty() ? "" : ", recipient " + recipient) + ", on " + node + ": "
                    + (why.isEmpty() ? "worked" : "FAILED: " + why) + " (" + tookMs + " ms)");
            lines.add("    told: " + event);
            lines.add("    printed: " + (printed.isEmpty() ? "nothing" : printed));
            return lines;
        }
    }

    /**
     * The report of one node.
     *
     * @param archive a zip file; null where there is none
     * @param refused why; null where there is one
     */
    record NodeReport(
            @Nullable ByteString archive, @Nullable Outcome refused) {}

    /** Calls an alert with a marked event. What is done is the list of {@link AlertTried} as JSON. */
    CompletionStage<Outcome> tryAlert(AlertWish wish);

    /** What is the matter with the cluster; empty for those who may not read everything. */
    CompletionStage<Optional<Diagnosis>> doctor();

    /** The logs, transitions and facts that a node has of that time, without secrets. */
    CompletionStage<NodeReport> report(NodeName node, Instant from, Instant to);
}
