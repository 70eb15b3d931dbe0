package io.systole.runtime.http;

import io.systole.runtime.status.QuorumView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the HTTP interface asks about quorum. No stage fails for a reason of the cluster's. */
public interface QuorumDoor {
    /** As the node that is asked sees it; empty for who may not read the whole CIB. */
    CompletionStage<Optional<QuorumView>> status();

    /**
     * Lets so many votes be expected from now on.
     *
     * @param votes 0 for what the configuration says
     * @param dryRun only says what it would mean, or why it would be refused
     */
    CompletionStage<Outcome> expect(int votes, boolean dryRun);

    /**
     * Lets this node no longer wait for all nodes.
     *
     * @param dryRun only says what it would mean, or why it would be refused
     */
    CompletionStage<Outcome> unblock(boolean dryRun);
}
