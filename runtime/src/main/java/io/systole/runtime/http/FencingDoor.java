package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceDeviceView;
import io.systole.runtime.status.PastFencing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the HTTP interface asks about fencing. No stage fails for a reason of the cluster's. */
public interface FencingDoor {
    /** What is remembered of the fencings of one node, or of all that the user may read, oldest first. */
    CompletionStage<List<PastFencing>> history(Optional<NodeName> node);

    /** The fence devices; empty for who may not read the whole CIB. */
    CompletionStage<Optional<List<FenceDeviceView>>> devices();

    /** Node by node, who could fence it; empty for who may not read the whole CIB. */
    CompletionStage<Optional<List<FenceCheckView>>> check();

    /** Has every member check its devices now. */
    CompletionStage<Outcome> checkNow();

    /** Takes a person's word that the node is dead; without {@code force} it says what that means, and nothing is done. */
    CompletionStage<Outcome> confirm(NodeName node, boolean force);

    /** Fences a node, unless a device has done so within the tolerance; zero for whatever was before. */
    CompletionStage<Outcome> fence(NodeName node, Duration tolerance);

    /** Believes a device again that said what was not true. */
    CompletionStage<Outcome> trust(ResourceId device);
}
