package io.systole.runtime.http;

import io.systole.runtime.doctor.Diagnosis;
import io.systole.runtime.http.Endpoint.Answer;
import io.systole.runtime.http.Endpoint.Parameter;
import java.util.List;

/** The part of the table that concerns the hosts of members. */
final class HostEndpoints {
    private HostEndpoints() {}

    static List<Endpoint> all() {
        return List.of(
                Endpoint.get(
                        "/v1/doctor",
                        "doctor",
                        "What is the matter with the cluster and its hosts, and what to do.",
                        Answer.json(Diagnosis.class),
                        Parameter.flag("all", "In text also what is well.")),
                Endpoint.get(
                        "/v1/report/{node}",
                        "report",
                        "The logs, transitions and facts that a node has of a time, without secrets.",
                        Answer.text("A zip file.", "application/zip"),
                        Parameter.of("from", "A time such as 2026-11-30T12:00:00Z."),
                        Parameter.of("to", "A time.")),
                Endpoint.post(
                                "/v1/alerts/{alert}/test",
                                "testAlert",
                                "Calls an alert with an event that is marked as a test.",
                                Parameter.of("recipient", "Its id or value; all where none is named."),
                                Parameter.oneOf("kind", "What is told of.", "node", "fencing", "resource", "attribute"),
                                Parameter.of("node", "Where it is tried; the node that is asked where none is named."))
                        .answering(Answer.listOf(HostsDoor.AlertTried.class)));
    }
}
