package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.runtime.status.PlanView;
import io.systole.runtime.status.ResourceDetail;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is asked for a closer look. No stage fails for a reason of the cluster's. */
public interface InsightDoor {
    /** One resource, as far as the user may read it; empty where there is none of that name. */
    CompletionStage<Optional<ResourceDetail>> resource(ResourceId resource);

    /** A past plan, made again from its input at its moment; else why it cannot be had. */
    CompletionStage<Planned> plan(NodeName node, String file);

    /** A plan, or why there is none. */
    sealed interface Planned {
        record Made(PlanView plan) implements Planned {}

        record Missing(Outcome why) implements Planned {}
    }
}
